"""Queries on how people are reminded; the caller owns the transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, col

from models.records.people.interest import Interest
from models.records.people.person import Mailbox, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a person chose, as it is kept."""

    language: str
    way: str
    moments: str
    snoozed_until_at: datetime | None
    application_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestLine:
    """A line of a list of interest."""

    language: str
    email: str
    is_stopped: bool


def kept(session: Session, person_id: int) -> Kept | None:
    """Return what a person chose, or None when there is no such person."""
    row = (
        session.connection()
        .execute(
            select(
                col(Person.language),
                col(Person.reminders),
                col(Person.reminder_moments),
                col(Person.snoozed_until_at),
                col(Person.application_id),
            ).where(col(Person.id) == person_id, col(Person.erased_at).is_(None))
        )
        .one_or_none()
    )
    if row is None:
        return None
    return Kept(language=row[0], way=row[1], moments=row[2], snoozed_until_at=row[3], application_id=row[4])


def interest_line(session: Session, interest_id: int) -> InterestLine | None:
    """Return a line of a list, or None when it is not there."""
    row = (
        session.connection()
        .execute(
            select(col(Interest.language), col(Interest.email), col(Interest.stopped_at)).where(
                col(Interest.id) == interest_id
            )
        )
        .one_or_none()
    )
    return None if row is None else InterestLine(language=row[0], email=row[1], is_stopped=row[2] is not None)


def stop_interest(session: Session, emails: Sequence[str], now: datetime) -> None:
    """Let no list write to these mailboxes any more; who stopped before stays stopped since then."""
    session.connection().execute(
        update(Interest)
        .where(col(Interest.email).in_(emails), col(Interest.stopped_at).is_(None))
        .values(stopped_at=now)
    )


def start_interest(session: Session, emails: Sequence[str]) -> None:
    """Let the lists write to these mailboxes again."""
    session.connection().execute(update(Interest).where(col(Interest.email).in_(emails)).values(stopped_at=None))


def stop_mails_to(session: Session, email: str) -> None:
    """Stop the reminders of who proved a mailbox and is reminded there."""
    owners = select(col(Mailbox.person_id)).where(col(Mailbox.email) == email)
    session.connection().execute(
        update(Person)
        .where(col(Person.id).in_(owners), col(Person.reminders) == "mail")
        .values(reminders="off", snoozed_until_at=None)
    )
