"""What every trial of the outbox shares: the servers, the workers, and the line that it prints."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.fakes.bot_api_server import FakeBotApi
from tests.fakes.smtp_server import FakeSmtpServer
from tests.faults.nursery import Nursery
from tests.faults.post import PostBag

HEAD = ("row", "what was done", "database", "what came of it", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table."""

    row: int
    what: str
    database: str
    came: str
    holds: bool

    def cells(self) -> tuple[str, ...]:
        return str(self.row), self.what, self.database, self.came, "holds" if self.holds else "MISSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is tried."""

    messages: int
    kills: int
    shared: int  # messages for several workers on one database
    backlog: int
    chats: int
    towns: int  # with deadlines of their own, around a change of the clock
    tick_minutes: int  # from one look of the planner to the next
    stall_s: float  # how long the event loop stands still
    updates: int  # of a whole day
    clerks: int  # who send within `rush_s` around the end of a round
    rush_s: float
    trouble_s: float  # how long a database is in trouble
    restarts: int  # of PostgreSQL
    rows: int  # that migrations go over


FULL = Size(
    messages=2_000,
    kills=200,
    shared=5_000,
    backlog=5_000,
    chats=1_000,
    towns=60,
    tick_minutes=10,
    stall_s=5,
    updates=10_000,
    clerks=5_000,
    rush_s=10,
    trouble_s=30,
    restarts=5,
    rows=10_000,
)
SMALL = Size(
    messages=60,
    kills=4,
    shared=120,
    backlog=60,
    chats=40,
    towns=12,
    tick_minutes=60,
    stall_s=1,
    updates=400,
    clerks=150,
    rush_s=2,
    trouble_s=2,
    restarts=2,
    rows=1_000,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where trials are held: a folder, perhaps a PostgreSQL, and where workers come from."""

    folder: Path
    postgres: str | None
    nursery: Nursery
    template: str = ""  # the name of a PostgreSQL database with all tables, when there is one

    @property
    def databases(self) -> tuple[str, ...]:
        return ("SQLite", "PostgreSQL") if self.postgres else ("SQLite",)

    def place(self, database: str) -> tuple[Path, str]:
        """Give an empty folder, and the address of a database in which is nothing; "" for a SQLite in that folder."""
        folder = self.folder / str(sum(1 for _ in self.folder.iterdir()))
        folder.mkdir()
        return folder, self._new_database(f"trial_{secrets.token_hex(6)}") if database == "PostgreSQL" else ""

    @asynccontextmanager
    async def bag(self, database: str, **server: object) -> AsyncIterator[PostBag]:
        """Give an empty outbox with servers that nobody used."""
        folder, url = self.place(database)
        async with FakeSmtpServer(**server) as smtp, FakeBotApi() as api:
            bag = PostBag(folder, url, smtp, api)
            try:
                yield bag
            finally:
                bag.close()

    def _new_database(self, name: str) -> str:
        with psycopg.connect(f"{self.postgres}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {self.template}" if self.template else ""))
        return f"{self.postgres}/{name}"


async def until(holds: Callable[[], bool], within_s: float = 120, *, pause_s: float = 0.1) -> float:
    """Wait until that holds, or the time is over; return how long that took."""
    began = time.monotonic()
    while not await asyncio.to_thread(holds) and time.monotonic() - began < within_s:  # noqa: ASYNC110 - another process does it
        await asyncio.sleep(pause_s)
    return time.monotonic() - began


def table(lines: list[Line]) -> str:
    """Return the lines in columns."""
    cells = [HEAD, *(line.cells() for line in lines)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells
    )
