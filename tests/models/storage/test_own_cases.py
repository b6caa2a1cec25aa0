"""Works of one case each on PostgreSQL: beside those of other processes, one after the other for the same case."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, bindparam, select, text, update
from sqlmodel import Session

from models.storage.database import open_engine
from models.storage.statements.prepared import Prepared
from models.storage.transactions.isolation import Sharing, shares
from models.storage.works import store as store_module
from models.storage.works.store import Store, StoreUnavailable
from tests.fakes.boxes import BOX, HELD, SET, beside, count_on, fill, held, look

_WORDS = Prepared(update(BOX).where(BOX.c.id == bindparam("which")).values(words=bindparam("new")))  # goes further
LAST = 5  # boxes 1 to 5 are there


class Broken(Exception):
    """A work that fails."""


@pytest.fixture
def engine(bare_postgres_url: str) -> Iterator[Engine]:
    engine = open_engine(bare_postgres_url)
    fill(engine, LAST)
    yield engine
    engine.dispose()


@pytest.fixture
def two(engine: Engine) -> Iterator[tuple[Store, Store]]:
    """Two processes on one database."""
    stores = Store(engine), Store(open_engine(str(engine.url)))
    yield stores
    for store in stores:
        store.close()


@beside
def go_further(session: Session, number: int, *, after_writing: bool = False) -> int:
    """Execute what no work may that goes beside others."""
    held = HELD.value(session, which=number) or 0
    SET.later(session, which=number, new=held + 10)
    if after_writing:
        assert HELD.value(session, which=number) == held + 10
    _WORDS.later(session, which=number, new="further")
    return held + 10


@beside
def write_at_once(session: Session, number: int) -> int:
    """Ask how many rows were written, which cannot be taken back, and then go further."""
    changed = SET.changed(session, which=number, new=(HELD.value(session, which=number) or 0) + 10)
    _WORDS.later(session, which=number, new="further")
    return changed


@beside
def break_(session: Session, number: int) -> None:
    SET.later(session, which=number, new=-1)
    raise Broken


@shares(Sharing.STRICTLY)
def count_strictly(session: Session, number: int) -> int:
    held = session.execute(select(BOX.c.held).where(BOX.c.id == number)).scalar_one()
    session.execute(update(BOX).where(BOX.c.id == number).values(held=held + 1))
    return held + 1


@contextmanager
def one_stands(store: Store, number: int) -> Iterator["asyncio.Task[int]"]:
    """Let a work on a box stand in the middle, until the block ends."""
    gate = threading.Event()
    working = asyncio.create_task(store.run(count_on, number, gate))
    try:
        yield working
    finally:
        gate.set()


async def standing(engine: Engine) -> None:
    """Return once the case of a work is kept for it."""
    async with asyncio.timeout(10):
        while not await asyncio.to_thread(_is_locked, engine):  # noqa: ASYNC110 - it looks into a database
            await asyncio.sleep(0.005)


def _is_locked(engine: Engine) -> bool:
    with engine.connect() as connection:
        written = "SELECT 1 FROM pg_locks WHERE relation = 'box'::regclass AND mode = 'RowExclusiveLock'"
        return connection.execute(text(written)).first() is not None


async def is_waiting(working: "asyncio.Task[int]") -> bool:
    await asyncio.sleep(0.15)
    return not working.done()


async def test_works_of_two_cases_go_side_by_side(engine: Engine, two: tuple[Store, Store]) -> None:
    one, other = two
    with one_stands(one, 1) as first:
        await standing(engine)
        assert await other.run(count_on, 2) == 1
        assert not first.done()
    assert await first == 1
    assert held(engine) == {1: 1, 2: 1}


async def test_a_work_of_the_same_case_waits_and_sees_what_was_written(
    engine: Engine, two: tuple[Store, Store]
) -> None:
    one, other = two
    with one_stands(one, 1) as first:
        await standing(engine)
        second = asyncio.create_task(other.run(count_on, 1))
        assert await is_waiting(second)
    assert (await first, await second) == (1, 2)


async def test_what_goes_the_strict_way_waits_for_those_beside_one_another(
    engine: Engine, two: tuple[Store, Store]
) -> None:
    one, other = two
    with one_stands(one, 1) as first:
        await standing(engine)
        strict = asyncio.create_task(other.run(count_strictly, 2))
        assert await is_waiting(strict)
    assert (await first, await strict) == (1, 1)


async def test_from_everywhere_at_once_no_step_is_lost(engine: Engine, two: tuple[Store, Store]) -> None:
    works = [
        store.run(work, number)
        for _ in range(8)
        for store in two
        for number in range(1, LAST + 1)
        for work in (count_on, count_strictly)
    ]
    await asyncio.gather(*works)
    assert held(engine) == dict.fromkeys(range(1, LAST + 1), 32)


@pytest.mark.parametrize("after_writing", [False, True])
async def test_a_work_that_goes_further_is_done_once_the_strict_way_and_takes_nobody_along(
    engine: Engine, two: tuple[Store, Store], after_writing: bool
) -> None:
    one, _ = two
    with one_stands(one, 1):
        await standing(engine)
        works = [one.run(go_further, 3, after_writing=after_writing), one.run(count_on, 4), one.run(count_on, 3)]
        waiting = asyncio.gather(*works)
        await asyncio.sleep(0)
    further, aside, same = await waiting
    assert aside == 1
    assert {further, same} in ({10, 11}, {11, 1})  # whichever came first
    assert held(engine) == {1: 1, 3: 11, 4: 1}


async def test_a_work_that_concerns_no_case_goes_the_strict_way(engine: Engine, two: tuple[Store, Store]) -> None:
    one, _ = two
    assert await one.run(count_on, LAST + 1) == 1
    assert held(engine) == {}


async def test_a_work_that_fails_tells_its_caller_alone_and_leaves_nothing(
    engine: Engine, two: tuple[Store, Store]
) -> None:
    one, _ = two
    with one_stands(one, 1) as first:
        await standing(engine)
        waiting = asyncio.gather(one.run(break_, 2), one.run(count_on, 3), return_exceptions=True)
        await asyncio.sleep(0)
    broken, fine = await waiting
    assert (await first, type(broken), fine) == (1, Broken, 1)
    assert held(engine) == {1: 1, 3: 1}


async def test_whoever_decides_on_what_a_work_changed_meanwhile_reads_it_again(
    engine: Engine, two: tuple[Store, Store]
) -> None:
    one, other = two
    read, gate, seen = threading.Event(), threading.Event(), []

    def decide(session: Session) -> None:
        seen.append(session.execute(select(BOX.c.held).where(BOX.c.id == 1)).scalar_one())
        read.set()
        assert gate.wait(10)
        session.execute(update(BOX).where(BOX.c.id == 1).values(words=f"decided on {seen[-1]}"))

    deciding = asyncio.create_task(other.run(decide))
    await asyncio.to_thread(read.wait)
    await one.run(count_on, 1)
    gate.set()
    await deciding
    assert seen == [0, 1]


async def test_what_is_written_at_once_is_written_the_strict_way_alone(
    engine: Engine, two: tuple[Store, Store]
) -> None:
    assert await two[0].run(write_at_once, 1) == 1
    assert held(engine) == {1: 10}


async def test_a_case_that_somebody_has_for_long_holds_up_nobody_else(engine: Engine, two: tuple[Store, Store]) -> None:
    one, other = two
    with engine.connect() as stuck:
        stuck.execute(select(BOX.c.id).where(BOX.c.id == 1).with_for_update())
        async with asyncio.timeout(5):
            works = one.run(look, 1), one.run(count_on, 3), other.run(count_on, 2), other.run(count_strictly, 4)
            assert await asyncio.gather(*works) == [0, 1, 1, 1]
        stuck.rollback()


async def test_while_the_strict_way_is_shut_nobody_goes_past_it(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "TURN_MS", 20)
    store = Store(engine, patience_s=0.1)
    with engine.connect() as stuck:
        stuck.execute(text("LOCK TABLE number_series IN EXCLUSIVE MODE"))
        came = await asyncio.gather(store.run(count_on, 1), store.run(count_strictly, 2), return_exceptions=True)
        stuck.rollback()
    assert all(isinstance(one, StoreUnavailable) for one in came)
    assert held(engine) == {}
    assert await store.run(count_on, 1) == 1
    store.close()


async def test_a_store_that_closes_finishes_also_what_goes_further(engine: Engine) -> None:
    store = Store(engine)
    working = [asyncio.create_task(store.run(go_further, number)) for number in range(1, LAST + 1)]
    await asyncio.sleep(0)
    await asyncio.to_thread(store.close)
    assert await asyncio.gather(*working) == [10] * LAST
