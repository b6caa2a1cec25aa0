"""Mails from a real application to a real server: how they look there, and what becomes of them when it misbehaves."""

import asyncio
import email
import email.policy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from models.records.applications.receipt import check_receipt
from models.records.messages.claim_queries import Claimed
from models.records.messages.outbox import POSSIBLE_DUPLICATE, OutboxMessage, OutboxState
from models.records.messages.outbox_queries import Message
from reminders.contents import Parcel
from reminders.letter import Letter
from reminders.mail import SmtpSender, SmtpSettings, Timeouts
from reminders.mail_folder import MailFolder
from reminders.mail_message import stable_message_id
from reminders.outcome import Outcome, Sent, Undeliverable
from reminders.ways import MailWay
from tests.fakes.conversation import Town
from tests.fakes.played_once import played_once
from tests.fakes.smtp_server import CLOSE, HANG, FakeSmtpServer, certificates

AN = "an.peeters@heist-op-den-berg.be"
BOT = "Kernbot ş <bot@kernbot.be>"
NOW = datetime(2021, 11, 12, 20, 0, tzinfo=UTC)
HOSTILE = 'Jan "de\r\nBcc: x@x.be\0\u202e\ud800 <b>=?utf-8?q?x?=' + "e" + "\u0301" * 50


@asynccontextmanager
async def mail_goes_to(town: Town, server: FakeSmtpServer, *, dot_s: float = 5, **how) -> AsyncIterator[SmtpSender]:
    """Let the mails of a town leave through a server."""
    trust = how.pop("trust", None)
    settings = SmtpSettings(host="localhost", port=server.port, **{"tls": "none"} | how)
    sender = SmtpSender(settings, timeouts=Timeouts(connect_s=5, verb_s=5, dot_s=dot_s), trust=trust)
    town.house.sweep.ways["mail"] = MailWay(sender, BOT, "kernbot.be")
    yield sender
    await sender.close()


@played_once
async def submit(town: Town) -> None:
    chat = await town.complete("An", AN)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")


async def receipt_row(town: Town) -> OutboxMessage:
    return await town.house.services.store.run(_mailed_receipt)


def _mailed_receipt(session: Session) -> OutboxMessage:
    of_receipts = select(OutboxMessage).where(col(OutboxMessage.kind) == "receipt", col(OutboxMessage.way) == "mail")
    return session.execute(of_receipts).scalar_one()


@pytest.mark.parametrize("protection", ["none", "starttls", "tls", "login"])
async def test_the_receipt_of_a_submitted_application_reaches_the_mailbox(town: Town, protection: str) -> None:
    certificate, trust = certificates("localhost")
    login = {"username": "bot", "password": "geheim"} if protection == "login" else {}
    server = FakeSmtpServer(
        certificate=None if protection == "none" else certificate,
        tls_from_start=protection == "tls",
        login=("bot", "geheim") if login else None,
    )
    tls = {"none": "none", "tls": "tls"}.get(protection, "starttls")
    await submit(town)
    async with server, mail_goes_to(town, server, tls=tls, trust=trust, **login):
        await town.house.sweep.send_due()
    [taken] = server.mails
    assert (taken.sender, taken.recipients, taken.encrypted) == ("bot@kernbot.be", [AN], protection != "none")
    pdf, file = taken.message.iter_attachments()
    assert pdf.get_filename() == "PROF-2021-2-0001-v1.pdf"
    assert pdf.get_content().startswith(b"%PDF-")
    assert check_receipt(file.get_content().decode()).valid
    row = await receipt_row(town)
    assert (row.state, row.reason, row.attempt) == (OutboxState.SENT, None, 1)


async def test_the_headers_say_who_writes_to_whom_and_that_nobody_should_answer_by_machine(town: Town) -> None:
    await submit(town)
    async with FakeSmtpServer() as server, mail_goes_to(town, server):
        await town.house.sweep.send_due()
    mail = server.mails[0].message
    assert (mail["From"], mail["To"]) == (BOT, AN)
    assert mail["Subject"] == "Aanvraag ontvangen: PROF-2021-2-0001 (Heist-op-den-Berg)"
    assert mail["Date"].datetime == town.clock().replace(microsecond=0)
    assert mail["Message-ID"] == stable_message_id((await receipt_row(town)).key, "kernbot.be")
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "nl")
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
        "application/json",
    ]
    assert all(len(line) <= 998 for line in server.mails[0].content.split(b"\r\n"))
    assert mail.get_body(("plain",)).get_content().count("PROF-2021-2-0001") == 1
    assert AN not in str(mail["Message-ID"])


