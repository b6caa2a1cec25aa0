"""Queries on the inbox; the caller owns the transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, or_, select, update
from sqlmodel import Session, col

from models.records.messages.inbox import Poll, StoredUpdate
from models.records.people import reach_queries
from models.storage.statements.prepared import Prepared
from models.storage.statements.spelled import Row
from models.storage.statements.upsert import insert_into
from models.storage.transactions.isolation import Sharing, shares

MOST_TRIES = 3  # a handler that fails this often on one update would fail at every start
KEEP_DONE_FOR = timedelta(hours=26)  # longer than the 24 hours in which Telegram may bring an update again

WAITING: tuple[Any, ...] = (
    col(StoredUpdate.id),
    col(StoredUpdate.update_id),
    col(StoredUpdate.raw),
    col(StoredUpdate.received_at),
    col(StoredUpdate.sent_after),
    col(StoredUpdate.sent_before),
)
OPEN = and_(col(StoredUpdate.answered_at).is_(None), col(StoredUpdate.parked_at).is_(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUpdate:
    """An update as it came in."""

    update_id: int
    raw: str
    sent_before: datetime | None = None
    spoke_in: int | None = None  # the chat in which a person did something; None when only its state changed


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingUpdate:
    """A stored update that was not answered yet."""

    row_id: int
    update_id: int
    raw: str
    received_at: datetime
    sent_after: datetime | None
    sent_before: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredUpdate:
    """That an update was answered, and the message in its chat whose buttons count from now on."""

    row_id: int | None  # None when nothing is stored for it
    chat_id: int | None  # None when the buttons that count stay as they are
    open_message_id: int | None


def _keep(dialect: str) -> Any:  # noqa: ANN401 - the dialects share no type
    """Return the statement that stores an update unless it is there, and gives its ids when it was not."""
    statement = insert_into(dialect, StoredUpdate).on_conflict_do_nothing(index_elements=["front", "update_id"])
    return statement.returning(col(StoredUpdate.update_id), col(StoredUpdate.id))


_KEEP = Prepared(
    _keep, "front", "update_id", "chat_id", "holder", "raw", "received_at", "sent_after", "sent_before", "tries"
)
_POLL = Prepared(select(col(Poll.drained_at)).where(col(Poll.front) == bindparam("front")))
_DRAINED = Prepared(update(Poll).where(col(Poll.front) == bindparam("of_front")).values(drained_at=bindparam("moment")))
_APPLIED = Prepared(
    update(StoredUpdate)
    .where(col(StoredUpdate.id) == bindparam("row"), col(StoredUpdate.applied_at).is_(None))
    .values(applied_at=bindparam("moment")),
    of_a_case=True,
)
_ANSWERED = Prepared(  # what it said is of no more use: what was not kept as an answer does not stay here either
    update(StoredUpdate)
    .where(col(StoredUpdate.id) == bindparam("row"))
    .values(answered_at=bindparam("moment"), raw="", chat_id=None)
)


def applied_at(session: Session, row_id: int | None) -> datetime | None:
    """Return when an update was applied, or None."""
    if row_id is None:
        return None
    query = select(col(StoredUpdate.applied_at)).where(col(StoredUpdate.id) == row_id)
    return session.connection().execute(query).scalar_one_or_none()


def mark_applied(session: Session, row_id: int, now: datetime) -> None:
    """Mark an update as applied that was not: nobody else could apply it since who calls saw that."""
    _APPLIED.later(session, row=row_id, moment=now)


def in_other_hands(session: Session, front: str, updates: Sequence[NewUpdate], holder: str) -> frozenset[int | None]:
    """Return the chats of these updates in which something waits that is not for `holder` to handle."""
    chats = {one.spoke_in for one in updates if one.spoke_in is not None}
    if not chats:
        return frozenset()
    waiting = select(col(StoredUpdate.chat_id)).where(
        col(StoredUpdate.front) == front,
        col(StoredUpdate.chat_id).in_(chats),
        OPEN,
        or_(col(StoredUpdate.holder).is_(None), col(StoredUpdate.holder) != holder),
    )
    return frozenset(session.connection().execute(waiting).scalars())


def mark_answered(session: Session, marks: Sequence[AnsweredUpdate], now: datetime) -> None:
    """Mark the updates as answered."""
    _ANSWERED.for_each(session, [{"row": mark.row_id, "moment": now} for mark in marks if mark.row_id is not None])


@shares(Sharing.LIGHTLY)
def keep(
    session: Session,
    front: str,
    updates: Sequence[NewUpdate],
    now: datetime,
    *,
    drained: bool,
    holder: str | None = None,
) -> dict[int, WaitingUpdate]:
    """Store updates that came together; return those that are new and for this process to handle, by update id.

    `drained` says that they left nothing behind on the server. With a `holder`, what follows in a chat that another
    process has in its hands is for whoever comes first once that is answered.
    """
    elsewhere = in_other_hands(session, front, updates, holder) if holder is not None else frozenset()
    found = _POLL.row(session, front=front)
    previous = found[0] if found is not None else None
    reach_queries.heard_from(session, front, {str(one.spoke_in) for one in updates if one.spoke_in is not None})
    rows = [_row(front, one, now, previous, None if one.spoke_in in elsewhere else holder) for one in updates]
    new = {row[0]: row[1] for row in _KEEP.for_each(session, rows)}
    if drained:
        note_drained(session, front, now)
    return {
        one.update_id: WaitingUpdate(
            row_id=new[one.update_id],
            update_id=one.update_id,
            raw=one.raw,
            received_at=now,
            sent_after=previous,
            sent_before=one.sent_before,
        )
        for one in updates
        if one.update_id in new and one.spoke_in not in elsewhere
    }


def _row(front: str, one: NewUpdate, now: datetime, previous: datetime | None, holder: str | None) -> dict[str, object]:
    return {
        "front": front,
        "update_id": one.update_id,
        "chat_id": one.spoke_in,
        "holder": holder,
        "raw": one.raw,
        "received_at": now,
        "sent_after": previous,
        "sent_before": one.sent_before,
        "tries": 0,
    }


def note_drained(session: Session, front: str, now: datetime) -> None:
    """Note that a front was read up to `now` and left nothing behind."""
    if not _DRAINED.changed(session, of_front=front, moment=now):
        first = insert_into(session.get_bind().dialect.name, Poll).values(front=front, drained_at=now)
        session.connection().execute(first.on_conflict_do_nothing(index_elements=["front"]))


def mark_read(session: Session, now: datetime) -> None:
    """Note that every front was read up to `now` and left nothing behind."""
    session.connection().execute(update(Poll).values(drained_at=now))


def unanswered(session: Session, front: str) -> tuple[WaitingUpdate, ...]:
    """Return the updates of `front` that still want an answer, oldest first."""
    rows = session.connection().execute(
        select(*WAITING).where(col(StoredUpdate.front) == front, OPEN).order_by(col(StoredUpdate.update_id))
    )
    return tuple(waiting_update(row) for row in rows)


def waiting_update(row: Row) -> WaitingUpdate:
    """Return what the columns `WAITING` hold."""
    return WaitingUpdate(
        row_id=row[0], update_id=row[1], raw=row[2], received_at=row[3], sent_after=row[4], sent_before=row[5]
    )


def count_failure(session: Session, row_id: int, now: datetime) -> bool:
    """Count a failed try of an update; park it after a few and return whether it is parked now."""
    connection = session.connection()
    connection.execute(
        update(StoredUpdate).where(col(StoredUpdate.id) == row_id).values(tries=col(StoredUpdate.tries) + 1)
    )
    parked = connection.execute(
        update(StoredUpdate)
        .where(col(StoredUpdate.id) == row_id, col(StoredUpdate.tries) >= MOST_TRIES)
        .values(parked_at=now)
    )
    return _rowcount(parked) == 1


def purge(session: Session, now: datetime) -> int:
    """Delete what was answered or parked so long ago that it cannot come again; return how many."""
    done = delete(StoredUpdate).where(
        col(StoredUpdate.received_at) < now - KEEP_DONE_FOR,
        func.coalesce(col(StoredUpdate.answered_at), col(StoredUpdate.parked_at)).is_not(None),
    )
    return _rowcount(session.connection().execute(done))


def _rowcount(result: object) -> int:
    return int(getattr(result, "rowcount", 0))
