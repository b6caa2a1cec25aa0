"""A house without chats, in which messages are posted and swept; the ways out do what the test says."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlmodel import Session, col

from bot.house import OpenHouse, open_house
from bot.settings import Settings
from models.records.applications import case_queries
from models.records.messages import claim_queries, outbox_queries
from models.records.messages.claim_queries import Claimed
from models.records.messages.outbox import OutboxMessage
from models.records.messages.outbox_queries import Message
from models.records.people import person_queries
from reminders.contents import Parcel
from reminders.outcome import Outcome, Sent
from reminders.sweep import Sweep
from tests.fakes.conversation import StandingClock
from tests.fakes.empty_database import with_database

HEIST = "12014"  # the NIS code of Heist-op-den-Berg
MAILBOX = "an.peeters@heist-op-den-berg.be"


@dataclass(slots=True)
class ScriptedWay:
    """A way out that ends as it is told, one step each: an outcome, or an error that is raised; then all is sent."""

    steps: deque[Outcome | BaseException] = field(default_factory=deque)
    took: list[Claimed] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    places: int = 1

    async def send(self, claimed: Claimed, parcel: Parcel, _now: datetime) -> Outcome:
        self.took.append(claimed)
        self.parcels.append(parcel)
        await asyncio.sleep(0)
        step = self.steps.popleft() if self.steps else Sent()
        if isinstance(step, BaseException):
            raise step
        return step


@dataclass(slots=True, kw_only=True)
class PostRoom:
    """One worker's outbox, with a draft of Heist-op-den-Berg and the person who began it."""

    house: OpenHouse
    clock: StandingClock
    person_id: int
    application_id: int
    way: ScriptedWay = field(default_factory=ScriptedWay)

    @property
    def sweep(self) -> Sweep:
        return self.house.sweep

    async def post(self, key: str = "joined:1", *, kind: str = "joined", way: str = "mail", **more: object) -> None:
        """Post a message: a letter about a colleague who joined, unless it is told otherwise."""
        message = Message(
            key=key,
            kind=kind,
            way=way,
            address=str(more.pop("address", MAILBOX)),
            language="nl",
            person_id=self.person_id,
            application_id=self.application_id,
            payload={"about": self.person_id},
            **more,
        )
        await self.house.services.store.run(outbox_queries.post, message, self.clock())

    async def row(self, key: str = "joined:1") -> OutboxMessage:
        """Return a message as the outbox has it now."""
        return await self.house.services.store.run(_row, key)

    async def rows(self) -> list[OutboxMessage]:
        """Return all messages, oldest first."""
        return await self.house.services.store.run(_rows)

    async def state(self, key: str = "joined:1") -> tuple[str, timedelta | None]:
        """Return the state of a message, and after how long it is due when it still waits."""
        row = await self.row(key)
        return row.state, row.due_at - self.clock() if row.settled_at is None else None

    async def left_by_a_dead_worker(self, key: str = "joined:1") -> None:
        """Let a worker die with a message in its hands: claimed, and never recorded."""
        await self.house.services.store.run(claim_queries.claim, "dead", "mail", self.clock(), most=1)
        assert (await self.row(key)).worker == "dead"

    async def change(self, key: str = "joined:1", **values: object) -> None:
        """Write over a row, as a test needs it."""
        await self.house.services.store.run(_change, key, values)


@contextmanager
def open_post_room(data_dir: Path, clock: StandingClock, worker: str = "one", *, url: str = "") -> Iterator[PostRoom]:
    """Open the house of `data_dir` as one worker; a second one of the same folder sees the same outbox."""
    settings = with_database(Settings(_env_file=None, data_dir=data_dir, call="profploeg-2021", database_url=url))
    with open_house(settings, clock) as house:
        house.sweep.worker = worker
        with Session(house.services.store.engine) as session:
            person_id, application_id = _begin(session, house, clock())
            session.commit()
        room = PostRoom(house=house, clock=clock, person_id=person_id, application_id=application_id)
        house.sweep.ways["mail"] = room.way
        yield room


def _begin(session: Session, house: OpenHouse, now: datetime) -> tuple[int, int]:
    speaker = person_queries.speaker(session, "local", 1) or person_queries.add_speaker(session, "local", 1, "nl", now)
    person_queries.change(session, speaker.person_id, name="An Peeters")
    person_queries.add_mailbox(session, speaker.person_id, MAILBOX, now)
    call = house.services.house.call
    round_ = call.round_at(now)
    assert round_ is not None
    application_id = case_queries.add_application(
        session, call_name=call.name, call_version=call.version, round_id=round_.id, now=now, nis_code=HEIST
    )
    return speaker.person_id, application_id


def _row(session: Session, key: str) -> OutboxMessage:
    return session.execute(select(OutboxMessage).where(col(OutboxMessage.key) == key)).scalar_one()


def _rows(session: Session) -> list[OutboxMessage]:
    return list(session.execute(select(OutboxMessage).order_by(col(OutboxMessage.id))).scalars())


def _change(session: Session, key: str, values: dict[str, object]) -> None:
    session.connection().execute(update(OutboxMessage).where(col(OutboxMessage.key) == key).values(**values))
