"""Queries on the outbox: posted, looked after, moved; the caller owns the transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Dialect, func, inspect, literal_column, select, text, update
from sqlalchemy.orm import aliased
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, col

from models.records.messages.outbox import IN_THE_TERMINAL, OutboxMessage, OutboxState
from models.storage.statements.prepared import Prepared
from models.storage.statements.upsert import insert_into

# Written out, not bound: only so does a database see that its index over the open rows serves.
OPEN = text("outbox.state IN ('due', 'uncertain')")
ENDED_BADLY = text("outbox.state IN ('failed', 'expired')")


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
    instead_of_id: int | None = None  # the message whose way failed, so that this one goes


class Addressee(NamedTuple):
    """To whom one of many messages goes that are alike; a tuple, because there may be 100,000 of them."""

    key: str
    way: str
    address: str
    language: str
    person_id: int | None = None
    ref_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A message that did not leave by its way, or too late; `instead` is the way that took over, if one did."""

    row_id: int
    kind: str
    way: str
    state: str
    reason: str
    settled_at: datetime
    person_id: int | None
    application_id: int | None
    instead: str | None
    instead_state: str | None


def _posting(dialect: str) -> Any:  # noqa: ANN401 - the dialects share no type
    return insert_into(dialect, OutboxMessage).on_conflict_do_nothing(index_elements=["key"])


_POST = Prepared(
    _posting,
    *("key", "kind", "way", "address", "person_id", "application_id", "ref_id", "language", "payload", "due_at"),
    *("last_at", "state", "attempt", "instead_of_id", "created_at"),
)


def post(session: Session, message: Message, now: datetime) -> None:
    """Write a message into the outbox, in the transaction that causes it."""
    _POST.later(session, **_row(message, now))


def post_alike(session: Session, like: Message, each: Sequence[Addressee], now: datetime) -> None:
    """Write a message like `like` for each addressee; those whose key is there already change nothing."""
    same = {name: value for name, value in _row(like, now).items() if name not in Addressee._fields}
    dialect = session.get_bind().dialect
    if dialect.name == "sqlite":
        _alike(dialect, tuple(same.items())).for_each(session, [one._asdict() for one in each])
    else:
        _POST.for_each(session, [same | one._asdict() for one in each])


@lru_cache(maxsize=16)
def _alike(dialect: Dialect, same: tuple[tuple[str, Any], ...]) -> Prepared:
    """Return the insert of messages with these values in common: SQLite binds them for each row, which took long."""
    types = {column.name: column.type for column in inspect(OutboxMessage).local_table.columns}
    shared = {name: _in_words(types[name], value, dialect) for name, value in same if value is not None}
    statement = insert_into(dialect.name, OutboxMessage).values(shared).on_conflict_do_nothing(index_elements=["key"])
    return Prepared(statement, *Addressee._fields)


def _in_words(column: TypeEngine[Any], value: object, dialect: Dialect) -> Any:  # noqa: ANN401 - a part of a statement
    """Return a value as it stands in a statement: bound as that column binds it, then quoted."""
    bind = column.dialect_impl(dialect).bind_processor(dialect)
    given = bind(value) if bind is not None else value
    if isinstance(given, str):
        return literal_column("'" + given.replace("'", "''") + "'")
    quoted = column.dialect_impl(dialect).literal_processor(dialect)
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
        "payload": payload_of(message),
        "due_at": message.due_at or now,
        "last_at": message.last_at,
        "state": OutboxState.DUE,
        "attempt": 0,
        "instead_of_id": message.instead_of_id,
        "created_at": now,
    }


def payload_of(message: Message) -> str:
    """Return the payload as it is stored."""
    return json.dumps(dict(message.payload), ensure_ascii=False)


def sibling_way(session: Session, row_id: int) -> str | None:
    """Return another way by which the same words go to the same person anyway, posted at the same moment; else None."""
    this, other = aliased(OutboxMessage), aliased(OutboxMessage)
    query = (
        select(col(other.way))
        .join(this, col(this.person_id) == col(other.person_id))
        .where(
            col(this.id) == row_id,
            col(other.kind) == col(this.kind),
            col(other.payload) == col(this.payload),
            col(other.created_at) == col(this.created_at),
            col(other.way) != col(this.way),
            col(other.ref_id).is_not_distinct_from(col(this.ref_id)),
            col(other.application_id).is_not_distinct_from(col(this.application_id)),
            col(other.instead_of_id).is_(None),
            col(other.state).not_in([OutboxState.FAILED, OutboxState.CANCELLED, OutboxState.EXPIRED]),
        )
        .limit(1)
    )
    return session.connection().execute(query).scalar_one_or_none()


def move(session: Session, way: str, old: str, new: str) -> None:
    """Send what still waits for one address to another: the chat has a new number."""
    session.connection().execute(
        update(OutboxMessage)
        .where(OPEN, col(OutboxMessage.way) == way, col(OutboxMessage.address) == old)
        .values(address=new)
    )


def expire(session: Session, now: datetime) -> int:
    """End what still waits and comes too late to be of use; return how many that were."""
    # Those that may have left are ended where they are claimed: their reason says so.
    ended = session.connection().execute(
        update(OutboxMessage)
        .where(OPEN, col(OutboxMessage.last_at) <= now, col(OutboxMessage.state) == OutboxState.DUE)
        .values(state=OutboxState.EXPIRED, settled_at=now, reason="too late to be of use")
    )
    return ended.rowcount


def oldest_due(session: Session, now: datetime) -> datetime | None:
    """Return since when the message waits that is due longest, or None when nothing is due.

    What is for a chat in the terminal is not late: it leaves once that is opened.
    """
    found = session.connection().execute(
        select(func.min(col(OutboxMessage.due_at))).where(
            OPEN, col(OutboxMessage.due_at) <= now, col(OutboxMessage.way) != IN_THE_TERMINAL
        )
    )
    return found.scalar_one_or_none()


def troubles(session: Session, since: datetime) -> tuple[Trouble, ...]:
    """Return what failed, came too late or had to go another way since a moment, oldest first."""
    instead = aliased(OutboxMessage)
    rows = session.connection().execute(
        select(
            col(OutboxMessage.id),
            col(OutboxMessage.kind),
            col(OutboxMessage.way),
            col(OutboxMessage.state),
            col(OutboxMessage.reason),
            col(OutboxMessage.settled_at),
            col(OutboxMessage.person_id),
            col(OutboxMessage.application_id),
            col(instead.way),
            col(instead.state),
        )
        .outerjoin(instead, col(instead.instead_of_id) == col(OutboxMessage.id))
        .where(ENDED_BADLY, col(OutboxMessage.settled_at) >= since)
        .order_by(col(OutboxMessage.settled_at), col(OutboxMessage.id))
    )
    return tuple(
        Trouble(
            row_id=row[0],
            kind=row[1],
            way=row[2],
            state=row[3],
            reason=row[4] or "",
            settled_at=row[5] or since,
            person_id=row[6],
            application_id=row[7],
            instead=row[8],
            instead_state=row[9],
        )
        for row in rows
    )


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


def state_of(session: Session, key: str) -> tuple[str, str | None]:
    """Return how far a message is, and why it did not leave."""
    row = (
        session.connection()
        .execute(select(col(OutboxMessage.state), col(OutboxMessage.reason)).where(col(OutboxMessage.key) == key))
        .one()
    )
    return str(row[0]), row[1]
