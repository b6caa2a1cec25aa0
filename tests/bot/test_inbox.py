"""The inbox: stored before it is confirmed, applied once, answered at least once, whatever comes between."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session
from structlog.testing import capture_logs
from telegram import Update

from bot import house
from bot.fronts import front, polling
from handlers import commands, errors
from handlers.commands import Work
from models.storage import database
from models.storage.works.store import Store
from models.turns.outcome import Outcome
from models.turns.turn import Turn
from tests.fakes.bot_api_faults import Fault, Kind
from tests.fakes.bot_api_server import FakeBotApi
from tests.fakes.conversation import A_PDF, Chat
from tests.fakes.empty_database import database_of
from tests.fakes.over_http import open_over_http
from tests.faults.findings import database as database_at

HANGS = Fault(kind=Kind.HANG, seconds=60)
STORED, APPLIED, DONE, PARKED = (False, False, False), (True, False, False), (True, True, False), (False, False, True)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nothing longer than a test lasts."""
    monkeypatch.setattr(errors, "PAUSES_S", (0.01,))
    monkeypatch.setattr(polling, "PAUSES_S", (0.01,))
    monkeypatch.setattr(front, "GRACE_S", 0.05)
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 10)
    monkeypatch.setattr(house, "Store", partial(Store, patience_s=0.05))


@pytest.fixture
async def server() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server


WHERE_LOCKED_IS_AN_ERROR = pytest.mark.sqlite_alone("a locked database is an error there; on PostgreSQL one waits")


