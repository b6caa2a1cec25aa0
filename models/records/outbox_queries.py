"""Queries on the outbox; the caller owns the transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Dialect, String, func, inspect, literal_column, or_, select, update
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, col

from models.records.outbox import OutboxMessage, OutboxState
from models.storage.prepared import Prepared
from models.storage.upsert import insert_into

LEASE = timedelta(minutes=4)  # longer than writing and sending may take, with a database that is busy for a minute


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
    due_at: datetime | None = None  # None: at once
    last_at: datetime | None = None


class Addressee(NamedTuple):
    """To whom one of many messages goes that are alike; a tuple, because there may be 100,000 of them."""

    key: str
    way: str
    address: str
    language: str
    person_id: int | None = None
    ref_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message that this worker may send now, and nobody else while its lease lasts."""

    row_id: int
    message: Message
    attempt: int  # 1 for the first; with `row_id` it is the claim itself
    was_uncertain: bool  # it may have arrived already


def post(session: Session, message: Message, now: datetime) -> None:
    """Write a message into the outbox, in the transaction that causes it."""
    dialect = session.get_bind().dialect.name
    statement = insert_into(dialect, OutboxMessage).on_conflict_do_nothing(index_elements=["key"])
    session.connection().execute(statement, _row(message, now))


def post_alike(session: Session, like: Message, each: Sequence[Addressee], now: datetime) -> None:
    """Write a message like `like` for each addressee; those whose key is there already change nothing."""
    same = {name: value for name, value in _row(like, now).items() if name not in Addressee._fields}
    alike = _alike(session.get_bind().dialect, tuple(same.items()))
    alike.for_each(session, [one._asdict() for one in each])


@lru_cache(maxsize=16)
def _alike(dialect: Dialect, same: tuple[tuple[str, Any], ...]) -> Prepared:
    """Return the insert of messages that have these values in common: to bind them for each row took long."""
    types = {column.name: column.type for column in inspect(OutboxMessage).local_table.columns}
    shared = {name: _in_words(types[name], value, dialect) for name, value in same if value is not None}
    statement = insert_into(dialect.name, OutboxMessage).values(shared).on_conflict_do_nothing(index_elements=["key"])
    return Prepared(statement, *Addressee._fields)


def _in_words(column: TypeEngine[Any], value: object, dialect: Dialect) -> Any:  # noqa: ANN401 - a part of a statement
    """Return a value as it stands in a statement: bound as that column binds it, then quoted."""
    bind = column.dialect_impl(dialect).bind_processor(dialect)
    given = bind(value) if bind is not None else value
    kind = String() if isinstance(given, str) else column
    quoted = kind.dialect_impl(dialect).literal_processor(dialect)
    assert quoted is not None  # noqa: S101 - texts, numbers and moments can all be written
    return literal_column(quoted(given))


def _row(message: Message, now: datetime) -> dict[str, object]:
    return {
        "key": message.key,
        "kind": message.kind,
        "way": message.way,
        "address": message.address,
        "person_id": message.person_id,
        "application_id": message.application_id,
        "ref_id": message.ref_id,
        "language": message.language,
        "payload": json.dumps(dict(message.payload), ensure_ascii=False),
        "due_at": message.due_at or now,
        "last_at": message.last_at,
        "state": OutboxState.DUE,
        "attempt": 0,
        "created_at": now,
    }


def claim_next_due(session: Session, worker: str, way: str, now: datetime) -> Claimed | None:
    """Claim the message that is due longest by `way`, or return None when nothing is due.

    A message whose lease ran out was being sent by a worker that is gone: whether it left is not known.
    """
    connection = session.connection()
    due = or_(
        col(OutboxMessage.state).in_([OutboxState.DUE, OutboxState.UNCERTAIN]) & (col(OutboxMessage.due_at) <= now),
        (col(OutboxMessage.state) == OutboxState.SENDING) & (col(OutboxMessage.leased_until) <= now),
    )
    query = (
        select(OutboxMessage)
        .where(due, col(OutboxMessage.way) == way)
        .order_by(col(OutboxMessage.due_at), col(OutboxMessage.id))
        .limit(1)
    )
    if connection.dialect.name == "postgresql":
        query = query.with_for_update(skip_locked=True)
    row = session.execute(query).scalar_one_or_none()
    if row is None:
        return None
    claimed = connection.execute(
        update(OutboxMessage)
        .where(
            col(OutboxMessage.id) == row.id,
            col(OutboxMessage.state) == row.state,
            col(OutboxMessage.attempt) == row.attempt,
        )
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
        was_uncertain=row.state != OutboxState.DUE,
    )


def settle(
    session: Session,
    claimed: Claimed,
    state: OutboxState,
    now: datetime,
    *,
    due_at: datetime | None = None,
    reason: str | None = None,
) -> bool:
    """Record what came of sending a claimed message; return False when its lease ended and another worker has it."""
    values: dict[str, object] = {"state": state, "leased_until": None, "reason": reason}
    if due_at is not None:
        values["due_at"] = due_at
    if state not in {OutboxState.DUE, OutboxState.UNCERTAIN}:
        values["settled_at"] = now
    settled = session.connection().execute(
        update(OutboxMessage)
        .where(
            col(OutboxMessage.id) == claimed.row_id,
            col(OutboxMessage.state) == OutboxState.SENDING,
            col(OutboxMessage.attempt) == claimed.attempt,
        )
        .values(**values)
    )
    return settled.rowcount == 1


def count_by_state(session: Session) -> dict[str, int]:
    """Return how many messages are in each state."""
    rows = session.connection().execute(
        select(col(OutboxMessage.state), func.count()).group_by(col(OutboxMessage.state))
    )
    return {str(row[0]): int(row[1]) for row in rows}


def next_due_at(session: Session, after: datetime, before: datetime) -> datetime | None:
    """Return when the next message is due that waits, between two moments, or None when none is."""
    found = session.connection().execute(
        select(col(OutboxMessage.due_at))
        .where(
            col(OutboxMessage.state).in_([OutboxState.DUE, OutboxState.UNCERTAIN]),
            col(OutboxMessage.due_at) > after,
            col(OutboxMessage.due_at) < before,
        )
        .order_by(col(OutboxMessage.due_at))
        .limit(1)
    )
    return found.scalar_one_or_none()
