"""Queries on the outbox; the caller owns the transaction."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from models.outbox import OutboxMessage, OutboxState

LEASE = timedelta(minutes=2)  # longer than any send may take
AGAIN_AFTER_UNCERTAIN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it is posted; `key` makes posting twice harmless."""

    key: str
    kind: str
    way: str  # "mail", or the front of a chat
    address: str
    language: str
    person_id: int | None = None
    application_id: int | None = None
    ref_id: int | None = None
    payload: Mapping[str, object] = field(default_factory=dict)
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message that this worker may send now."""

    row_id: int
    message: Message
    attempt: int
    created_at: datetime
    was_uncertain: bool


def post(session: Session, message: Message, now: datetime) -> None:
    """Write a message into the outbox, in the transaction that causes it."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(OutboxMessage).on_conflict_do_nothing(index_elements=["key"])
    session.connection().execute(
        statement,
        {
            "key": message.key,
            "kind": message.kind,
            "way": message.way,
            "address": message.address,
            "person_id": message.person_id,
            "application_id": message.application_id,
            "ref_id": message.ref_id,
            "language": message.language,
            "payload": json.dumps(dict(message.payload), ensure_ascii=False),
            "due_at": now,
            "last_at": message.last_at,
            "state": OutboxState.DUE,
            "attempt": 0,
            "created_at": now,
        },
    )


def claim_next_due(session: Session, worker: str, ways: tuple[str, ...], now: datetime) -> Claimed | None:
    """Claim the message that is due longest for one of `ways`, or return None when nothing is due.

    A message whose lease ran out was being sent by a worker that is gone: whether it left is not known.
    """
    connection = session.connection()
    due = or_(
        col(OutboxMessage.state).in_([OutboxState.DUE, OutboxState.UNCERTAIN]) & (col(OutboxMessage.due_at) <= now),
        (col(OutboxMessage.state) == OutboxState.SENDING) & (col(OutboxMessage.leased_until) <= now),
    )
    query = (
        select(OutboxMessage)
        .where(due, col(OutboxMessage.way).in_(ways))
        .order_by(col(OutboxMessage.due_at), col(OutboxMessage.id))
        .limit(1)
    )
    if connection.dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True)
    row = session.execute(query).scalar_one_or_none()
    if row is None:
        return None
    was_uncertain = row.state != OutboxState.DUE
    claimed = connection.execute(
        update(OutboxMessage)
        .where(col(OutboxMessage.id) == row.id, col(OutboxMessage.state) == row.state)
        .values(state=OutboxState.SENDING, worker=worker, leased_until=now + LEASE, attempt=row.attempt + 1)
    )
    if claimed.rowcount != 1:
        return None
    message = Message(
        key=row.key,
        kind=row.kind,
        way=row.way,
        address=row.address,
        language=row.language,
        person_id=row.person_id,
        application_id=row.application_id,
        ref_id=row.ref_id,
        payload=json.loads(row.payload),
        last_at=row.last_at,
    )
    return Claimed(
        row_id=row.id,
        message=message,
        attempt=row.attempt + 1,
        created_at=row.created_at,
        was_uncertain=was_uncertain,
    )


def settle(
    session: Session,
    row_id: int,
    state: OutboxState,
    now: datetime,
    *,
    due_at: datetime | None = None,
    message_id: str | None = None,
    reason: str | None = None,
) -> None:
    """Record what came of sending a claimed message."""
    values: dict[str, object] = {"state": state, "leased_until": None, "reason": reason}
    if due_at is not None:
        values["due_at"] = due_at
    if message_id is not None:
        values["message_id"] = message_id
    if state in {OutboxState.SENT, OutboxState.FAILED, OutboxState.EXPIRED, OutboxState.CANCELLED}:
        values["settled_at"] = now
    session.connection().execute(update(OutboxMessage).where(col(OutboxMessage.id) == row_id).values(**values))


def count_by_state(session: Session) -> dict[str, int]:
    """Return how many messages are in each state."""
    rows = session.connection().execute(
        select(col(OutboxMessage.state), func.count()).group_by(col(OutboxMessage.state))
    )
    return {str(row[0]): int(row[1]) for row in rows}


def release(session: Session, worker: str, now: datetime) -> int:
    """Give back what a worker that stops had claimed and not begun to send; return how many."""
    released = session.connection().execute(
        update(OutboxMessage)
        .where(col(OutboxMessage.worker) == worker, col(OutboxMessage.state) == OutboxState.SENDING)
        .values(state=OutboxState.UNCERTAIN, leased_until=None, due_at=now + AGAIN_AFTER_UNCERTAIN)
    )
    return int(released.rowcount)
