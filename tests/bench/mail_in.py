"""What it costs to read mails and apply them, against a bare loop of the same IMAP library that only fetches.

Every mail is a reply that answers an item of an application of its own writer, as after an outage.
"""

import imaplib
import time
from pathlib import Path

from imap_tools import MailBoxUnencrypted
from sqlmodel import Session

from bot.mail_ways import mail_rules
from bot.mailbox.imap import ImapSettings, Mailbox
from handlers import mail
from models.records.applications import case_queries
from models.records.messages import mail_in_queries
from models.records.people import participant_queries, person_queries
from models.records.people.reply_token import For, Reply, sign
from tests.bench.table import Row, Size, at_least
from tests.bench.town import NOW
from tests.fakes.conversation import StandingClock, Town, open_town
from tests.fakes.imap_server import PASSWORD, USER, ImapServer, running_imap

TEXT = "Dag,\n\n3: Deskundige lokale economie\n5: 015 25 00 00\n\nMet vriendelijke groeten\nAn\n\n"
QUOTED = "Op wo 20 okt. 2021 om 10:00 schreef Kernbot:\n" + "> 3. Welke functie heeft de contactpersoon?\n" * 20


async def rows(folder: Path, size: Size) -> list[Row]:
    """Measure as many waiting mails as there are after an outage; no row where there is no IMAP server."""
    try:
        with running_imap() as server:
            async with open_town(folder / "town", StandingClock(NOW)) as town:
                return [await _row(town, server, size.mails_in)]
    except LookupError:
        return []


async def _row(town: Town, server: ImapServer, mails: int) -> Row:
    replies = await town.house.services.store.run(_writers, town, mails)
    _deliver(server, replies)
    bare = mails / _bare(server)
    took = await _ours(town, server)
    ours = mails / took
    target, holds = at_least(ours / bare, 0.02)
    return Row(
        bench=f"{mails:,} waiting mails fetched, stored and applied / only fetched by a bare loop",
        value=f"{ours:.0f} mails/s, {took:.0f} s",
        reference=f"{bare:.0f}/s",
        ratio=ours / bare,
        target=target,
        holds=holds,
    )


def _writers(session: Session, town: Town, count: int) -> list[tuple[str, str]]:
    """Add people with a proven mailbox and a draft each; return (mailbox, reply address)."""
    call, key = town.house.services.house.call, town.house.services.house.key
    found = []
    for number in range(count):
        person_id = person_queries.add_person(session, "nl", NOW)
        person_queries.change(session, person_id, agreed_at=NOW)
        email = f"an{number}@voorbeeld.be"
        person_queries.add_mailbox(session, person_id, email, NOW)
        application_id = case_queries.add_application(
            session, call_name=call.name, call_version=call.version, round_id="2021-2", now=NOW
        )
        participant_queries.join(session, application_id, person_id, "contact", NOW)
        person_queries.change(session, person_id, application_id=application_id)
        token = sign(key, Reply(use=For.CASE, person_id=person_id, application_id=application_id), NOW)
        found.append((email, f"kernbot+{token}@localhost"))
    return found


def _deliver(server: ImapServer, replies: list[tuple[str, str]]) -> None:
    with imaplib.IMAP4("127.0.0.1", server.port) as client:
        client.login(USER, PASSWORD)
        for number, (email, address) in enumerate(replies):
            head = f"From: {email}\r\nTo: {address}\r\nSubject: Re: aanvraag\r\nMessage-ID: <{number}@voorbeeld.be>\r\n"
            raw = (head + "\r\n" + TEXT + QUOTED).replace("\r\n", "\n").replace("\n", "\r\n").encode()
            assert client.append("INBOX", "", imaplib.Time2Internaldate(NOW.timestamp()), raw)[0] == "OK"


def _bare(server: ImapServer) -> float:
    """Return how long it takes to fetch everything and do nothing with it."""
    began = time.perf_counter()
    with MailBoxUnencrypted("127.0.0.1", server.port).login(USER, PASSWORD) as box:
        assert sum(len(one.text) > 0 for one in box.fetch("UNSEEN", mark_seen=False, bulk=20))
    return time.perf_counter() - began


async def _ours(town: Town, server: ImapServer) -> float:
    """Return how long it takes until every mail is applied, its answer is in the outbox, and it is marked as seen."""
    services, rules = town.house.services, mail_rules(town.house.settings)
    settings = ImapSettings(host="127.0.0.1", port=server.port, username=USER, password=PASSWORD, tls="none")
    began = time.perf_counter()
    box = Mailbox(settings)
    for fetched in box.unseen():
        await services.store.run(mail_in_queries.keep, [one.mail for one in fetched], NOW)
        box.mark_seen(fetched)
        await mail.take_up(services, rules)
    box.close()
    return time.perf_counter() - began
