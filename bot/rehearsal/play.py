"""A play of what will be sent: the same planner and sweep, on a scratch copy, with another clock and no way out."""

import tempfile
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.clock import SimulatedClock
from bot.commands.mistakes import Refused
from bot.opening import current_call
from bot.settings import Settings
from models.calls.call import Call
from models.records.applications import case_queries
from models.records.messages import inbox_queries, outbox_queries, pause_queries
from models.records.messages.claim_queries import Claimed
from models.records.people import person_queries
from models.records.tables import metadata
from models.storage import migrate
from models.storage.copies import scratch_queries
from models.storage.works.store import Store
from reminders.calendars import Calendars
from reminders.closing import Closing
from reminders.contents import Parcel
from reminders.delivery import Way
from reminders.desk_tick import DeskTick
from reminders.outcome import Outcome, Sent
from reminders.planner import Planner
from reminders.sweep import Sweep
from reminders.weekly import WeeklyLists

NEVER_SENT = b"the key of a rehearsal opens nothing"
Tick = Callable[[], Awaitable[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A message that would have left."""

    at: datetime
    way: str
    address: str
    kind: str
    subject: str
    key: str
    payload: Mapping[str, object]
    person_id: int | None


@dataclass(slots=True)
class NotingWay:
    """A way out that only writes down."""

    left: list[Left]
    places: int = 1  # one after the other, so that the calendar is in order

    async def send(self, claimed: Claimed, parcel: Parcel, now: datetime) -> Outcome:
        """Write a message down."""
        message = claimed.message
        subject = parcel.letter.subject if parcel.letter is not None else ""
        self.left.append(
            Left(
                at=now,
                way=message.way,
                address=message.address,
                kind=message.kind,
                subject=subject,
                key=message.key,
                payload=message.payload,
                person_id=message.person_id,
            )
        )
        return Sent()


@dataclass(slots=True, kw_only=True)
class Play:
    """A scratch copy, a clock, and everything that happens because time passes."""

    store: Store
    clock: SimulatedClock
    call: Call
    is_sample: bool
    left: list[Left] = field(default_factory=list)
    without_way: set[int] = field(default_factory=set)

    async def run(self, moments: Sequence[datetime], shown: Callable[[int], None] = lambda _: None) -> None:
        """Let time pass from moment to moment, and whenever a message is due in between."""
        ticks = await self._ticks()
        for place, moment in enumerate(moments):
            while due_at := await self.store.run(outbox_queries.next_due_at, self.clock(), moment):
                await self._tick(ticks, due_at)
            await self._tick(ticks, moment)
            shown(place + 1)

    async def _tick(self, ticks: Sequence[Tick], moment: datetime) -> None:
        self.clock.move_to(moment)
        for tick in ticks:
            await tick()

    async def _ticks(self) -> list[Tick]:
        """Return what `kernbot run` does by itself, in its order."""
        fronts = await self.store.run(person_queries.fronts)
        noting = NotingWay(self.left)
        ways: dict[str, Way] = dict.fromkeys(("mail", *fronts), noting)
        plan = Planner(store=self.store, clock=self.clock)
        sweep = Sweep(store=self.store, ways=ways, key=NEVER_SENT, clock=self.clock, worker="rehearsal")

        async def planned() -> None:
            self.without_way.update((await plan.tick()).without_way)

        return [
            self._read_everything,
            Closing(store=self.store, clock=self.clock).sweep,
            planned,
            DeskTick(store=self.store, clock=self.clock).tick,
            Calendars(store=self.store, clock=self.clock).follow,
            WeeklyLists(store=self.store, call=self.call, clock=self.clock).plan,
            DeskTick(store=self.store, clock=self.clock).tick,
            sweep.send_due,
        ]

    async def _read_everything(self) -> None:
        """Take it that every chat was read up to now: a closing waits for that."""
        await self.store.run(inbox_queries.mark_read, self.clock())


@contextmanager
def open_play(settings: Settings, now: datetime, *, without: Collection[str] = ()) -> Iterator[Play]:
    """Copy the data (but the tables `without`) into a scratch database that is thrown away; `now` picks the call.

    Raises:
        Refused: the database cannot be read, or is of another version.
    """
    with tempfile.TemporaryDirectory(prefix="kernbot-rehearsal-") as folder:
        target = scratch_queries.scratch_engine(Path(folder), metadata())
        _copy(settings, target, without)
        with Session(target) as session:
            call = current_call(session, settings.call, now)
            is_empty = not case_queries.any_application(session)
            pause_queries.lift(session)  # what would leave is what leaves once somebody confirms that it may
            session.commit()
        store = Store(target)
        try:
            yield Play(store=store, clock=SimulatedClock(now), call=call, is_sample=is_empty)
        finally:
            store.close()


def _copy(settings: Settings, target: Engine, without: Collection[str]) -> None:
    path = make_url(settings.url).database
    if settings.url.startswith("sqlite") and not (path and Path(path).is_file()):
        return  # nothing was ever kept; opening it would make the file
    source = scratch_queries.reading_engine(settings.url)
    try:
        with source.connect() as connection:
            revision = migrate.current_revision(connection)
        if revision not in {None, migrate.HEAD}:
            raise Refused(
                f"the tables are of revision {revision}, this version needs {migrate.HEAD}: kernbot db upgrade"
            )
        if revision is not None:
            scratch_queries.copy_rows(source, target, metadata(), without)
    except DBAPIError as error:
        raise Refused(f"the database cannot be read ({type(error.orig).__name__}); try kernbot doctor") from None
    finally:
        source.dispose()
