"""Queries on a pause of all sending, after data were put back; the caller owns the transaction.

What was on its way when the backup was made may have left since: it counts as uncertain.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, delete, func, or_, select, update
from sqlmodel import Session, col

from models.records.messages import watermark_queries
from models.records.messages.outbox import PAUSED, OutboxMessage, OutboxState
from models.records.messages.outbox_queries import OPEN
from models.records.reminding.planned import Planned

_BACKUP = "backup of"  # the watermark that says when the backup was made from which the data come
MAY_HAVE_LEFT = "put back from a backup: it may have left before"
LEFT_OUT = "left out when sending was resumed: it had left before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Since when nothing leaves, and of when the data are that were put back then."""

    since_at: datetime
    backup_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How many messages of one kind wait for one way."""

    kind: str
    way: str
    due: int  # they leave at once, for sure for the first time
    in_doubt: int  # they leave at once, perhaps for the second time
    later: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message that would leave at once."""

    row_id: int
    kind: str
    way: str
    due_at: datetime
    in_doubt: bool


def pause(session: Session, now: datetime, *, backup_at: datetime) -> int:
    """Let nothing leave from now on, of data that were put back; return how many messages may have left before."""
    watermark_queries.remember(session, PAUSED, now)
    watermark_queries.remember(session, _BACKUP, backup_at)
    doubted = session.connection().execute(
        update(OutboxMessage)
        .where(
            or_(
                col(OutboxMessage.state) == OutboxState.SENDING,
                OPEN & (col(OutboxMessage.due_at) <= now),
            )
        )
        .values(state=OutboxState.UNCERTAIN, worker=None, leased_until=None, reason=MAY_HAVE_LEFT)
    )
    return doubted.rowcount


def paused(session: Session) -> Pause | None:
    """Return the pause, or None when messages leave as they should."""
    since_at = watermark_queries.moment(session, PAUSED)
    if since_at is None:
        return None
    return Pause(since_at=since_at, backup_at=watermark_queries.moment(session, _BACKUP))


def lift(session: Session) -> None:
    """Let messages leave again."""
    session.connection().execute(delete(Planned).where(col(Planned.name).in_([PAUSED, _BACKUP])))


def leave_out(session: Session, before: datetime, now: datetime) -> int:
    """End what waits and was due before a moment, as sent already; return how many that were."""
    left_out = session.connection().execute(
        update(OutboxMessage)
        .where(OPEN, col(OutboxMessage.due_at) < before)
        .values(state=OutboxState.CANCELLED, settled_at=now, reason=LEFT_OUT)
    )
    return left_out.rowcount


def waiting(session: Session, now: datetime) -> Sequence[Waiting]:
    """Return what waits, by kind and way."""
    is_due = col(OutboxMessage.due_at) <= now
    in_doubt = is_due & (col(OutboxMessage.state) == OutboxState.UNCERTAIN)
    counts = [func.count(case((one, 1))) for one in (is_due & ~in_doubt, in_doubt, ~is_due)]
    rows = session.connection().execute(
        select(col(OutboxMessage.kind), col(OutboxMessage.way), *counts)
        .where(OPEN)
        .group_by(col(OutboxMessage.kind), col(OutboxMessage.way))
        .order_by(col(OutboxMessage.kind), col(OutboxMessage.way))
    )
    return [Waiting(kind=row[0], way=row[1], due=row[2], in_doubt=row[3], later=row[4]) for row in rows]


def first_lines(session: Session, now: datetime, most: int) -> Sequence[Line]:
    """Return the messages that would leave first."""
    columns = ("id", "kind", "way", "due_at", "state")
    rows = session.connection().execute(
        select(*(col(getattr(OutboxMessage, name)) for name in columns))
        .where(OPEN, col(OutboxMessage.due_at) <= now)
        .order_by(col(OutboxMessage.due_at), col(OutboxMessage.id))
        .limit(most)
    )
    return [
        Line(row_id=row[0], kind=row[1], way=row[2], due_at=row[3], in_doubt=row[4] == OutboxState.UNCERTAIN)
        for row in rows
    ]
