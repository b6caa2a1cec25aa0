"""Marks on answered updates: those that wait together are stored together, and told together when they are not."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot.fronts.marks import Marks
from models.records.messages import inbox_queries
from models.records.messages.inbox_queries import AnsweredUpdate, NewUpdate
from models.records.people import person_queries
from models.storage.database import open_engine
from models.storage.works.store import Store, StoreUnavailable

NOW = datetime(2021, 10, 20, 8, 0, tzinfo=UTC)
FRONT = "local"


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    engine = open_engine(sqlite_url)
    opened = Store(engine)
    yield opened
    opened.close()


def marks_of(store: Store) -> Marks:
    return Marks(store, FRONT, lambda: NOW)


async def kept(store: Store, many: int) -> list[AnsweredUpdate]:
    """Store updates, each from a chat of its own; return the marks that are to be put on them."""

    def keep(session: Session) -> list[AnsweredUpdate]:
        updates = [NewUpdate(update_id=number, raw="{}") for number in range(1, many + 1)]
        for number in range(1, many + 1):
            person_queries.add_speaker(session, FRONT, number, "nl", NOW)
        rows = inbox_queries.keep(session, FRONT, updates, NOW, drained=True)
        return [AnsweredUpdate(row_id=rows[n].row_id, chat_id=n, open_message_id=100 + n) for n in rows]

    return await store.run(keep)


async def open_message(store: Store, chat_id: int) -> int | None:
    speaker = await store.run(person_queries.speaker, FRONT, chat_id)
    return speaker.open_message_id if speaker is not None else None


async def test_a_mark_says_that_the_update_was_answered_and_which_buttons_count(store: Store) -> None:
    one, _ = await kept(store, 2)
    await marks_of(store).put(one)
    assert [row.update_id for row in await store.run(inbox_queries.unanswered, FRONT)] == [2]
    assert (await open_message(store, 1), await open_message(store, 2)) == (101, None)


async def test_a_mark_without_a_chat_leaves_the_buttons_as_they_are(store: Store) -> None:
    (one,) = await kept(store, 1)
    marks = marks_of(store)
    await marks.put(one)
    await marks.put(AnsweredUpdate(row_id=one.row_id, chat_id=None, open_message_id=None))
    assert await open_message(store, 1) == 101


async def test_what_comes_while_marks_are_written_goes_together_in_the_next_transaction(store: Store) -> None:
    wanted = await kept(store, 50)
    commits = []
    event.listen(store.engine, "commit", commits.append)
    marks = marks_of(store)
    first = asyncio.create_task(marks.put(wanted[0]))
    await asyncio.sleep(0)
    await asyncio.gather(first, *(marks.put(mark) for mark in wanted[1:]))
    assert len(commits) <= 2
    assert await store.run(inbox_queries.unanswered, FRONT) == ()


async def test_everybody_hears_when_their_mark_could_not_be_stored(store: Store) -> None:
    marks = marks_of(store)
    store.close()
    waiting = [marks.put(AnsweredUpdate(row_id=n, chat_id=n, open_message_id=None)) for n in (1, 2)]
    told = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(one) for one in told] == [StoreUnavailable, StoreUnavailable]


async def test_who_gives_up_takes_nobody_elses_mark_along(store: Store) -> None:
    one, other = await kept(store, 2)
    marks = marks_of(store)
    leaving, staying = asyncio.create_task(marks.put(one)), asyncio.create_task(marks.put(other))
    await asyncio.sleep(0)
    leaving.cancel()
    await staying
    assert await open_message(store, 2) == 102