@contextmanager
def locked(data_dir: Path) -> Iterator[None]:
    """Let another process hold the database."""
    other = sqlite3.connect(data_dir / "kernbot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.rollback()
    other.close()


def rows(data_dir: Path, query: str) -> list[tuple]:
    with database_at(database_of(data_dir)) as found:
        return [tuple(row) for row in found.execute(text(query))]


def inbox_rows(data_dir: Path) -> list[tuple[bool, ...]]:
    """Return for each stored update whether it was applied, answered, parked; oldest first."""
    found = rows(data_dir, "SELECT applied_at, answered_at, parked_at FROM inbox ORDER BY update_id")
    return [tuple(one is not None for one in row) for row in found]


def raw_update(update_id: int, chat_id: int, text: str) -> dict:
    """Return a typed text as Telegram sends it."""
    person = {"id": chat_id, "first_name": "An", "is_bot": False}
    chat = {"id": chat_id, "type": "private", "first_name": "An"}
    message = {"message_id": 9_000 + update_id, "date": 1_800_000_000, "chat": chat, "from": person, "text": text}
    return {"update_id": update_id, "message": message}


def history(data_dir: Path) -> list[str]:
    return [what for (what,) in rows(data_dir, "SELECT what FROM event ORDER BY id")]


def said_in(data_dir: Path) -> dict[str, str]:
    """Return what was answered to each item."""
    return dict(rows(data_dir, "SELECT item_key, said FROM answer"))


async def until(holds: Callable[[], bool]) -> None:
    """Wait until that holds."""
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 - it looks into a file and a server
            await asyncio.sleep(0.01)


async def texts(chat: Chat) -> list[str]:
    return [message.text_html for message in await chat.bot_messages()]


@WHERE_LOCKED_IS_AN_ERROR
async def test_an_update_that_cannot_be_stored_stays_with_the_server_and_nobody_hears_that_it_was_saved(
    tmp_path: Path, server: FakeBotApi
) -> None:
    async with open_over_http(tmp_path, server) as town:
        chat = await town.begun("An")
        said = len(await chat.bot_messages())
        with capture_logs() as logs, locked(tmp_path):
            await server.api.say(chat.chat_id, "An Peeters")
            await until(lambda: sum(one["event"] == "poll failed" for one in logs) == 2)
            assert server.api.pending_updates == 1
            assert len(await chat.bot_messages()) == said
        await until(lambda: server.api.pending_updates == 0)
        await chat.says("Deskundige lokale economie")
        assert [text.split("\n")[0] for text in (await texts(chat))[said:]] == ["✓ Bewaard.", "✓ Bewaard."]


@WHERE_LOCKED_IS_AN_ERROR
async def test_a_turn_that_cannot_be_stored_is_said_so_once_and_taken_when_it_can(
    tmp_path: Path, server: FakeBotApi
) -> None:
    async with open_over_http(tmp_path, server) as town:
        chat = await town.begun("An")
        said, stored = len(await chat.bot_messages()), len(inbox_rows(tmp_path))
        server.script.add("getFile", Fault(kind=Kind.HANG, seconds=0.3))  # time to lock what its update is stored in
        await server.api.send_file(chat.chat_id, "plan.pdf", A_PDF)
        await until(lambda: len(inbox_rows(tmp_path)) > stored)
        with locked(tmp_path), capture_logs() as logs:
            await until(lambda: sum(one["event"] == "not stored" for one in logs) == 3)
            [told] = (await texts(chat))[said:]
            assert "even niet bewaren" in told
        await until(lambda: inbox_rows(tmp_path)[-1] == DONE)
    [_, answer] = (await texts(chat))[said:]
    assert "plan.pdf" in answer


async def test_the_same_update_twice_is_applied_and_answered_once(tmp_path: Path, server: FakeBotApi) -> None:
    async with open_over_http(tmp_path, server) as town:
        chat = await town.begun("An")
        update_id = await server.api.say(chat.chat_id, "An Peeters")
        await town.front.inbox.expect(update_id)
        said = await texts(chat)
        raw = raw_update(update_id, chat.chat_id, "An Peeters")
        await town.front.inbox.keep([raw])
        await town.front.application.update_queue.put(Update.de_json(raw, town.front.bot))
        await chat.says("/ontbreekt")
        assert len(await texts(chat)) == len(said) + 1
        assert history(tmp_path).count("answered") == 1


async def test_an_update_with_a_lower_id_than_one_that_was_answered_is_taken_too(
    tmp_path: Path, server: FakeBotApi
) -> None:
    async with open_over_http(tmp_path, server) as town:
        chat = await town.begun("An")
        await chat.says("/help")
        late = raw_update(0, chat.chat_id, "An Peeters")
        answered = town.front.inbox.expect(0)
        await town.front.inbox.keep([late])
        await town.front.application.update_queue.put(Update.de_json(late, town.front.bot))
        await answered
        assert "answered" in history(tmp_path)


async def test_what_was_applied_and_not_answered_is_answered_at_the_next_start_from_what_is_stored(
    tmp_path: Path, server: FakeBotApi
) -> None:
    async with open_over_http(tmp_path, server) as town:
        chat = await town.begun("An")
        said = len(await chat.bot_messages())
        server.script.add("sendMessage", HANGS)
        await server.api.say(chat.chat_id, "An Peeters")
        await until(lambda: inbox_rows(tmp_path)[-1] == APPLIED)
    assert len(await chat.bot_messages()) == said
    async with open_over_http(tmp_path, server):
        await until(lambda: inbox_rows(tmp_path)[-1] == DONE)
    [answer] = (await texts(chat))[said:]
    assert "3. Welke functie" in answer
    assert history(tmp_path).count("answered") == 1


async def test_what_was_stored_and_not_applied_is_taken_at_the_next_start_in_order(
    tmp_path: Path, server: FakeBotApi
) -> None:
    async with open_over_http(tmp_path, server) as town:
        chat = await town.begun("An")
        said = len(await chat.bot_messages())
        server.script.add("sendMessage", HANGS)
        for text in ("An Peeters", "Deskundige lokale economie", "an.peeters@heist-op-den-berg.be", "015 25 00 00"):
            await server.api.say(chat.chat_id, text)
        await until(lambda: server.api.pending_updates == 0)
        await until(lambda: inbox_rows(tmp_path)[-4:] == [APPLIED, STORED, STORED, STORED])
    async with open_over_http(tmp_path, server):
        await until(lambda: all(answered for _, answered, _ in inbox_rows(tmp_path)))
    assert len(await chat.bot_messages()) == said + 4
    assert said_in(tmp_path) == {
        "municipality": "Heist-op-den-Berg",
        "contact_name": "An Peeters",
        "contact_function": "Deskundige lokale economie",
        "contact_email": "an.peeters@heist-op-den-berg.be",
        "contact_phone": "015 25 00 00",
    }


async def test_a_handler_that_fails_is_tried_again_and_its_answer_comes(
    tmp_path: Path, server: FakeBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = FailsAtFirst(2, commands.SIMPLE["help"])
    monkeypatch.setitem(commands.SIMPLE, "help", work)
    async with open_over_http(tmp_path, server) as town:
        chat = await town.begun("An")
        with capture_logs():
            assert "/ontbreekt" in await chat.says("/help")
    assert work.failed == 2


async def test_an_update_whose_handler_keeps_failing_is_parked_with_a_number_and_the_chat_goes_on(
    tmp_path: Path, server: FakeBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = FailsAtFirst(99, commands.SIMPLE["help"])
    monkeypatch.setitem(commands.SIMPLE, "help", work)
    async with open_over_http(tmp_path, server) as town:
        chat = await town.begun("An")
        with capture_logs() as logs:
            await server.api.say(chat.chat_id, "/help")
            went_on = await chat.says("An Peeters")
        assert "3. Welke functie" in went_on
        [number] = {one["error_number"] for one in logs if one["event"] == "handler failed"}
        assert sum(number in text for text in await texts(chat)) == 1
        assert inbox_rows(tmp_path)[-2:] == [PARKED, DONE]
    async with open_over_http(tmp_path, server) as town:
        await replace(chat, house=town.house, front=town.front).says("Deskundige lokale economie")
    assert work.failed == 3


class FailsAtFirst:
    """A work that breaks so many times before it does what it should."""

    def __init__(self, times: int, work: Work) -> None:
        self.failed = 0
        self._times = times
        self._work = work

    def __call__(self, session: Session, turn: Turn) -> Outcome:
        if self.failed < self._times:
            self.failed += 1
            raise RuntimeError(turn.heard.name)
        return self._work(session, turn)
