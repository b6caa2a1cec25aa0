"""The store: each work whole or not at all, none harms another, values come back and rows do not."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from models.records.messages.inbox import Poll
from models.storage.database import open_engine
from models.storage.works.store import Store, StoreUnavailable


class Broken(Exception):
    """A work that fails."""


@pytest.fixture
def engine(any_bare_database_url: str) -> Iterator[Engine]:
    engine = open_engine(any_bare_database_url)
    with Session(engine) as session:
        session.execute(text("CREATE TABLE note (id INTEGER PRIMARY KEY, words VARCHAR(100000) NOT NULL)"))
        session.commit()
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> Iterator[Store]:
    store = Store(engine)
    yield store
    store.close()


def write(session: Session, number: int, words: str = "x") -> int:
    session.execute(text("INSERT INTO note VALUES (:id, :words)"), {"id": number, "words": words})
    return number


def write_and_break(session: Session, number: int) -> int:
    write(session, number)
    raise Broken


def written(session: Session) -> list[int]:
    return list(session.execute(text("SELECT id FROM note ORDER BY id")).scalars())


def wait_for(session: Session, gate: threading.Event) -> None:
    gate.wait()


async def at_once(store: Store, *works: tuple) -> list[object]:
    """Run works that all wait behind one, so that they can share a commit; errors are returned."""
    gate = threading.Event()
    first = asyncio.create_task(store.run(wait_for, gate))
    others = [asyncio.create_task(store.run(*work)) for work in works]
    await asyncio.sleep(0)
    gate.set()
    await first
    return await asyncio.gather(*others, return_exceptions=True)


async def test_a_work_is_kept_when_its_value_comes_back(store: Store) -> None:
    assert await store.run(write, 1) == 1
    assert await store.run(written) == [1]


async def test_a_work_that_fails_undoes_nobody_else_s_and_only_its_caller_hears_of_it(store: Store) -> None:
    came = await at_once(store, (write, 1), (write_and_break, 2), (write, 3))
    assert (came[0], type(came[1]), came[2]) == (1, Broken, 3)
    assert await store.run(written) == [1, 3]


async def test_a_work_that_meets_a_constraint_gives_that_error_to_its_caller(store: Store) -> None:
    came = await at_once(store, (write, 1), (write, 1), (write, 2))
    assert {type(one) for one in came[:2]} == {int, IntegrityError}  # whichever of the two came second
    assert type(came[2]) is int
    assert await store.run(written) == [1, 2]


async def test_an_error_of_the_database_does_not_repeat_what_a_person_said(store: Store) -> None:
    await store.run(write, 1)
    with pytest.raises(IntegrityError) as caught:
        await store.run(write, 1, "An Peeters")
    assert "Peeters" not in str(caught.value)


async def test_works_that_read_and_then_write_never_lose_a_step(store: Store) -> None:
    def count_on(session: Session) -> int:
        highest = session.execute(text("SELECT max(id) FROM note")).scalar_one() or 0
        return write(session, highest + 1)

    came = await asyncio.gather(*(store.run(count_on) for _ in range(40)))
    assert sorted(came) == list(range(1, 41))


async def test_rows_do_not_leave_the_transaction(store: Store) -> None:
    def add(session: Session) -> Poll:
        Poll.__table__.create(session.connection())
        row = Poll(front="x", drained_at=datetime(2021, 11, 12, tzinfo=UTC))
        session.add(row)
        return row

    assert inspect(await store.run(add)).detached
    assert await store.run(lambda session: session.get_one(Poll, "x").front) == "x"


async def test_our_own_mistake_is_not_taken_for_a_database_that_is_away(store: Store) -> None:
    with pytest.raises(DBAPIError, match="no_such_table"):
        await store.run(lambda session: session.execute(text("SELECT * FROM no_such_table")))


async def test_a_work_is_done_even_when_its_caller_went_away(engine: Engine) -> None:
    store = Store(engine)
    working = asyncio.create_task(store.run(write, 1))
    await asyncio.sleep(0)
    working.cancel()
    await asyncio.to_thread(store.close)
    with Session(engine) as session:
        assert written(session) == [1]


async def test_closing_finishes_what_was_asked(engine: Engine) -> None:
    store = Store(engine)
    gate = threading.Event()
    waiting = [asyncio.create_task(store.run(wait_for, gate))]
    waiting += [asyncio.create_task(store.run(write, number)) for number in range(300)]
    await asyncio.sleep(0)
    gate.set()
    await asyncio.to_thread(store.close)
    assert await asyncio.gather(*waiting) == [None, *range(300)]


async def test_a_closed_store_takes_nothing_more(engine: Engine) -> None:
    store = Store(engine)
    store.close()
    store.close()
    with pytest.raises(StoreUnavailable):
        await store.run(write, 1)
