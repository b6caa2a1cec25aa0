"""What a sweep costs that finds nothing due, with few and with very many old messages."""

import time
from datetime import timedelta
from pathlib import Path

import psycopg
from sqlalchemy import bindparam, text
from sqlmodel import Session

from models.storage.database import UtcDateTime
from tests.bench.interleaved import medians
from tests.bench.table import Row, Size, at_most
from tests.bench.town import NOW
from tests.fakes.conversation import StandingClock
from tests.fakes.post_room import PostRoom, open_post_room
from tests.fakes.postgres import running_postgres

FEW = 1_000
SWEEPS = 50
FILL = text(
    "INSERT INTO outbox (key, kind, way, address, language, payload, due_at, state, attempt, created_at, settled_at)"
    " WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :many)"
    " SELECT CAST(:prefix AS TEXT) || n, 'joined', 'mail', 'an@voorbeeld.be', 'nl', '{}', :at, :state, 1, :at, :settled"
    " FROM number"
).bindparams(bindparam("at", type_=UtcDateTime), bindparam("settled", type_=UtcDateTime))


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
    old = {"prefix": "old:", "many": messages, "state": "sent", "at": now, "settled": now}
    later = {"prefix": "new:", "many": 100, "state": "due", "at": now + timedelta(days=1), "settled": None}
    with Session(room.house.services.store.engine) as session:
        for values in (old, later):
            session.execute(FILL, values)
        session.commit()


async def _idle_ms(room: PostRoom) -> float:
    began = time.perf_counter()
    for _ in range(SWEEPS):
        assert await room.sweep.send_due() == 0
    return (time.perf_counter() - began) / SWEEPS * 1_000
