"""Queries on who is reminded and of what, at the moment of sending; the caller owns the transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlmodel import Session, col

from models.calls.stages import Stage
from models.records.applications.application import Application, Participant
from models.records.messages.outbox import OutboxMessage
from models.records.people.interest import Interest
from models.records.people.person import Mailbox, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Human:
    """Somebody with everything under which they are known: devices, mailboxes, lines of lists."""

    person_ids: tuple[int, ...] = ()
    interest_ids: tuple[int, ...] = ()

    @property
    def owners(self) -> tuple[str, ...]:
        """Return what the keys of their reminders are named after."""
        return (*(f"p{one}" for one in self.person_ids), *(f"i{one}" for one in self.interest_ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReminder:
    """Another reminder in the outbox."""

    row_id: int
    key: str
    state: str
    due_at: datetime
    settled_at: datetime | None


def human_of(session: Session, person_id: int) -> Human:
    """Return the person with everybody who proved one of their mailboxes."""
    emails = select(col(Mailbox.email)).where(col(Mailbox.person_id) == person_id)
    found = session.connection().execute(emails).scalars().all()
    known = human_with(session, found)
    return Human(person_ids=tuple({person_id: 0, **dict.fromkeys(known.person_ids)}), interest_ids=known.interest_ids)


def human_with(session: Session, emails: Collection[str]) -> Human:
    """Return everybody who is known under one of these mailboxes."""
    if not emails:
        return Human()
    people = select(col(Mailbox.person_id)).where(col(Mailbox.email).in_(emails)).order_by(col(Mailbox.person_id))
    listed = select(col(Interest.id)).where(col(Interest.email).in_(emails)).order_by(col(Interest.id))
    connection = session.connection()
    return Human(
        person_ids=tuple(dict.fromkeys(connection.execute(people).scalars())),
        interest_ids=tuple(connection.execute(listed).scalars()),
    )


def wants_none(session: Session, human: Human, now: datetime) -> bool:
    """Return whether they stopped reminders or put them off: on one device is on all."""
    found = session.connection().execute(
        select(col(Person.id)).where(
            col(Person.id).in_(human.person_ids),
            or_(col(Person.reminders) == "off", col(Person.snoozed_until_at) > now),
        )
    )
    return found.first() is not None


def drafts_of(session: Session, human: Human) -> list[int]:
    """Return the drafts on which they work, oldest first."""
    rows = session.connection().execute(
        select(col(Application.id))
        .join(Participant, col(Participant.application_id) == col(Application.id))
        .where(
            col(Participant.person_id).in_(human.person_ids),
            col(Participant.left_at).is_(None),
            col(Application.stage) == Stage.DRAFT,
        )
        .order_by(col(Application.id))
    )
    return list(dict.fromkeys(rows.scalars()))


def with_keys(session: Session, keys: Collection[str]) -> list[OtherReminder]:
    """Return the messages that have one of these keys."""
    rows = session.connection().execute(
        select(
            col(OutboxMessage.id),
            col(OutboxMessage.key),
            col(OutboxMessage.state),
            col(OutboxMessage.due_at),
            col(OutboxMessage.settled_at),
        ).where(col(OutboxMessage.key).in_(keys))
    )
    return [
        OtherReminder(row_id=row_id, key=key, state=state, due_at=due_at, settled_at=settled_at)
        for row_id, key, state, due_at, settled_at in rows
    ]


def interests(session: Session, interest_ids: Collection[int]) -> list[Interest]:
    """Return the lines of lists with these ids, in order."""
    found = session.execute(select(Interest).where(col(Interest.id).in_(interest_ids)).order_by(col(Interest.id)))
    return list(found.scalars())


def add_interest(session: Session, row: Interest) -> None:
    """Add a line of a list."""
    session.add(row)
    session.flush()
