"""A house with people who are reminded: their drafts, mailboxes and wishes, and what reached them by which way."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from bot.house import OpenHouse, open_house
from bot.settings import Settings
from models.answers.answer import Answer
from models.calls.call import Kind
from models.calls.stages import Stage
from models.records.applications import case_queries
from models.records.applications.case import Kept
from models.records.applications.extension import Extension
from models.records.messages.outbox import OutboxMessage
from models.records.people import participant_queries, person_queries
from models.records.people.interest import Interest
from models.records.people.person import Person
from models.records.people.unreachable import Unreachable
from models.records.reminding.planned import Planned
from tests.fakes.conversation import StandingClock
from tests.fakes.deadline import brussels
from tests.fakes.empty_database import with_database
from tests.fakes.post_room import ScriptedWay

HEIST, LIER, MECHELEN = "12014", "12021", "12025"


@dataclass(slots=True, kw_only=True)
class Reminded:
    """The house, its clock, and a way out of each kind that only notes what left."""

    house: OpenHouse
    clock: StandingClock
    ways: dict[str, ScriptedWay] = field(default_factory=lambda: {"mail": ScriptedWay(), "local": ScriptedWay()})

    def do(self, work, *args, **kwargs):
        """Do something in the database, beside the store."""
        with Session(self.house.services.store.engine, expire_on_commit=False) as session:
            found = work(session, *args, **kwargs)
            session.commit()
        return found

    def add(self, row: SQLModel) -> int | None:
        """Add a row as it is."""
        self.do(lambda session: session.add(row))
        return getattr(row, "id", None)

    def person(self, *mailboxes: str, **wishes: object) -> int:
        """Add somebody with a chat, who agreed; the last mailbox is the newest."""
        return self.do(_add_person, self.clock(), mailboxes, wishes)

    def draft(self, person_id: int, town: str | None = HEIST, *answered: str, **more: object) -> int:
        """Let a person begin an application, with an answer to these items: the challenge unless said otherwise."""
        return self.do(_add_draft, self.house, self.clock(), person_id, town, answered or ("challenge",), more)

    def empty(self, person_id: int, town: str | None = HEIST) -> int:
        """Let a person begin an application and fill in nothing but the municipality."""
        return self.do(_add_draft, self.house, self.clock(), person_id, town, ("municipality",), {})

    def interest(self, email: str, town: str = MECHELEN, **more: object) -> int:
        """Add a line of a list."""
        values = {"call_name": "profploeg-2021", "name": "Chris", "consent": "asked", "source": "webinar"}
        row = Interest(**values | {"email": email, "nis_code": town, "imported_at": self.clock()} | more)
        self.add(row)
        return row.id

    def extend(self, town: str, closes: str, round_id: str = "2021-2") -> None:
        """Let the round close later for a municipality."""
        moment = brussels(closes)
        self.add(
            Extension(
                call_name="profploeg-2021",
                round_id=round_id,
                nis_code=town,
                closes_at=moment,
                reason="storm",
                decided_at=self.clock(),
            )
        )

    def fails(self, way: str, address: str) -> None:
        """Mark an address as one at which nothing arrives."""
        self.add(Unreachable(way=way, address=address, since_at=self.clock(), reason="550"))

    async def tick(self, *moments: str) -> list[str]:
        """Look at each of these moments and send what is due; return the keys that were planned since the first."""
        before = {row.key for row in self.rows()}
        for moment in moments:
            self.clock.move_to(moment)
            await self.house.planner.tick()
            await self.house.sweep.send_due()
        return [row.key for row in self.rows() if row.key not in before]

    def rows(self) -> list[OutboxMessage]:
        """Return the outbox, oldest first."""
        return self.do(lambda session: list(session.scalars(select(OutboxMessage).order_by(col(OutboxMessage.id)))))

    def planned_until(self, local: str) -> None:
        """Let everything up to a moment be planned already."""
        self.do(lambda session: session.merge(Planned(name="reminders", until_at=brussels(local))))

    def mark(self) -> datetime:
        """Return up to when it is planned."""
        return self.do(lambda session: session.get(Planned, "reminders").until_at)

    def sent(self) -> list[str]:
        """Return what left: way, address and kind, in order of sending."""
        return [f"{row.way} {row.address} {row.kind}" for row in self.rows() if row.state == "sent"]

    def kinds(self) -> list[list[str]]:
        """Return why each reminder was planned."""
        return [json.loads(row.payload)["kinds"] for row in self.rows()]

    def text(self, way: str = "mail") -> str:
        """Return the words of the last message that left by a way."""
        parcel = self.ways[way].parcels[-1]
        return parcel.letter.text if parcel.letter else parcel.chat.html


@contextmanager
def reminded_people(data_dir: Path, clock: StandingClock, url: str = "") -> Iterator[Reminded]:
    """Open the house, with the planner's mark at the moment of the clock."""
    settings = with_database(Settings(_env_file=None, data_dir=data_dir, call="profploeg-2021", database_url=url))
    with open_house(settings, clock) as house:
        found = Reminded(house=house, clock=clock)
        house.sweep.ways.update(found.ways)
        found.add(Planned(name="reminders", until_at=clock()))
        yield found


def _add_person(session: Session, now: datetime, mailboxes: tuple[str, ...], wishes: dict[str, object]) -> int:
    number = 1 + len(list(session.scalars(select(col(Person.id)))))
    person_id = person_queries.add_speaker(session, "local", number, "nl", now).person_id
    person_queries.change(session, person_id, name="An", **{"agreed_at": now} | wishes)
    for place, email in enumerate(mailboxes):
        at = now.replace(microsecond=place)
        person_queries.add_mailbox(session, person_id, email, at)
    return person_id


def _add_draft(
    session: Session,
    house: OpenHouse,
    now: datetime,
    person_id: int,
    town: str | None,
    answered: tuple[str, ...],
    more: dict[str, object],
) -> int:
    call = house.services.house.call
    round_ = call.round_at(now)
    assert round_ is not None
    stage = more.pop("stage", Stage.DRAFT)
    values = {"call_name": call.name, "call_version": call.version, "round_id": round_.id, "now": now} | more
    application_id = case_queries.add_application(session, nis_code=town, **values)
    case_queries.change(session, application_id, stage=stage)
    participant_queries.join(session, application_id, person_id, "contact", now)
    person_queries.change(session, person_id, application_id=application_id)
    wanted = [item.key for item in call.checklist.items] if answered == ("everything",) else answered
    for key in wanted:
        value = ["1"] if call.checklist.by_key[key].kind is Kind.FILE else "x"
        kept = Kept(answer=Answer(key=key, value=value, said="x"), answered_by=person_id, answered_at=now)
        case_queries.keep_answer(session, application_id, kept)
    return application_id
