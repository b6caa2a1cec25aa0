"""What planning reminders costs: for very many drafts, against the bare SQL that inserts as many outbox rows."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import Engine, delete, insert
from sqlmodel import Session

from bot.house import open_house
from bot.settings import Settings
from models.records.messages.outbox import OutboxMessage
from models.records.people.person import Mailbox
from models.records.reminding import planning_queries
from reminders.planner import MARK, Planner
from tests.bench import population
from tests.bench.interleaved import medians
from tests.bench.table import Row, Size, at_most
from tests.fakes.conversation import BRUSSELS, StandingClock

SEVEN_DAYS_BEFORE = datetime(2021, 11, 5, 9, 0, tzinfo=BRUSSELS)
COLUMNS = [
    "key",
    "kind",
    "way",
    "address",
    "person_id",
    "language",
    "payload",
    "due_at",
    "last_at",
    "state",
    "attempt",
    "created_at",
]
BARE = f"INSERT INTO outbox ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
FEWEST_ROUNDS, MOST_ROUNDS = 1, 4


async def rows(folder: Path, size: Size) -> list[Row]:
    """Measure one look of the planner at which everybody is owed a reminder."""
    clock = StandingClock(SEVEN_DAYS_BEFORE)
    settings = Settings(_env_file=None, data_dir=folder, call=population.CALL)
    with open_house(settings, clock) as house:
        engine = house.services.store.engine
        population.fill(engine, size.applications, clock())
        _prove_mailboxes(engine, size.applications, clock())
        planner = Planner(store=house.services.store, clock=clock)

        async def planned() -> float:
            _empty(engine)
            began = perf_counter()
            told = await planner.tick()
            took_s = perf_counter() - began
            assert told.planned == size.applications
            return took_s

        async def inserted() -> float:
            _empty(engine)
            return _insert_bare(folder / "kernbot.db", size.applications)

        rounds = max(FEWEST_ROUNDS, min(size.rounds, MOST_ROUNDS))
        ours, bare = await medians(planned, inserted, rounds=rounds)
    target, holds = at_most(ours / bare, 6)
    return [
        Row(
            bench=f"planning for {size.applications:,} drafts / bare SQL that inserts as many rows",
            value=f"{ours:.2f} s",
            reference=f"{bare:.2f} s",
            ratio=ours / bare,
            target=target,
            holds=holds,
        )
    ]


def _prove_mailboxes(engine: Engine, people: int, now: datetime) -> None:
    values = [{"person_id": n, "email": _address(n), "proven_at": now} for n in range(1, people + 1)]
    with engine.begin() as connection:
        connection.execute(insert(Mailbox), values)


def _empty(engine: Engine) -> None:
    """Empty the outbox, and let nothing of this day be planned."""
    with Session(engine) as session:
        session.execute(delete(OutboxMessage))
        planning_queries.move_mark(session, MARK, SEVEN_DAYS_BEFORE - timedelta(hours=1))
        session.commit()


def _insert_bare(database: Path, people: int) -> float:
    """Insert a row for each person with the driver alone, in one transaction; return the seconds."""
    moment = "2021-11-05 08:00:00.000000"
    row = ('{"kinds": ["draft"], "days": 7}', moment, "2021-11-12 23:00:00.000000", "due", 0, moment)
    connection = sqlite3.connect(database, isolation_level=None)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "cache_size=-16000"):  # as Kernbot does
        connection.execute(f"PRAGMA {pragma}")
    began = perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        BARE,
        ((f"reminder:p{n}:2021-11-05", "reminder", "mail", _address(n), n, "nl", *row) for n in range(1, people + 1)),
    )
    connection.execute("COMMIT")
    took_s = perf_counter() - began
    connection.close()
    return took_s


def _address(number: int) -> str:
    return f"clerk{number}@heist-op-den-berg.be"
