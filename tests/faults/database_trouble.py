"""A database that is locked, full, read-only, restarted or out of connections while a clerk types and mails leave.

Row 12: nothing is lost, "saved" is said only of what is, nothing leaves without a stored claim, and all soon goes on
by itself.
"""

import asyncio
import secrets
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from sqlalchemy import event, select, update
from sqlmodel import Session, col

from bot.clock import clock_from
from models.records.applications import case_queries
from models.records.messages import outbox_queries
from models.records.messages.outbox import OutboxMessage, OutboxState
from models.records.messages.outbox_queries import Message
from models.storage.works.store import StoreUnavailable
from tests.fakes import facts, postgres
from tests.fakes.conversation import Chat, Town, open_town
from tests.fakes.deadline import brussels
from tests.fakes.post_room import ScriptedWay
from tests.faults.small_disk import small_disk, take_all_room
from tests.faults.trial import Ground, Line, Size, until

BACK_WITHIN_S = 10
FELT_S = 0.2  # a trouble that nobody waited for was none
RESTARTED = "restarted again and again"
TABLES = "outbox, inbox, person, application, answer, event"
NAME = "Els Peeters"
Trouble = Callable[["Place", float], Awaitable[None]]


@dataclass(slots=True, kw_only=True)
class Place:
    """A town on a database that can be brought into trouble, and what was said and done meanwhile."""

    town: Town
    server: str  # of PostgreSQL, "" on SQLite
    url: str
    file: Path
    disk: Path | None
    way: ScriptedWay = field(default_factory=ScriptedWay)
    posted: list[str] = field(default_factory=list)  # keys of messages of which the store said that they are kept
    refused: int = 0
    longest_s: float = 0.0  # that posting one took
    saved: list[str] = field(default_factory=list)  # texts of which the chat said that they are kept
    put_off: int = 0  # times that the chat said that it is not kept yet
    stopping: bool = False

    async def post(self) -> None:
        """Post one message after the other."""
        number = 0
        application_id = await self.town.house.services.store.run(_any_application)
        while not self.stopping:
            number += 1
            message = Message(
                key=f"joined:{number}",
                kind="joined",
                way="mail",
                address="an.peeters@heist-op-den-berg.be",
                language="nl",
                person_id=1,
                application_id=application_id,
                payload={"about": 1, "room": secrets.token_hex(3_000)},  # so that a full disk is met at once
            )
            began = time.monotonic()
            try:
                await self.town.house.services.store.run(outbox_queries.post, message, self.town.clock())
                self.posted.append(message.key)
            except StoreUnavailable:
                self.refused += 1
            self.longest_s = max(self.longest_s, time.monotonic() - began)
            await asyncio.sleep(0.05)

    async def sweep(self) -> None:
        """Do what `kernbot run` does at each tick."""
        while not self.stopping:
            await self.town.house.sweep.wake()
            with suppress(StoreUnavailable):
                await self.town.front.take_up_unanswered()
            await asyncio.sleep(0.1)

    async def talk(self, an: Chat) -> None:
        """Change one answer again and again."""
        number = 0
        while not self.stopping:
            number += 1
            text = f"{NAME} {number}"
            await self._says(an, "/wijzig 2")
            if "✓ Bewaard" in await self._says(an, text):
                self.saved.append(text)
            await asyncio.sleep(0.05)

    async def _says(self, an: Chat, text: str) -> str:
        said = await an.says(text)
        self.put_off += "even niet bewaren" in said.text
        return said.text

    def marks(self) -> tuple[int, int, int]:
        """Return how much was posted, sent and said."""
        return len(self.posted), len(self.way.took), len(self.saved)


async def trials(ground: Ground, database: str, size: Size) -> list[Line]:
    """Row 12: every trouble that this database can have."""
    known = ON_SQLITE if database == "SQLite" else ON_POSTGRES
    return [line for what in known for line in await trial(ground, database, what, size)]


async def trial(ground: Ground, database: str, what: str, size: Size) -> list[Line]:
    """Bring the database into one trouble; no line when that cannot be done here."""
    trouble = (ON_SQLITE if database == "SQLite" else ON_POSTGRES)[what]
    with ExitStack() as stack:
        folder, url, disk = ground.folder, "", None
        try:
            if what == "disk full":
                where = ground.folder if database == "SQLite" else postgres.folder_of(ground.postgres)
                disk = stack.enter_context(small_disk(where / "small-disk", 40))
        except LookupError:
            return []
        folder, url = ground.place(database)
        if disk is not None:
            folder, url = _on(disk, ground, database, stack)
        server = ground.postgres or "" if database == "PostgreSQL" else ""
        async with _open_place(folder, url, server, disk) as place:
            seconds = size.restarts if what == RESTARTED else size.trouble_s
            back_s = await _through(place, trouble, seconds)
            line = await _judged(place, what, database, back_s)
    return [line]


def _on(disk: Path, ground: Ground, database: str, stack: ExitStack) -> tuple[Path, str]:
    """Return a folder on the small disk, and the address of a database whose tables lie there."""
    if database == "SQLite":
        return disk / "var", ""
    tablespace = disk / "tables"
    tablespace.mkdir()
    postgres.give(tablespace)
    with psycopg.connect(f"{ground.postgres}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE TABLESPACE small LOCATION '{tablespace}'")
        connection.execute("CREATE DATABASE on_small_disk TABLESPACE small")
    stack.callback(_drop, f"{ground.postgres}/postgres")
    return ground.place("SQLite")[0], f"{ground.postgres}/on_small_disk"


