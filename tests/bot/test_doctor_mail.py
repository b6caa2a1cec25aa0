"""kernbot doctor on mail: the mailbox that is read, the reply address, and the sending domain."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.doctor import mail
from bot.doctor.findings import Finding
from bot.settings import Settings
from tests.fakes.imap_server import PASSWORD, USER, ImapServer


def settings(tmp_path: Path, **values: object) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path, **values)


async def found(what: str, given: Settings) -> Finding:
    [finding] = [one for one in await mail.examine(given) if one.what == what]
    return finding


async def test_without_a_host_it_says_from_which_folder_mails_are_read(tmp_path: Path) -> None:
    finding = await found("mail in", settings(tmp_path))
    assert finding.is_fine
    assert str(tmp_path / "mail-in") in finding.detail


async def test_a_mailbox_that_opens_is_fine(tmp_path: Path, imap_server: ImapServer) -> None:
    imap_server.deliver(b"From: an@x.be\r\n\r\nja\r\n")
    given = settings(tmp_path, **reached(imap_server))
    finding = await found("mail in", given)
    assert finding.is_fine
    assert "1 mails wait, it says by itself when a mail comes" in finding.detail


def reached(server: ImapServer, password: str = PASSWORD) -> dict[str, object]:
    return {
        "imap_host": "127.0.0.1",
        "imap_port": server.port,
        "imap_username": USER,
        "imap_password": password,
        "imap_tls": "none",
    }


async def test_a_password_that_is_refused_is_told_without_the_password(tmp_path: Path, imap_server: ImapServer) -> None:
    finding = await found("mail in", settings(tmp_path, **reached(imap_server, "wrong")))
    assert not finding.is_fine
    assert "wrong" not in finding.detail + finding.advice
    assert "KERNBOT_IMAP_" in finding.advice


@pytest.mark.parametrize(("local", "is_fine"), [("k" * 13, True), ("k" * 14, False)])
async def test_an_address_of_ours_that_is_too_long_for_a_token_is_told(
    tmp_path: Path, local: str, is_fine: bool
) -> None:
    finding = await found("reply address", settings(tmp_path, mail_from=f"{local}@kernbot.be"))
    assert finding.is_fine is is_fine


@pytest.mark.parametrize(
    ("records", "is_fine", "says"),
    [
        ({"kernbot.be": ["v=spf1 -all"], "_dmarc.kernbot.be": ["v=DMARC1; p=reject"]}, True, "has SPF and DMARC"),
        ({"kernbot.be": ["v=spf1 -all"], "_dmarc.kernbot.be": []}, False, "has no DMARC"),
        ({"kernbot.be": ["something"], "_dmarc.kernbot.be": []}, False, "has no SPF and no DMARC"),
        ({}, True, "the DNS does not answer here"),
    ],
)
async def test_what_the_sending_domain_lacks_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    records: dict[str, list[str]],
    is_fine: bool,
    says: str,
) -> None:
    texts: Callable[[str], list[str]] = records.__getitem__  # a name that is not there: nobody answers
    monkeypatch.setattr(mail, "_texts", texts)
    given = settings(tmp_path, smtp_host="localhost", mail_from="Kernbot <kernbot@kernbot.be>")
    finding = await found("sending domain", given)
    assert finding.is_fine is is_fine
    assert says in finding.detail
