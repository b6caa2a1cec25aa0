"""A real mailbox by IMAP: stored before it is marked, its moment the server's, and back again after an outage."""

import asyncio
import imaplib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from sqlmodel import Session

from bot.mail_ways import mail_rules
from bot.mailbox import imap_reader
from bot.mailbox.imap import ImapSettings
from bot.mailbox.imap_reader import ImapReader
from models.records.messages import mail_in_queries
from models.storage.works.store import StoreUnavailable
from tests.fakes.conversation import Town
from tests.fakes.imap_server import PASSWORD, USER, ImapServer

MAIL = b"From: jan@example.org\r\nTo: kernbot@localhost\r\nSubject: hallo\r\nMessage-ID: <%d@x.be>\r\n\r\nHallo %d\r\n"
IN_TIME = 1636757970.0  # Friday 12 November 2021, 23:59:30 in Brussels


def how(server: ImapServer, *, password: str = PASSWORD) -> ImapSettings:
    return ImapSettings(host="127.0.0.1", port=server.port, username=USER, password=password, tls="none")


@asynccontextmanager
async def reading(town: Town, settings: ImapSettings) -> AsyncIterator[ImapReader]:
    rules = mail_rules(town.house.settings)
    reader = ImapReader(services=town.house.services, rules=rules, settings=settings)
    await reader.start()
    try:
        yield reader
    finally:
        reader.begin_stop()
        assert reader._thread is not None
        await asyncio.to_thread(reader._thread.join, 5)


async def until(true: Callable[[], Awaitable[bool]], seconds: float = 8) -> None:
    for _ in range(int(seconds / 0.05)):
        if await true():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not happen")


async def states(town: Town) -> list[str | None]:
    def read(session: Session) -> list[str | None]:
        rows = [mail_in_queries.one(session, number) for number in range(1, 30)]
        return [row.state for row in rows if row is not None]

    return await town.house.services.store.run(read)


async def test_what_waits_and_what_comes_is_stored_and_marked_as_seen(town: Town, imap_server: ImapServer) -> None:
    imap_server.deliver(MAIL % (1, 1))
    async with reading(town, how(imap_server)):

        async def has(count: int) -> bool:
            return len([one for one in await states(town) if one]) == count

        await until(lambda: has(1))
        imap_server.deliver(MAIL % (2, 2))  # the server says so by IDLE, mostly within a second
        await until(lambda: has(2))
        assert await states(town) == ["way_in", "silent"]
    assert ["S" in one for one in imap_server.flags()] == [True, True]


async def test_a_mail_counts_from_when_the_server_took_it(town: Town, imap_server: ImapServer) -> None:
    imap_server.deliver(b"Date: Sat, 13 Nov 2021 09:00:00 +0100\r\n" + MAIL % (1, 1), at=IN_TIME)
    async with reading(town, how(imap_server)):
        await until(lambda: _is_there(town))
    row = await town.house.services.store.run(mail_in_queries.one, 1)
    assert row is not None
    assert row.received_at.timestamp() == IN_TIME


async def _is_there(town: Town) -> bool:
    return bool(await states(town))


async def test_a_mail_that_could_not_be_stored_is_not_marked_and_comes_again(
    town: Town, imap_server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap_reader, "FIRST_PAUSE_S", 0.1)
    keep = mail_in_queries.keep
    refusals = iter([True, True])

    def refuses_twice(*args: object) -> int:
        if next(refusals, False):
            raise StoreUnavailable("full")
        return keep(*args)

    monkeypatch.setattr(mail_in_queries, "keep", refuses_twice)
    imap_server.deliver(MAIL % (1, 1))
    async with reading(town, how(imap_server)):
        await until(lambda: _is_there(town))
    assert await states(town) == ["way_in"]


async def test_after_an_outage_the_mailbox_is_read_again(
    town: Town, imap_server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap_reader, "FIRST_PAUSE_S", 0.1)
    async with reading(town, how(imap_server)) as reader:
        await until(lambda: _connected(reader))
        await asyncio.to_thread(imap_server.stop)
        await asyncio.to_thread(imap_server.start)
        imap_server.deliver(MAIL % (1, 1))
        await until(lambda: _is_there(town))


async def _connected(reader: ImapReader) -> bool:
    return reader.is_connected


async def test_a_refused_password_is_tried_again_and_stops_nothing(
    town: Town, imap_server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap_reader, "FIRST_PAUSE_S", 0.1)
    async with reading(town, how(imap_server, password="wrong")) as reader:
        await asyncio.sleep(0.5)
        assert not reader.is_connected


async def test_a_mail_that_is_too_large_is_stored_by_its_begin(
    town: Town, imap_server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.mailbox.imap.MOST_BYTES", 1_000)
    monkeypatch.setattr("bot.mailbox.imap.HEAD_BYTES", 300)
    imap_server.deliver(MAIL % (1, 1) + b"x" * 5_000)
    async with reading(town, how(imap_server)):
        await until(lambda: _is_there(town))
    assert await states(town) == ["way_in"]


def test_the_server_is_a_real_one(imap_server: ImapServer) -> None:
    with imaplib.IMAP4("127.0.0.1", imap_server.port) as client:
        assert "IMAP4REV1" in client.capabilities