async def test_without_a_server_the_same_mail_lies_in_the_folder(town: Town) -> None:
    await submit(town)
    path = (await town.mails())[-1]
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert path.name.startswith(f"{town.clock():%Y%m%dT%H%M%SZ}-{AN}-")
    assert (mail["From"], mail["To"]) == ("Kernbot <kernbot@localhost>", AN)
    assert mail["Message-ID"] == stable_message_id((await receipt_row(town)).key, "localhost")
    assert len(list(mail.iter_attachments())) == 2


@pytest.mark.parametrize("step", [HANG, CLOSE])
async def test_no_answer_after_the_dot_sends_the_same_mail_once_more_and_tells(town: Town, step: str) -> None:
    await submit(town)
    async with FakeSmtpServer() as server, mail_goes_to(town, server, dot_s=0.2):
        server.will("DOT", step)
        await town.house.sweep.send_due()
        assert (await receipt_row(town)).state == OutboxState.UNCERTAIN
        town.clock.pass_(minutes=15)
        await town.house.sweep.send_due()
        await town.house.sweep.send_due()
    one, other = (taken.message for taken in server.mails)
    assert one["Message-ID"] == other["Message-ID"]
    row = await receipt_row(town)
    assert (row.state, row.reason) == (OutboxState.SENT, POSSIBLE_DUPLICATE)


async def test_a_busy_server_gets_the_mail_later_under_the_same_name(town: Town) -> None:
    await submit(town)
    async with FakeSmtpServer() as server, mail_goes_to(town, server):
        server.will("RCPT", "450 4.2.0 greylisted")
        await town.house.sweep.send_due()
        row = await receipt_row(town)
        assert (row.state, row.due_at - town.clock()) == (OutboxState.DUE, timedelta(minutes=5))
        assert row.reason == "RCPT: 450 4.2.0 greylisted"
        town.clock.pass_(minutes=5)
        await town.house.sweep.send_due()
    [taken] = server.mails
    assert taken.message["Message-ID"] == stable_message_id(row.key, "kernbot.be")


async def test_a_mailbox_that_does_not_exist_fails_without_naming_it(town: Town) -> None:
    await submit(town)
    async with FakeSmtpServer() as server, mail_goes_to(town, server):
        server.will("RCPT", f"550 5.1.1 <{AN}> unknown")
        await town.house.sweep.send_due()
    row = await receipt_row(town)
    assert (row.state, row.reason) == (OutboxState.FAILED, "RCPT: 550 5.1.1 … unknown")


async def test_a_stop_after_the_dot_leaves_it_open_whether_the_mail_arrived(town: Town) -> None:
    await submit(town)
    async with FakeSmtpServer() as server, mail_goes_to(town, server, dot_s=60):
        server.will("DOT", HANG)
        sweeping = asyncio.create_task(town.house.sweep.send_due())
        await server.took_a_mail.wait()
        await town.house.sweep.stop(0)
        await sweeping
    row = await receipt_row(town)
    assert (row.state, row.due_at - town.clock()) == (OutboxState.UNCERTAIN, timedelta(minutes=15))


