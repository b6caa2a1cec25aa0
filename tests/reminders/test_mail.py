"""Mails through a real server in the process, which misbehaves in every way we know."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from reminders.letter import Letter
from reminders.mail import SmtpSender, SmtpSettings, Timeouts
from reminders.mail_message import compose, stable_message_id
from reminders.outcome import Outcome, Sent, TryLater, Uncertain, Undeliverable, WayShut
from tests.fakes.smtp_server import CLOSE, GARBAGE, HANG, FakeSmtpServer, certificates

NOW = datetime(2021, 11, 12, 20, 0, tzinfo=UTC)
JAN = "jan.peeters@voorbeeld.be"
HASTY = Timeouts(connect_s=0.5, verb_s=0.2, dot_s=0.2)


def a_mail(text: str = "Dag Jan\n", key: str = "receipt:7") -> EmailMessage:
    letter = Letter(language="nl", subject="Ontvangen: 100 % é", text=text, html="<p>Dag Jan</p>")
    message_id = stable_message_id(key, "kernbot.be")
    return compose(letter, sender="Kernbot <bot@kernbot.be>", recipient=JAN, message_id=message_id, now=NOW)


@asynccontextmanager
async def sender_to(server: FakeSmtpServer, *, tls="none", trust=None, **login) -> AsyncIterator[SmtpSender]:
    settings = SmtpSettings(host="localhost", port=server.port, tls=tls, **login)
    sender = SmtpSender(settings, timeouts=HASTY, trust=trust)
    try:
        yield sender
    finally:
        await sender.close()


async def outcome_when(verb: str, step: str) -> tuple[Outcome, FakeSmtpServer]:
    """Return how one mail ends when the server takes `step` at `verb`."""
    async with FakeSmtpServer() as server, sender_to(server) as sender:
        server.will(verb, step)
        return await sender.deliver(a_mail(), JAN), server


async def test_a_mail_arrives_as_it_was_written():
    text = "Dag Jan\n.een punt vooraan\n.\nslot ✓\n"
    async with FakeSmtpServer() as server, sender_to(server) as sender:
        assert isinstance(await sender.deliver(a_mail(text), JAN), Sent)
    [mail] = server.mails
    assert (mail.sender, mail.recipients) == ("bot@kernbot.be", [JAN])
    assert mail.message.get_body(("plain",)).get_content().replace("\r\n", "\n") == text
    assert mail.message["Message-ID"] == stable_message_id("receipt:7", "kernbot.be")


async def test_mails_share_one_connection():
    async with FakeSmtpServer() as server, sender_to(server) as sender:
        outcomes = await asyncio.gather(*(sender.deliver(a_mail(key=str(n)), JAN) for n in range(5)))
        assert all(isinstance(outcome, Sent) for outcome in outcomes)
        assert (server.connections, len(server.mails)) == (1, 5)


async def test_a_connection_that_went_stale_is_opened_again():
    async with FakeSmtpServer() as server, sender_to(server) as sender:
        await sender.deliver(a_mail(), JAN)
        server.hang_up()
        assert isinstance(await sender.deliver(a_mail(), JAN), Sent)
        assert server.connections == 2


async def test_an_open_connection_that_hangs_is_opened_again():
    async with FakeSmtpServer() as server, sender_to(server) as sender:
        await sender.deliver(a_mail(), JAN)
        server.will("RSET", HANG)
        assert isinstance(await sender.deliver(a_mail(), JAN), Sent)


async def test_a_closed_sender_opens_a_new_connection():
    async with FakeSmtpServer() as server, sender_to(server) as sender:
        await sender.deliver(a_mail(), JAN)
        await sender.close()
        assert server.verbs[-1] == "QUIT"
        assert isinstance(await sender.deliver(a_mail(), JAN), Sent)


@pytest.mark.parametrize(
    ("verb", "step"),
    [
        ("CONNECT", "421 4.3.2 too busy"),
        ("MAIL", "451 4.3.0 later"),
        ("RCPT", "450 4.2.0 greylisted"),
        ("RCPT", "421 4.3.2 closing"),
        ("DATA", "451 4.3.0 later"),
        ("DOT", "451 4.3.0 later"),
    ],
)
async def test_a_busy_server_is_tried_again_in_five_minutes(verb, step):
    outcome, server = await outcome_when(verb, step)
    expected = WayShut if verb == "CONNECT" else TryLater
    assert outcome == expected(outcome.reason, timedelta(minutes=5))
    assert step[:3] in outcome.reason
    assert server.mails == []


@pytest.mark.parametrize("verb", ["RCPT", "DATA", "DOT"])
async def test_a_refusal_for_good_is_undeliverable(verb):
    outcome, server = await outcome_when(verb, "554 5.7.1 no")
    assert isinstance(outcome, Undeliverable)
    assert "554 5.7.1 no" in outcome.reason
    assert server.mails == []


async def test_a_sender_that_is_refused_is_about_us_and_fails_no_mail():
    outcome, _ = await outcome_when("MAIL", "550 5.7.1 sender not allowed")
    assert outcome == WayShut("MAIL: 550 5.7.1 sender not allowed", timedelta(minutes=15))


async def test_a_mail_that_is_too_large_fails_by_itself():
    outcome, _ = await outcome_when("MAIL", "552 5.3.4 message too big")
    assert outcome == Undeliverable("MAIL: 552 5.3.4 message too big")


@pytest.mark.parametrize(
    ("verb", "step", "about_address"),
    [
        ("RCPT", "550 5.1.1 unknown", True),
        ("RCPT", "550 no such user", True),
        ("RCPT", "553 not an address", True),
        ("RCPT", "552 5.2.2 mailbox full", True),
        ("RCPT", "550 5.7.1 blocked", False),
        ("RCPT", "554 no", False),
        ("DOT", "550 5.1.1 looks like spam", False),
    ],
)
async def test_a_refusal_says_whether_it_is_about_the_address(verb, step, about_address):
    outcome, _ = await outcome_when(verb, step)
    assert outcome == Undeliverable(outcome.reason, about_address=about_address)


@pytest.mark.parametrize("step", [HANG, CLOSE, GARBAGE])
async def test_no_answer_after_the_final_dot_is_uncertain(step):
    outcome, server = await outcome_when("DOT", step)
    assert isinstance(outcome, Uncertain)
    assert len(server.mails) == 1


@pytest.mark.parametrize("step", [HANG, CLOSE, GARBAGE])
@pytest.mark.parametrize("verb", ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA"])
async def test_no_answer_before_the_message_is_tried_later(verb, step):
    outcome, server = await outcome_when(verb, step)
    later = isinstance(outcome, TryLater | WayShut)
    assert later or (verb, step) == ("EHLO", GARBAGE)
    assert len(server.mails) == (0 if later else 1)


@pytest.mark.parametrize("verb", ["CONNECT", "MAIL", "RCPT", "DATA", "DOT"])
@pytest.mark.parametrize("step", ["451 4.3.0 later", "554 5.7.1 no", HANG, CLOSE, GARBAGE])
async def test_the_next_mail_is_not_harmed_by_what_happened_to_this_one(verb, step):
    async with FakeSmtpServer() as server, sender_to(server) as sender:
        server.will(verb, step)
        await sender.deliver(a_mail(key="first"), JAN)
        assert isinstance(await sender.deliver(a_mail(key="second"), JAN), Sent)
        assert server.mails[-1].message["Message-ID"] == stable_message_id("second", "kernbot.be")


async def test_nobody_listening_is_tried_later():
    async with FakeSmtpServer() as server:
        pass
    async with sender_to(server) as sender:
        outcome = await sender.deliver(a_mail(), JAN)
    assert isinstance(outcome, WayShut)
    assert "no connection" in outcome.reason


@pytest.mark.parametrize("host", ["nowhere.invalid", "a..b", "x" * 70])
async def test_a_host_that_does_not_exist_is_tried_later(host):
    sender = SmtpSender(SmtpSettings(host=host, port=25, tls="none"), timeouts=HASTY)
    assert isinstance(await sender.deliver(a_mail(), JAN), WayShut)


@pytest.mark.parametrize("tls", ["starttls", "tls"])
async def test_mail_leaves_encrypted_where_that_is_asked(tls):
    certificate, trust = certificates("localhost")
    server = FakeSmtpServer(certificate=certificate, tls_from_start=tls == "tls")
    async with server, sender_to(server, tls=tls, trust=trust) as sender:
        assert isinstance(await sender.deliver(a_mail(), JAN), Sent)
    assert server.mails[0].encrypted


async def test_a_server_without_starttls_gets_nothing_where_it_is_asked():
    async with FakeSmtpServer() as server, sender_to(server, tls="starttls") as sender:
        outcome = await sender.deliver(a_mail(), JAN)
    assert outcome == WayShut("the server offers no STARTTLS and mail may not leave unencrypted", timedelta(minutes=15))
    assert "MAIL" not in server.verbs


async def test_a_server_that_takes_starttls_back_gets_nothing():
    certificate, trust = certificates("localhost")
    server = FakeSmtpServer(certificate=certificate)
    server.will("STARTTLS", "454 4.7.0 not now")
    async with server, sender_to(server, tls="starttls", trust=trust) as sender:
        assert isinstance(await sender.deliver(a_mail(), JAN), WayShut)
    assert server.mails == []


@pytest.mark.parametrize("tls", ["starttls", "tls"])
@pytest.mark.parametrize("wrong", ["unknown authority", "other name"])
async def test_a_certificate_that_does_not_fit_is_refused(tls, wrong):
    certificate, trust = certificates("elders.be" if wrong == "other name" else "localhost")
    server = FakeSmtpServer(certificate=certificate, tls_from_start=tls == "tls")
    async with server, sender_to(server, tls=tls, trust=trust if wrong == "other name" else None) as sender:
        outcome = await sender.deliver(a_mail(), JAN)
    assert isinstance(outcome, WayShut)
    assert "certificate" in outcome.reason
    assert server.mails == []


async def test_who_must_log_in_does_so_encrypted():
    certificate, trust = certificates("localhost")
    server = FakeSmtpServer(certificate=certificate, login=("bot", "geheim"))
    async with server, sender_to(server, tls="starttls", trust=trust, username="bot", password="geheim") as sender:
        assert isinstance(await sender.deliver(a_mail(), JAN), Sent)
    assert server.verbs.index("STARTTLS") < server.verbs.index("AUTH")


async def test_a_wrong_password_loses_no_mail_and_is_not_named():
    server = FakeSmtpServer(login=("bot", "geheim"))
    async with server, sender_to(server, username="bot", password="verkeerd") as sender:
        outcome = await sender.deliver(a_mail(), JAN)
    assert isinstance(outcome, WayShut)
    assert outcome.after == timedelta(minutes=15)
    assert "535" in outcome.reason
    assert "verkeerd" not in outcome.reason


async def test_a_server_without_login_is_not_used_where_login_is_asked():
    async with FakeSmtpServer() as server, sender_to(server, username="bot", password="geheim") as sender:
        outcome = await sender.deliver(a_mail(), JAN)
    assert outcome == WayShut("No suitable authentication method found.", timedelta(minutes=15))


async def test_a_server_that_wants_a_login_first_loses_no_mail():
    outcome, _ = await outcome_when("MAIL", "530 5.7.0 authentication required")
    assert isinstance(outcome, WayShut)


async def test_a_reason_names_nobody():
    outcome, _ = await outcome_when("RCPT", "550 5.1.1 <jan.peeters@voorbeeld.be> Jan.Peeters unknown")
    assert outcome == Undeliverable("RCPT: 550 5.1.1 … … unknown", about_address=True)


@pytest.mark.parametrize("recipient", ["", "jan", "jan@x.be\r\nRCPT TO:an@x.be", "jan@x.be, an@x.be", "jän@x.be"])
async def test_an_address_that_cannot_be_used_is_undeliverable(recipient):
    async with FakeSmtpServer() as server, sender_to(server) as sender:
        assert isinstance(await sender.deliver(a_mail(), recipient), Undeliverable)
    assert server.connections == 0


async def test_a_cancelled_sending_leaves_no_half_conversation():
    async with FakeSmtpServer() as server, sender_to(server) as sender:
        server.will("DOT", HANG)
        sending = asyncio.create_task(sender.deliver(a_mail(key="first"), JAN))
        await server.took_a_mail.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        assert isinstance(await sender.deliver(a_mail(key="second"), JAN), Sent)
        assert server.connections == 2


def test_settings_never_show_the_password():
    settings = SmtpSettings(host="mail", port=587, username="bot", password="geheim")
    assert "geheim" not in f"{settings} {settings!r}"
