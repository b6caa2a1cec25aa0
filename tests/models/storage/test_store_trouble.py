"""A database that cannot take a work: it is tried again, and when that does not help its caller is told."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text
from sqlmodel import Session

from models.storage import database
from models.storage.database import open_engine
from models.storage.works.store import Store, StoreUnavailable

FOREVER_S = 3600


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kernbot.db"


@pytest.fixture
def engine(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 10)
    engine = open_engine(f"sqlite:///{file}")
    with Session(engine) as session:
        session.execute(text("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT NOT NULL)"))
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


def pragma(session: Session, words: str) -> None:
    session.connection().exec_driver_sql(f"PRAGMA {words}")


def written(file: Path) -> list[int]:
    with sqlite3.connect(file) as other:
        found = [number for (number,) in other.execute("SELECT id FROM note ORDER BY id")]
    other.close()
    return found


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Let another process hold the database."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.rollback()
    other.close()


async def test_works_that_wait_share_one_commit(store: Store, file: Path) -> None:
    commits = []
    event.listen(store.engine, "commit", commits.append)
    with locked(file):
        first = asyncio.create_task(store.run(write, 0))
        await asyncio.sleep(0.05)  # it is with the thread now
        others = [asyncio.create_task(store.run(write, number)) for number in range(1, 100)]
        await asyncio.sleep(0)
    assert await asyncio.gather(first, *others) == list(range(100))
    assert len(commits) == 2
    assert written(file) == list(range(100))


async def test_a_database_that_is_locked_for_a_while_only_takes_longer(store: Store, file: Path) -> None:
    with locked(file):
        working = asyncio.create_task(store.run(write, 1))
        await asyncio.sleep(0.1)
        assert not working.done()
    assert await working == 1


async def test_who_waits_longer_than_the_patience_is_told_and_nothing_is_kept(engine: Engine, file: Path) -> None:
    store = Store(engine, patience_s=0.05)
    with locked(file):
        came = await asyncio.gather(*(store.run(write, number) for number in range(20)), return_exceptions=True)
    assert all(isinstance(one, StoreUnavailable) for one in came)
    assert written(file) == []
    assert await store.run(write, 1) == 1
    store.close()


async def test_a_full_disk_is_said_so_and_passes(store: Store, file: Path) -> None:
    await store.run(pragma, "max_page_count=8")
    with pytest.raises(StoreUnavailable):
        await store.run(write, 1, "x" * 100_000)
    assert written(file) == []
    await store.run(pragma, "max_page_count=1000000")
    assert await store.run(write, 1, "x" * 100_000) == 1


async def test_a_work_that_finds_the_disk_full_leaves_room_for_a_smaller_one(store: Store, file: Path) -> None:
    await store.run(pragma, "max_page_count=8")
    came = await asyncio.gather(store.run(write, 1, "x" * 100_000), store.run(write, 2), return_exceptions=True)
    assert (type(came[0]), came[1], written(file)) == (StoreUnavailable, 2, [2])


async def test_a_database_that_may_only_be_read_is_said_so(store: Store, file: Path) -> None:
    await store.run(pragma, "query_only=ON")
    with pytest.raises(StoreUnavailable):
        await store.run(write, 1)
    assert written(file) == []


async def test_a_process_without_a_connection_left_is_said_so_and_passes(engine: Engine, file: Path) -> None:
    engine.pool._timeout = 0.01
    held = [engine.raw_connection() for _ in range(engine.pool.size() + engine.pool._max_overflow)]
    store = Store(engine)
    with pytest.raises(StoreUnavailable, match="no connection left"):
        await store.run(write, 1)
    for one in held:
        one.close()
    assert await store.run(write, 2) == 2
    assert written(file) == [2]
    store.close()


async def test_closing_does_not_wait_for_a_database_that_stays_locked(engine: Engine, file: Path) -> None:
    store = Store(engine, patience_s=FOREVER_S)
    with locked(file):
        working = asyncio.create_task(store.run(write, 1))
        await asyncio.sleep(0)
        await asyncio.to_thread(store.close)
        with pytest.raises(StoreUnavailable):
            await working


async def test_a_store_in_a_hurry_gives_up_at_once_what_is_locked_and_takes_what_is_free(
    engine: Engine, file: Path
) -> None:
    store = Store(engine, patience_s=FOREVER_S)
    store.hurry()
    with locked(file), pytest.raises(StoreUnavailable):
        await store.run(write, 1)
    assert await store.run(write, 2) == 2
    assert written(file) == [2]
    store.close()
