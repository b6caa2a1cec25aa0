"""PostgreSQL on this machine: a turn against a bare transaction there, three processes against one, and a rush."""

from itertools import count
from pathlib import Path

import psycopg

from tests.bench import plain_session, population
from tests.bench.interleaved import medians
from tests.bench.table import Row, Size, at_least
from tests.bench.together import turns_together
from tests.bench.town import busy_town
from tests.fakes.postgres import running_postgres
from tests.faults import rush
from tests.faults.trial import Ground

PROCESSES = 3
RUSH_S = 10.0


async def rows(folder: Path, size: Size) -> list[Row]:
    """Measure all of it, on a server that writes to the disk; nothing where none is installed."""
    try:
        with running_postgres(is_durable=True) as address:
            return [
                await _turn(folder / "turn", _database(address, "turn"), size),
                await _together(folder / "together", _database(address, "together"), size),
                *[
                    await _rush(_made(folder / f"rush-{database}"), address, database, size)
                    for database in ("SQLite", "PostgreSQL")
                ],
            ]
    except LookupError:
        return []


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _database(address: str, name: str) -> str:
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{address}/{name}"


async def _turn(folder: Path, url: str, size: Size) -> Row:
    numbers = range(1, size.clerks + 1)
    often = [number for number in numbers for _ in population.OPEN]
    async with busy_town(folder, 100, url=url) as town:
        turn, session = await medians(
            lambda: town.turns_a_second(numbers),
            lambda: plain_session.for_chats(town.engine, often),
            rounds=size.rounds,
        )
    target, holds = at_least(turn / session, 1.0)
    return Row(
        bench="durable turn / plain Session in one thread for 100 chats, PostgreSQL",
        value=f"{turn:.0f} turns/s",
        reference=f"{session:.0f}/s",
        ratio=turn / session,
        target=target,
        holds=holds,
    )


async def _together(folder: Path, url: str, size: Size) -> Row:
    clerks, runs = PROCESSES * size.clerks, count()
    async with busy_town(folder, clerks, url=url) as town:
        engine = town.engine

        async def side(processes: int) -> float:
            population.rewind(engine, range(1, clerks + 1))
            return await turns_together(folder, url, clerks, processes, next(runs))

        three, one = await medians(lambda: side(PROCESSES), lambda: side(1), rounds=min(size.rounds, 4))
    target, holds = at_least(three / one, 1.5)
    return Row(
        bench=f"turns with {PROCESSES} processes on PostgreSQL / with one",
        value=f"{three:.0f} turns/s",
        reference=f"{one:.0f}/s",
        ratio=three / one,
        target=target,
        holds=holds,
    )


async def _rush(folder: Path, address: str, database: str, size: Size) -> Row:
    ground = Ground(folder=folder, postgres=address, nursery=None)
    processes = PROCESSES if database == "PostgreSQL" else 1
    found = await rush.rush(ground, database, size.rush, RUSH_S, processes, rush.by_processes)
    last_s = rush.share_of(found.committed_s, 0.99)
    return Row(
        bench=f"{size.rush:,} clerks send within {RUSH_S:g} s, {database}: receipt to commit, p99",
        value=f"{last_s:.2f} s",
        reference=f"p50 {rush.share_of(found.committed_s, 0.5):.2f} s",
        target=f"<= {rush.WITHIN_S:g} s",
        holds=found.holds(),
    )
