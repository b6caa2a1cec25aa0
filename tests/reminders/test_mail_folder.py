"""Mails as files in a folder."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from reminders.letter import Letter
from reminders.mail_folder import MailFolder
from reminders.mail_message import compose, stable_message_id
from reminders.outcome import Sent, TryLater

NOW = datetime(2021, 11, 12, 22, 59, 59, tzinfo=UTC)


def a_mail(key: str = "code:1", now: datetime = NOW, subject: str = "Je code") -> EmailMessage:
    letter = Letter(language="nl", subject=subject, text="123456", html="<p>123456</p>")
    message_id = stable_message_id(key, "kernbot.be")
    return compose(letter, sender="bot@kernbot.be", recipient="jan@voorbeeld.be", message_id=message_id, now=now)


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_a_mail_is_one_file_that_any_mail_program_opens(tmp_path: Path):
    outcome = await MailFolder(tmp_path / "mail").deliver(a_mail(), "jan@voorbeeld.be")
    [file] = files(tmp_path / "mail")
    assert outcome == Sent(file.name)
    assert file.name.startswith("20211112T225959Z-jan@voorbeeld.be-")
    assert file.suffix == ".eml"
    read = message_from_bytes(file.read_bytes(), policy=default)
    assert read["Subject"] == "Je code"
    assert read.get_body(("plain",)).get_content().strip() == "123456"


async def test_the_same_mail_again_replaces_its_file(tmp_path: Path):
    folder = MailFolder(tmp_path)
    await folder.deliver(a_mail(), "jan@voorbeeld.be")
    await folder.deliver(a_mail(now=NOW + timedelta(minutes=15), subject="Opnieuw"), "jan@voorbeeld.be")
    [file] = files(tmp_path)
    assert b"Subject: Opnieuw" in file.read_bytes()


async def test_two_mails_in_the_same_second_are_two_files(tmp_path: Path):
    folder = MailFolder(tmp_path)
    await folder.deliver(a_mail("code:1"), "jan@voorbeeld.be")
    await folder.deliver(a_mail("code:2"), "jan@voorbeeld.be")
    assert len(files(tmp_path)) == 2


async def test_an_address_leads_to_no_other_folder(tmp_path: Path):
    folder = tmp_path / "mail"
    await MailFolder(folder).deliver(a_mail(), "../../\0é/x@voorbeeld.be")
    assert files(tmp_path) == [folder]
    assert len(files(folder)) == 1


async def test_only_the_owner_can_read_the_mails(tmp_path: Path):
    await MailFolder(tmp_path / "mail").deliver(a_mail(), "jan@voorbeeld.be")
    [file] = files(tmp_path / "mail")
    assert (file.stat().st_mode & 0o077, (tmp_path / "mail").stat().st_mode & 0o077) == (0, 0)


async def test_a_folder_that_cannot_be_written_loses_no_mail(tmp_path: Path):
    (tmp_path / "mail").write_text("a file, not a folder")
    assert isinstance(await MailFolder(tmp_path / "mail").deliver(a_mail(), "jan@voorbeeld.be"), TryLater)
