"""What the doctor says of mail that comes in, and of how others judge mail that comes from us."""

import asyncio

from bot.doctor.findings import Finding
from bot.mail_ways import imap_settings
from bot.settings import Settings
from reminders.mail_message import mailbox
from reminders.mail_replies import has_room

ASK_S = 3.0  # seconds for each question to the DNS
HERE_ONLY = ("localhost", "local", "invalid", "test", "example")


async def examine(settings: Settings) -> list[Finding]:
    """Look at the mailbox to which people reply, at the reply address, and at the DNS of the sending domain."""
    found = [await asyncio.to_thread(_mailbox, settings), _reply_address(settings)]
    domain = mailbox(settings.mail_from).domain
    if settings.smtp_host and domain.rpartition(".")[2] not in HERE_ONLY:
        found.append(await asyncio.to_thread(_reputation, domain))
    return found


def _mailbox(settings: Settings) -> Finding:
    if not settings.imap_host:
        folder = settings.data_dir / "mail-in"
        return Finding(what="mail in", is_fine=True, detail=f"no IMAP host: mails are read as files from {folder}")
    from bot.mailbox.imap import MAILBOX_TROUBLES, Mailbox

    where = f"{settings.imap_host}:{settings.imap_port} ({settings.imap_tls})"
    try:
        opened = Mailbox(imap_settings(settings))
        waits = opened.count_unseen()
        told = "it says by itself when a mail comes" if opened.can_idle else "it is asked every 20 seconds"
        opened.close()
    except MAILBOX_TROUBLES as error:
        advice = "check the KERNBOT_IMAP_ settings, and that this machine reaches the server"
        detail = f"{where}: {type(error).__name__}"
        return Finding(what="mail in", is_fine=False, detail=detail, advice=advice)
    detail = f"{where}, folder {settings.imap_folder}: {waits} mails wait, {told}"
    return Finding(what="mail in", is_fine=True, detail=detail)


def _reply_address(settings: Settings) -> Finding:
    """Say whether a token fits behind our address, and what the mail server has to do with it."""
    own = mailbox(settings.mail_from)
    if not has_room(settings.mail_from):
        return Finding(
            what="reply address",
            is_fine=False,
            detail=f"{own.addr_spec} is too long: replies are only known by their References",
            advice="let the part before the @ of KERNBOT_MAIL_FROM have 13 signs at most",
        )
    detail = f"replies go to {own.username}+...@{own.domain}; the mail server has to bring those into the same mailbox"
    return Finding(what="reply address", is_fine=True, detail=detail)


def _reputation(domain: str) -> Finding:
    """Say whether the domain tells others that our server may send for it; its DKIM key has a name only it knows."""
    try:
        spf = any(text.startswith("v=spf1") for text in _texts(domain))
        dmarc = any(text.startswith("v=DMARC1") for text in _texts(f"_dmarc.{domain}"))
    except LookupError:
        detail = f"{domain}: the DNS does not answer here, so SPF and DMARC were not looked at"
        return Finding(what="sending domain", is_fine=True, detail=detail)
    lacks = [name for name, is_there in (("SPF", spf), ("DMARC", dmarc)) if not is_there]
    if not lacks:
        detail = f"{domain} has SPF and DMARC; let its mail server sign with DKIM as well"
        return Finding(what="sending domain", is_fine=True, detail=detail)
    advice = "ask who runs the domain to add it, or mails of yours end among unwanted ones"
    detail = f"{domain} has no {' and no '.join(lacks)}"
    return Finding(what="sending domain", is_fine=False, detail=detail, advice=advice)


def _texts(name: str) -> list[str]:
    """Return the TXT records of a name, [] when it has none.

    Raises:
        LookupError: nobody answers.
    """
    import dns.resolver
    from dns.exception import DNSException

    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=ASK_S)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (DNSException, OSError) as error:
        raise LookupError(name) from error
    return [b"".join(record.strings).decode("ascii", "replace") for record in answer]
