"""Works that wait together on PostgreSQL: what they ask and write goes once for all, as if one came after the other."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, bindparam, event, update
from sqlmodel import Session

from models.storage.database import open_engine
from models.storage.statements.prepared import Prepared
from models.storage.transactions.isolation import demand_own
from models.storage.works.store import Store
from tests.fakes.boxes import BOX, HELD, SET, beside, count_on, fill, held, look
from tests.fakes.postgres import folder_of

LAST = 12  # boxes 1 to 12 are there
ADD = Prepared(
    update(BOX).where(BOX.c.id == bindparam("which")).values(held=BOX.c.held + bindparam("more")), of_a_case=True
)
WORDS = Prepared(update(BOX).where(BOX.c.id == bindparam("which")).values(words=bindparam("words")), of_a_case=True)


@pytest.fixture
def executed() -> list[str]:
    """What the driver executed, one line each."""
    return []


@pytest.fixture
def engine(bare_postgres_url: str, executed: list[str]) -> Iterator[Engine]:
    class Watched(psycopg.Cursor):
        def execute(self, query: Any, *rest: Any, **named: Any) -> Any:
            executed.append(str(query))
            return super().execute(query, *rest, **named)

    def watch(connection: psycopg.Connection, _record: object) -> None:
        connection.cursor_factory = Watched

    engine = open_engine(bare_postgres_url)
    fill(engine, LAST)
    engine.dispose()
    event.listen(engine, "connect", watch)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> Iterator[Store]:
    store = Store(engine)
    yield store
    store.close()


async def in_one_group(store: Store, executed: list[str], *asked: tuple[Callable[..., int], int]) -> list[Any]:
    """Run works that waited for the end of another one, and so go together."""
    gate = threading.Event()
    first = asyncio.create_task(store.run(count_on, LAST, gate))
    await asyncio.sleep(0.1)
    waiting = [asyncio.create_task(store.run(work, number)) for work, number in asked]
    await asyncio.sleep(0)
    executed.clear()  # while the thread waits: what the other one writes is counted with every group
    gate.set()
    await first
    return await asyncio.gather(*waiting, return_exceptions=True)


@beside
def write_twice(session: Session, number: int) -> int:
    """Write what the second time is about what was written the first time."""
    ADD.later(session, which=number, more=1)
    ADD.later(session, which=number, more=1)
    return 2


@beside
def read_what_was_written(session: Session, number: int) -> int:
    SET.later(session, which=number, new=7)
    return HELD.value(session, which=number) or 0


@beside
def read_twice(session: Session, number: int) -> int:
    return (HELD.value(session, which=number) or 0) + 10 * (HELD.value(session, which=number) or 0)


@beside
def write_nonsense(session: Session, number: int) -> int:
    """Write what the database refuses: a number that a column cannot hold."""
    SET.later(session, which=number, new=2**31)
    return number


@beside
def count_on_in_the_next(session: Session, number: int) -> int:
    """Work in another box than the one that was found for it, as who has just gone over to another case."""
    demand_own(session, number + 1)
    return count_on(session, number + 1)


async def test_many_works_execute_as_much_as_one(store: Store, executed: list[str], engine: Engine) -> None:
    await in_one_group(store, executed, (count_on, 1))
    alone = len(executed)
    assert await in_one_group(store, executed, *((count_on, number) for number in range(1, 10))) == [2] + [1] * 8
    assert len(executed) == alone
    assert held(engine) == {1: 2, **dict.fromkeys(range(2, 10), 1), LAST: 2}


async def test_works_of_one_case_see_what_the_other_wrote(store: Store, executed: list[str], engine: Engine) -> None:
    works = [(count_on, 1), (count_on, 2), (count_on, 1), (look, 1), (count_on, 1)]
    assert await in_one_group(store, executed, *works) == [1, 1, 2, 2, 3]
    assert held(engine) == {1: 3, 2: 1, LAST: 1}


async def test_a_work_sees_what_it_wrote_itself(store: Store, executed: list[str], engine: Engine) -> None:
    works = [(read_what_was_written, 1), (count_on, 2), (read_what_was_written, 3)]
    assert await in_one_group(store, executed, *works) == [7, 1, 7]
    assert held(engine) == {1: 7, 2: 1, 3: 7, LAST: 1}


async def test_a_work_that_writes_the_same_twice_does_so_twice(
    store: Store, executed: list[str], engine: Engine
) -> None:
    assert await in_one_group(store, executed, (write_twice, 1), (count_on, 2), (write_twice, 3)) == [2, 1, 2]
    assert held(engine) == {1: 2, 2: 1, 3: 2, LAST: 1}


async def test_what_is_asked_twice_is_asked_of_the_database(store: Store, executed: list[str]) -> None:
    await in_one_group(store, executed, (count_on, 1))
    assert await in_one_group(store, executed, (read_twice, 1), (read_twice, 2)) == [11, 0]


async def test_what_the_database_refuses_fails_alone(store: Store, executed: list[str], engine: Engine) -> None:
    found = await in_one_group(store, executed, (count_on, 1), (write_nonsense, 2), (count_on, 3))
    assert (found[0], found[2]) == (1, 1)
    assert isinstance(found[1], Exception)
    assert held(engine) == {1: 1, 3: 1, LAST: 1}


async def test_a_work_that_went_over_to_the_case_of_another_goes_the_strict_way(
    store: Store, executed: list[str], engine: Engine
) -> None:
    found = await in_one_group(store, executed, (count_on_in_the_next, 1), (count_on, 2))
    assert sorted(found) == [1, 2]
    assert held(engine) == {2: 2, LAST: 1}


@pytest.mark.parametrize("refused", ["\0", "\ud800"])
async def test_what_cannot_be_stored_is_told_to_nobody(
    store: Store, executed: list[str], engine: Engine, refused: str
) -> None:
    @beside
    def write_words(session: Session, number: int) -> int:
        WORDS.later(session, which=number, words="geheim" + refused * (number == 2))
        return number

    found = await in_one_group(store, executed, (write_words, 1), (write_words, 2), (write_words, 3))
    assert (found[0], found[2]) == (1, 3)
    assert isinstance(found[1], Exception)
    assert "geheim" not in str(found[1])
    log = folder_of(engine.url.set(drivername="postgresql").render_as_string().rpartition("/")[0]) / "log"
    assert "geheim" not in log.read_text()
