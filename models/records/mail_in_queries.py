"""Queries on mails that came in; the caller owns the transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlmodel import Session, col

from models.records.mail_in import LooseText, MailIn
from models.storage.upsert import insert_into

FRONT = "mail"  # as the fronts of chats are called: "local", "telegram"
MOST_TRIES = 3  # a mail on which our code fails this often would fail at every start
WAITS = "waits"  # it is not proven yet who wrote it
KEPT_UNPROVEN = timedelta(days=14)  # then its words are forgotten
ANSWER_AGAIN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A stored mail that is to be applied."""

    row_id: int
    raw: bytes
    received_at: datetime
    is_proven: bool
    person_id: int | None
    application_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMail:
    """A mail as it came in."""

    content_key: str
    raw: bytes
    received_at: datetime


def keep(session: Session, mails: Sequence[NewMail], now: datetime) -> int:
    """Store mails, each content once; return how many were new."""
    statement = insert_into(session.get_bind().dialect.name, MailIn).on_conflict_do_nothing(
        index_elements=["content_key"]
    )
    new = 0
    for mail in mails:
        row = {
            "content_key": mail.content_key,
            "raw": mail.raw,
            "received_at": mail.received_at,
            "stored_at": now,
            "tries": 0,
            "is_proven": False,
        }
        new += session.connection().execute(statement, row).rowcount
    return new


def to_apply(session: Session, most: int = 100) -> list[int]:
    """Return the mails that were not applied, in the order in which they came."""
    rows = session.connection().execute(
        select(col(MailIn.id))
        .where(col(MailIn.applied_at).is_(None), col(MailIn.parked_at).is_(None))
        .order_by(col(MailIn.id))
        .limit(most)
    )
    return list(rows.scalars())


def stored(session: Session, row_id: int) -> Stored | None:
    """Return a mail that was not applied, or None when it was."""
    row = session.get(MailIn, row_id)
    if row is None or row.applied_at is not None:
        return None
    return Stored(
        row_id=row.id,
        raw=row.raw,
        received_at=row.received_at,
        is_proven=row.is_proven,
        person_id=row.person_id,
        application_id=row.application_id,
    )


def claim(session: Session, row_id: int, now: datetime) -> bool:
    """Mark a mail as applied; return False when it was applied before."""
    changed = session.connection().execute(
        update(MailIn).where(col(MailIn.id) == row_id, col(MailIn.applied_at).is_(None)).values(applied_at=now)
    )
    return changed.rowcount == 1


def note(session: Session, row_id: int, **values: object) -> None:
    """Set what the reading found; what became answers is kept there, so a mail that was applied keeps no bytes."""
    session.connection().execute(update(MailIn).where(col(MailIn.id) == row_id).values(**values))


def release(session: Session, sender: str, person_id: int) -> int:
    """Let the mails of a mailbox that was proven now be applied as that person's; return how many waited."""
    changed = session.connection().execute(
        update(MailIn)
        .where(col(MailIn.state) == WAITS, col(MailIn.sender) == sender)
        .values(state=None, applied_at=None, is_proven=True, person_id=person_id)
    )
    return changed.rowcount


def waiting(session: Session, sender: str) -> list[MailIn]:
    """Return the mails of a mailbox that wait for its code, oldest first."""
    found = session.execute(
        select(MailIn).where(col(MailIn.state) == WAITS, col(MailIn.sender) == sender).order_by(col(MailIn.id))
    )
    return list(found.scalars())


def count_failure(session: Session, row_id: int, now: datetime) -> bool:
    """Count a failed try of a mail; park it after a few and return whether it is parked now."""
    connection = session.connection()
    connection.execute(update(MailIn).where(col(MailIn.id) == row_id).values(tries=col(MailIn.tries) + 1))
    parked = connection.execute(
        update(MailIn).where(col(MailIn.id) == row_id, col(MailIn.tries) >= MOST_TRIES).values(parked_at=now)
    )
    return parked.rowcount == 1


def was_answered_lately(session: Session, sender: str, now: datetime) -> bool:
    """Return whether an automatic answer left to a sender within a day."""
    since = now - ANSWER_AGAIN_AFTER
    found = session.connection().execute(
        select(col(MailIn.id)).where(col(MailIn.sender) == sender, col(MailIn.answered_at) > since).limit(1)
    )
    return found.first() is not None


def answered_since(session: Session, application_id: int, since: datetime) -> int:
    """Return how many mails about an application were answered since a moment."""
    found = session.connection().execute(
        select(func.count(col(MailIn.id))).where(
            col(MailIn.application_id) == application_id, col(MailIn.answered_at) > since
        )
    )
    return int(found.scalar_one())


def one(session: Session, row_id: int) -> MailIn | None:
    """Return a mail's row, for use within the transaction."""
    return session.get(MailIn, row_id)


def purge(session: Session, now: datetime) -> None:
    """Forget the words of mails that were never proven to be from who they say."""
    session.connection().execute(
        update(MailIn)
        .where(
            col(MailIn.stored_at) < now - KEPT_UNPROVEN,
            or_(col(MailIn.state) == WAITS, col(MailIn.parked_at).is_not(None)),
            col(MailIn.raw) != b"",
        )
        .values(raw=b"", state="forgotten", applied_at=now)
    )


def add_loose(session: Session, row: LooseText) -> int:
    """Keep words or a file that could not be put with an item; return its id."""
    session.add(row)
    session.flush()
    return row.id


def loose_of(session: Session, application_id: int) -> list[LooseText]:
    """Return what is not put with an item yet, oldest first."""
    found = session.execute(
        select(LooseText)
        .where(col(LooseText.application_id) == application_id, col(LooseText.settled_at).is_(None))
        .order_by(col(LooseText.id))
    )
    return list(found.scalars())


def settle_loose(session: Session, loose_id: int, now: datetime) -> None:
    """Note that loose words were put with an item."""
    session.connection().execute(update(LooseText).where(col(LooseText.id) == loose_id).values(settled_at=now))
