"""Queries on mails that came in; the caller owns the transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select, update
from sqlmodel import Session, col

from models.records.messages.mail_in import MailIn
from models.storage.statements.prepared import Prepared
from models.storage.statements.upsert import insert_into

FRONT = "mail"  # as the fronts of chats are called: "local", "telegram"
AT_ONCE = 64  # mails that are read together
AT_ONCE_BYTES = 20 * 1024 * 1024
MOST_TRIES = 3  # a mail on which our code fails this often would fail at every start
WAITS = "waits"  # it is not proven yet who wrote it
KEPT_UNPROVEN = timedelta(days=14)  # then its words are forgotten
ANSWER_AGAIN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A stored mail that is to be applied."""

    row_id: int
    raw: bytes = field(repr=False)
    received_at: datetime
    proven_as: int | None = None  # the person whose mailbox a code proved, after the mail had waited for that


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the reading found of a mail."""

    sender: str | None
    message_id: str | None
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What came of a mail."""

    state: str
    person_id: int | None = None
    application_id: int | None = None
    answered_at: datetime | None = None  # when an automatic answer was posted


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMail:
    """A mail as it came in."""

    content_key: str
    raw: bytes
    received_at: datetime


_OPEN = (col(MailIn.applied_at).is_(None), col(MailIn.parked_at).is_(None))
_KEEP = Prepared(
    lambda dialect: insert_into(dialect, MailIn).on_conflict_do_nothing(index_elements=["content_key"]),
    *("content_key", "raw", "received_at", "stored_at", "tries", "is_proven"),
)
_CLAIM = Prepared(
    update(MailIn)
    .where(col(MailIn.id) == bindparam("row"), col(MailIn.applied_at).is_(None))
    .values(
        applied_at=bindparam("moment"),
        sender=bindparam("by"),
        message_id=bindparam("known"),
        subject=bindparam("says"),
    )
)
_OUTCOME: dict[str, object] = {
    "state": bindparam("came"),
    "person_id": bindparam("person"),
    "application_id": bindparam("application"),
    "answered_at": bindparam("answered"),
}
_WAITS = Prepared(update(MailIn).where(col(MailIn.id) == bindparam("row")).values(**_OUTCOME))
_ENDED = Prepared(update(MailIn).where(col(MailIn.id) == bindparam("row")).values(**_OUTCOME, raw=b""))
_LATELY = Prepared(
    select(col(MailIn.id)).where(col(MailIn.sender) == bindparam("by"), col(MailIn.answered_at) > bindparam("since"))
)
_ANSWERED = Prepared(
    select(func.count(col(MailIn.id))).where(
        col(MailIn.application_id) == bindparam("application"), col(MailIn.answered_at) > bindparam("since")
    )
)


def keep(session: Session, mails: Sequence[NewMail], now: datetime) -> int:
    """Store mails, each content once; return how many were new."""
    return sum(
        _KEEP.changed(
            session,
            content_key=mail.content_key,
            raw=mail.raw,
            received_at=mail.received_at,
            stored_at=now,
            tries=0,
            is_proven=False,
        )
        for mail in mails
    )


def is_any_to_apply(session: Session) -> bool:
    """Return whether a mail waits that was not applied."""
    return session.connection().execute(select(col(MailIn.id)).where(*_OPEN).limit(1)).first() is not None


def to_apply(session: Session) -> list[Stored]:
    """Return the next mails that were not applied, in the order in which they came; large ones a few at once."""
    sizes = session.connection().execute(
        select(col(MailIn.id), func.length(col(MailIn.raw))).where(*_OPEN).order_by(col(MailIn.id)).limit(AT_ONCE)
    )
    chosen: list[int] = []
    total = 0
    for row_id, size in sizes:
        total += size
        if chosen and total > AT_ONCE_BYTES:
            break
        chosen.append(row_id)
    rows = session.connection().execute(
        select(col(MailIn.id), col(MailIn.raw), col(MailIn.received_at), col(MailIn.is_proven), col(MailIn.person_id))
        .where(col(MailIn.id).in_(chosen))
        .order_by(col(MailIn.id))
    )
    return [
        Stored(row_id=row_id, raw=raw, received_at=received_at, proven_as=person_id if is_proven else None)
        for row_id, raw, received_at, is_proven, person_id in rows
    ]


def claim(session: Session, row_id: int, found: Found, now: datetime) -> bool:
    """Mark a mail as applied, with what the reading found; return False when it was applied before."""
    return (
        _CLAIM.changed(session, row=row_id, moment=now, by=found.sender, known=found.message_id, says=found.subject)
        == 1
    )


def note(session: Session, row_id: int, came: Came) -> None:
    """Note what came of a mail; what became answers is kept there, so a mail that does not wait keeps no bytes."""
    statement = _WAITS if came.state == WAITS else _ENDED
    statement.changed(
        session,
        row=row_id,
        came=came.state,
        person=came.person_id,
        application=came.application_id,
        answered=came.answered_at,
    )


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


def note_parked(session: Session, row_id: int, found: Found, now: datetime) -> None:
    """Note whose mail was parked, and that its sender was told."""
    session.connection().execute(
        update(MailIn)
        .where(col(MailIn.id) == row_id)
        .values(sender=found.sender, message_id=found.message_id, subject=found.subject, answered_at=now)
    )


def was_answered_lately(session: Session, sender: str, now: datetime) -> bool:
    """Return whether an automatic answer left to a sender within a day."""
    return _LATELY.row(session, by=sender, since=now - ANSWER_AGAIN_AFTER) is not None


def answered_lately(session: Session, application_id: int, now: datetime) -> int:
    """Return how many mails about an application were answered within a day."""
    row = _ANSWERED.row(session, application=application_id, since=now - ANSWER_AGAIN_AFTER)
    return int(row[0]) if row is not None else 0


def answered_to(session: Session, sender: str, now: datetime) -> int:
    """Return how many mails of a sender were answered within a day."""
    found = session.connection().execute(
        select(func.count(col(MailIn.id))).where(
            col(MailIn.sender) == sender, col(MailIn.answered_at) > now - ANSWER_AGAIN_AFTER
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
            col(MailIn.state) == WAITS,
        )
        .values(raw=b"", state="forgotten")
    )
