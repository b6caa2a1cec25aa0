"""What the settings say of mail, as the ways in and out take it: their servers, or the folders without any."""

from typing import TYPE_CHECKING

from bot.settings import Settings
from reminders.mail_folder import MailFolder
from reminders.mail_message import mailbox
from reminders.ways import Post

if TYPE_CHECKING:
    from bot.mailbox.imap import ImapSettings
    from models.correspondence.taken import MailRules
    from reminders.mail import SmtpSettings

SMTP_CONNECTIONS = 4  # at once; large mail services take three to ten from one sender


def mail_rules(settings: Settings) -> "MailRules":
    """Return what is known of our own mail."""
    from models.correspondence.taken import MailRules

    return MailRules(mailbox=mailbox(settings.mail_from).addr_spec, authserv_id=settings.mail_authserv_id)


def imap_settings(settings: Settings) -> "ImapSettings":
    """Return how the mailbox is reached to which people reply."""
    from bot.mailbox.imap import ImapSettings

    return ImapSettings(
        host=settings.imap_host,
        port=settings.imap_port,
        username=settings.imap_username,
        password=settings.imap_password.get_secret_value(),
        tls=settings.imap_tls,
        folder=settings.imap_folder,
    )


def post_of(settings: Settings) -> Post:
    """Return what takes mails: the mail server, or a folder when there is none."""
    if not settings.smtp_host:
        return MailFolder(settings.data_dir / "mail")
    from reminders.mail import SmtpSender
    from reminders.mail_pool import SmtpPool

    return SmtpPool([SmtpSender(smtp_settings(settings)) for _ in range(SMTP_CONNECTIONS)])


def smtp_settings(settings: Settings) -> "SmtpSettings":
    """Return how the mail server is reached."""
    from reminders.mail import SmtpSettings

    return SmtpSettings(
        host=settings.smtp_host,
        port=settings.smtp_port,
        username=settings.smtp_username or None,
        password=settings.smtp_password.get_secret_value() or None,
        tls=settings.smtp_tls,
    )