def _drop(server: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP DATABASE on_small_disk WITH (FORCE)")
        connection.execute("DROP TABLESPACE small")


@asynccontextmanager
async def _open_place(folder: Path, url: str, server: str, disk: Path | None) -> AsyncIterator[Place]:
    clock = clock_from(brussels("2021-10-20 10:00"))
    async with open_town(folder, clock, url=url) as town:
        place = Place(town=town, server=server, url=url, file=folder / "kernbot.db", disk=disk)
        town.house.sweep.ways["mail"] = place.way
        yield place


async def _through(place: Place, trouble: Trouble, seconds: float) -> float:
    """Let everybody go on before, in and after a trouble; return after how many seconds all went on again."""
    an = await place.town.begun("An")
    going = [asyncio.create_task(one) for one in (place.post(), place.sweep(), place.talk(an))]
    await until(lambda: min(place.marks()) >= 3, 30)
    await trouble(place, seconds)
    before = place.marks()
    back_s = await until(lambda: all(now > then for now, then in zip(place.marks(), before, strict=True)), 60)
    place.stopping = True
    await asyncio.gather(*going)
    await place.town.house.services.store.run(_let_leases_end)  # of a claim whose answer was cut off
    await place.town.house.sweep.send_due()
    return back_s


async def _judged(place: Place, what: str, database: str, back_s: float) -> Line:
    store = place.town.house.services.store
    rows = {row.key: row for row in await store.run(_rows)}
    texts = await store.run(facts._texts)
    sent = Counter(taken.message.key for taken in place.way.took)
    tries = Counter((taken.row_id, taken.attempt) for taken in place.way.took)
    lost = sum(1 for key in place.posted if key not in rows or not sent[key])
    unsaved = sum(1 for text in place.saved if text not in texts.splitlines())
    unclaimed = sum(1 for taken in place.way.took if rows[taken.message.key].attempt < taken.attempt)
    double = sum(count - 1 for count in sent.values()) + sum(count - 1 for count in tries.values())
    came = (
        f'lost {lost} · double {double} · "saved" and not {unsaved} · sent without a claim {unclaimed} · '
        f"{place.refused} refused, longest wait {place.longest_s:.1f} s, told {place.put_off} times · "
        f"back after {back_s:.1f} s"
    )
    was_felt = place.refused > 0 or place.longest_s > FELT_S
    holds = lost == double == unsaved == unclaimed == 0 and back_s < BACK_WITHIN_S and was_felt
    return Line(row=12, what=what, database=database, came=came, holds=holds)


async def locked(place: Place, seconds: float) -> None:
    """Another program holds the database."""
    if place.server:
        with psycopg.connect(place.url) as other:
            other.execute(f"LOCK TABLE {TABLES} IN ACCESS EXCLUSIVE MODE")
            await asyncio.sleep(seconds)
        return
    other = sqlite3.connect(place.file, isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    await asyncio.sleep(seconds)
    other.rollback()
    other.close()


async def full(place: Place, seconds: float) -> None:
    """There is no byte left on the disk."""
    filler = await asyncio.to_thread(take_all_room, place.disk)
    await asyncio.sleep(seconds)
    filler.unlink()


async def read_only(place: Place, seconds: float) -> None:
    """The database may be read and not written."""
    if place.server:
        _alter(place, "SET default_transaction_read_only = on")
        await asyncio.sleep(seconds)
        _alter(place, "RESET default_transaction_read_only")
        return
    engine = place.town.house.services.store.engine
    flag = ["ON"]
    event.listen(engine, "checkout", lambda driver, *_: driver.execute(f"PRAGMA query_only={flag[0]}"))
    await asyncio.sleep(seconds)
    flag[0] = "OFF"


async def restarted(place: Place, times: float) -> None:
    """The server crashes and starts again."""
    for _ in range(int(times)):
        await asyncio.to_thread(postgres.restart, place.server)
        await asyncio.sleep(0.5)


async def without_a_place(place: Place, seconds: float) -> None:
    """Others have every connection that the server gives out."""
    others: list[psycopg.Connection] = []
    with suppress(psycopg.OperationalError):
        while True:
            others.append(psycopg.connect(place.url))
    others[0].execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND application_name = '' AND pid <> ALL(%s)",
        [[one.info.backend_pid for one in others]],
    )
    with suppress(psycopg.OperationalError):
        while True:
            others.append(psycopg.connect(place.url))
    await asyncio.sleep(seconds)
    for one in others:
        one.close()


ON_SQLITE: dict[str, Trouble] = {"locked": locked, "disk full": full, "read-only": read_only}
ON_POSTGRES: dict[str, Trouble] = {
    "locked": locked,
    "disk full": full,
    "read-only": read_only,
    RESTARTED: restarted,
    "no connection left": without_a_place,
}


def _alter(place: Place, how: str) -> None:
    name = place.url.rpartition("/")[2]
    with psycopg.connect(f"{place.server}/postgres", autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} {how}")
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


def _rows(session: Session) -> list[OutboxMessage]:
    return list(session.execute(select(OutboxMessage).order_by(col(OutboxMessage.id))).scalars())


def _let_leases_end(session: Session) -> None:
    past = {"leased_until": brussels("2021-10-01 10:00")}
    session.execute(update(OutboxMessage).where(col(OutboxMessage.state) == OutboxState.SENDING).values(**past))


def _any_application(session: Session) -> int | None:
    return next(iter(session.execute(select(col(case_queries.Application.id))).scalars()), None)