@pytest.mark.parametrize("verb", ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA"])
async def test_a_stop_before_the_dot_leaves_the_mail_to_the_next_worker(town: Town, verb: str) -> None:
    await submit(town)
    async with FakeSmtpServer() as server, mail_goes_to(town, server):
        server.will(verb, HANG)
        sweeping = asyncio.create_task(town.house.sweep.send_due())
        await server.came_to(verb)
        await town.house.sweep.stop(0)
        await sweeping
        assert server.mails == []
    row = await receipt_row(town)
    assert (row.state, row.reason) == (OutboxState.DUE, "stopped")


async def test_a_code_that_the_server_took_too_late_is_not_mailed(town: Town) -> None:
    chat = await town.begun("An")
    async with FakeSmtpServer() as server, mail_goes_to(town, server):
        await chat.answers("An Peeters", "Deskundige lokale economie", AN)
        server.will("CONNECT", "421 4.3.2 too busy")
        await town.house.sweep.send_due()
        town.clock.pass_(minutes=10)
        await town.house.sweep.send_due()
        assert server.mails == []
        [row] = await town.house.services.store.run(_all)
        assert row.state == OutboxState.EXPIRED


async def test_a_code_that_comes_late_says_how_long_it_still_works(town: Town) -> None:
    chat = await town.begun("An")
    async with FakeSmtpServer() as server, mail_goes_to(town, server):
        await chat.answers("An Peeters", "Deskundige lokale economie", AN)
        server.will("CONNECT", "421 4.3.2 too busy")
        await town.house.sweep.send_due()
        town.clock.pass_(minutes=6)
        await town.house.sweep.send_due()
        [taken] = server.mails
    for part in ("plain", "html"):
        assert "4 minuten" in taken.message.get_body((part,)).get_content()


def _all(session: Session) -> list[OutboxMessage]:
    return list(session.execute(select(OutboxMessage)).scalars())


class Post:
    """Takes every mail and keeps it."""

    def __init__(self) -> None:
        self.mails: list[tuple[EmailMessage, str]] = []

    async def deliver(self, message: EmailMessage, recipient: str) -> Outcome:
        self.mails.append((message, recipient))
        return Sent()

    async def close(self) -> None:
        pass


async def sent_by(way: MailWay, address: str = AN, subject: str = "Dag") -> Outcome:
    message = Message(key="joined:1", kind="joined", way="mail", address=address, language="nl")
    letter = Letter(language="nl", subject=subject, text="Dag", html="<p>Dag</p>")
    claimed = Claimed(row_id=1, message=message, attempt=1, was_uncertain=False)
    return await way.send(claimed, Parcel(letter=letter), NOW)


async def test_hostile_words_make_no_header() -> None:
    post = Post()
    assert await sent_by(MailWay(post, f"{HOSTILE} <bot@kernbot.be>", "kernbot.be"), AN, HOSTILE) == Sent()
    [(mail, _)] = post.mails
    read = email.message_from_bytes(mail.as_bytes(), policy=email.policy.default)
    assert read["Bcc"] is None
    assert (read["To"], read["From"].addresses[0].addr_spec) == (AN, "bot@kernbot.be")
    assert not {"\n", "\r", "\0", "\u202e"} & set(str(read["Subject"]) + str(read["From"]))


@pytest.mark.parametrize(
    "address", ["", "an", "an@x.be, jan@x.be", "an@x.be\r\nBcc: jan@x.be", '"an peeters"@x.be', "@x.be", "an@"]
)
async def test_an_address_that_is_none_is_given_up(address: str) -> None:
    post = Post()
    assert isinstance(await sent_by(MailWay(post, BOT, "kernbot.be"), address), Undeliverable)
    assert post.mails == []


async def test_a_letter_that_was_not_written_is_given_up() -> None:
    message = Message(key="joined:1", kind="joined", way="mail", address=AN, language="nl")
    claimed = Claimed(row_id=1, message=message, attempt=1, was_uncertain=False)
    assert isinstance(await MailWay(Post(), BOT, "kernbot.be").send(claimed, Parcel(), NOW), Undeliverable)


async def test_a_folder_that_cannot_be_written_gets_the_mail_later(town: Town) -> None:
    await submit(town)
    blocked = town.house.settings.data_dir / "no-folder"
    blocked.write_text("in the way")
    town.house.sweep.ways["mail"] = MailWay(MailFolder(blocked), BOT, "kernbot.be")
    await town.house.sweep.send_due()
    row = await receipt_row(town)
    assert row.state == OutboxState.DUE
    assert "mail folder" in (row.reason or "")
    assert str(blocked) not in (row.reason or "")


async def test_the_receipts_of_two_versions_are_two_mails(town: Town) -> None:
    await submit(town)
    chat = await town.person("An")
    await chat.says("/wijzig 7")
    await chat.says("In de Bergstraat staan 9 van de 30 winkels leeg. Bewoners en handelaars willen weer volk zien.")
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    async with FakeSmtpServer() as server, mail_goes_to(town, server):
        await town.house.sweep.send_due()
    assert [mail.message["Subject"][:20] for mail in server.mails] == ["Aanvraag ontvangen: ", "Gewijzigde aanvraag "]
    assert len({mail.message["Message-ID"] for mail in server.mails}) == 2
