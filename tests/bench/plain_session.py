"""The reference on the side of the database: a bare Session in one thread, one select and one insert, committed."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.records.applications.application import Application, Event
from tests.bench.clerks import AT_ONCE
from tests.bench.town import NOW


def in_a_loop(engine: Engine, numbers: Sequence[int]) -> float:
    """Return how many transactions are committed in a second by a thread that has nothing else to do."""
    began = perf_counter()
    for number in numbers:
        _transaction(engine, number)
    return len(numbers) / (perf_counter() - began)


async def for_chats(engine: Engine, numbers: Sequence[int]) -> float:
    """Return how many transactions are committed in a second when as many chats as in a turn wait for one thread."""
    waiting = iter(numbers)
    began = perf_counter()
    with ThreadPoolExecutor(1) as thread:
        await asyncio.gather(*(_chat(engine, thread, waiting) for _ in range(AT_ONCE)))
    return len(numbers) / (perf_counter() - began)


async def _chat(engine: Engine, thread: ThreadPoolExecutor, numbers: Iterator[int]) -> None:
    loop = asyncio.get_running_loop()
    for number in numbers:
        await loop.run_in_executor(thread, _transaction, engine, number)


def _transaction(engine: Engine, number: int) -> None:
    with Session(engine) as session:
        found = session.exec(select(Application).where(col(Application.id) == number)).one()
        session.add(Event(application_id=found.id, at=NOW, person_id=found.id, channel="local", what="answered"))
        session.commit()
