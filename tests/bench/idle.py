"""What a sweep costs that finds nothing due, with few and with very many old messages."""

import time
from datetime import timedelta
from pathlib import Path

import psycopg
from sqlalchemy import insert
from sqlmodel import Session

from models.records.outbox import OutboxMessage
from tests.bench.interleaved import medians
from tests.bench.table import Row, Size, at_most
from tests.bench.town import NOW
from tests.fakes.conversation import StandingClock
from tests.fakes.post_room import PostRoom, open_post_room
from tests.fakes.postgres import running_postgres

FEW = 1_000
CHUNK = 10_000
SWEEPS = 50


async def rows(folder: Path, size: Size) -> list[Row]:
    """Measure idle sweeps on SQLite, and on PostgreSQL where there is one."""
    found = [await _row_of("SQLite", folder, size, ("", ""))]
    try:
        with running_postgres() as address:
            with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
                for name in ("few", "many"):
                    connection.execute(f"CREATE DATABASE {name}")
            urls = (f"{address}/few", f"{address}/many")
            found.append(await _row_of("PostgreSQL", folder / "postgres", size, urls))
    except LookupError:  # it is not installed
        return found
    return found


async def _row_of(database: str, folder: Path, size: Size, urls: tuple[str, str]) -> Row:
    clock = StandingClock(NOW)
    with (
        open_post_room(folder / "few", clock, url=urls[0]) as small,
        open_post_room(folder / "many", clock, url=urls[1]) as large,
    ):
        _fill(small, FEW)
        _fill(large, size.old_messages)
        few, many = await medians(lambda: _idle_ms(small), lambda: _idle_ms(large), rounds=size.rounds)
    target, holds = at_most(many / few, 2)
    return Row(
        bench=f"idle sweep with {size.old_messages:,} old messages / with {FEW:,}, {database}",
        value=f"{many:.2f} ms",
        reference=f"{few:.2f} ms",
        ratio=many / few,
        target=target,
        holds=holds,
    )


def _fill(room: PostRoom, messages: int) -> None:
    """Put in messages that were settled, and a hundred that are due tomorrow."""
    now = room.clock()
    with Session(room.house.services.store.engine) as session:
        for first in range(0, messages, CHUNK):
            chunk = range(first, min(first + CHUNK, messages))
            session.execute(insert(OutboxMessage), [_row(number, "sent", now) for number in chunk])
        later = now + timedelta(days=1)
        session.execute(insert(OutboxMessage), [_row(messages + number, "due", later) for number in range(100)])
        session.commit()


def _row(number: int, state: str, due_at: object) -> dict[str, object]:
    return {
        "key": f"old:{number}",
        "kind": "joined",
        "way": "mail",
        "address": "an@voorbeeld.be",
        "language": "nl",
        "payload": "{}",
        "due_at": due_at,
        "state": state,
        "attempt": 1,
        "created_at": due_at,
        "settled_at": due_at if state == "sent" else None,
    }


async def _idle_ms(room: PostRoom) -> float:
    began = time.perf_counter()
    for _ in range(SWEEPS):
        assert await room.sweep.send_due() == 0
    return (time.perf_counter() - began) / SWEEPS * 1_000
