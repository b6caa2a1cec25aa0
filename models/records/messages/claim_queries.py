"""Queries by which a worker takes messages of the outbox into its hands; the caller owns the transaction.

`now` says what is due. How long a lease lasts is judged by the database's clock where there is one (PostgreSQL): a
process whose clock is wrong takes nothing out of the hands of another.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, Select, bindparam, exists, func, select, text, update
from sqlmodel import Session, col

from models.records.messages.outbox import PAUSED, OutboxMessage, OutboxState
from models.records.messages.outbox_queries import OPEN, Message
from models.records.reminding.planned import Planned
from models.storage.database import UtcDateTime
from models.storage.statements.prepared import Prepared
from models.storage.statements.spelled import Row
from models.storage.transactions.isolation import lightly

LEASE = timedelta(minutes=4)  # longer than writing and sending may take, with a database that is busy for a minute
_SENDING = text("outbox.state = 'sending'")
_NOT_PAUSED = ~exists().where(col(Planned.name) == PAUSED)
_MINE = (
    col(OutboxMessage.id) == bindparam("row"),
    _SENDING,
    col(OutboxMessage.worker) == bindparam("of_worker"),
    col(OutboxMessage.attempt) == bindparam("of_attempt"),
)
_COLUMNS: tuple[Any, ...] = (
    col(OutboxMessage.id),
    col(OutboxMessage.state),
    col(OutboxMessage.attempt),
    col(OutboxMessage.key),
    col(OutboxMessage.kind),
    col(OutboxMessage.way),
    col(OutboxMessage.address),
    col(OutboxMessage.language),
    col(OutboxMessage.person_id),
    col(OutboxMessage.application_id),
    col(OutboxMessage.ref_id),
    col(OutboxMessage.payload),
    col(OutboxMessage.last_at),
    col(OutboxMessage.instead_of_id),
)


def _clock(dialect: str) -> Any:  # noqa: ANN401 - a moment, or what the database says it is
    return func.clock_timestamp() if dialect == "postgresql" else bindparam("now", type_=UtcDateTime)


def _lease_end(dialect: str) -> Any:  # noqa: ANN401
    """Return until when a lease lasts that begins now; SQLite adds nothing to a moment, so there it is given."""
    return func.clock_timestamp() + LEASE if dialect == "postgresql" else bindparam("lease_end", type_=UtcDateTime)


def _locked(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    # SQLite has one writer at a time and knows no SKIP LOCKED: there it is left out.
    query = query.where(col(OutboxMessage.way) == bindparam("by_way"), _NOT_PAUSED)
    return query.limit(bindparam("most", type_=Integer)).with_for_update(skip_locked=True)


def _lapsed(dialect: str) -> Select[*tuple[Any, ...]]:
    query = select(*_COLUMNS).where(_SENDING, col(OutboxMessage.leased_until) <= _clock(dialect))
    return _locked(query.order_by(col(OutboxMessage.leased_until), col(OutboxMessage.id)))


def _among(dialect: str) -> Any:  # noqa: ANN401
    """Return the condition that a row is one of `rows`, a JSON array: one statement for all of them."""
    if dialect == "sqlite":
        return text("outbox.id IN (SELECT value FROM json_each(:rows))")
    return text("outbox.id IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:rows AS JSON)))")


_LAPSED = Prepared(_lapsed)
_DUE = Prepared(
    _locked(
        select(*_COLUMNS)
        .where(OPEN, col(OutboxMessage.due_at) <= bindparam("now"))
        .order_by(col(OutboxMessage.due_at), col(OutboxMessage.id))
    )
)
_TAKE = Prepared(
    lambda dialect: (
        update(OutboxMessage)
        .where(_among(dialect))
        .values(
            state=OutboxState.SENDING,
            worker=bindparam("by_worker"),
            leased_until=_lease_end(dialect),
            attempt=col(OutboxMessage.attempt) + 1,
        )
    )
)
_RENEW = Prepared(lambda dialect: update(OutboxMessage).where(*_MINE).values(leased_until=_lease_end(dialect)))
_SETTLE = Prepared(
    update(OutboxMessage)
    .where(*_MINE)
    .values(
        state=bindparam("to_state"),
        leased_until=None,
        reason=bindparam("why"),
        due_at=func.coalesce(bindparam("again_at", type_=UtcDateTime), col(OutboxMessage.due_at)),
        attempt=bindparam("tries"),
        settled_at=bindparam("ended_at"),
    )
)
_SENT = Prepared(
    lambda dialect: (
        update(OutboxMessage)
        .where(_among(dialect), *_MINE[1:])
        .values(state=OutboxState.SENT, leased_until=None, reason=bindparam("why"), settled_at=bindparam("ended_at"))
    )
)
_SENT_BY_US = Prepared(
    select(col(OutboxMessage.id)).where(
        col(OutboxMessage.id) == bindparam("row"),
        col(OutboxMessage.state) == OutboxState.SENT,
        col(OutboxMessage.worker) == bindparam("of_worker"),
        col(OutboxMessage.attempt) == bindparam("of_attempt"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A message that this worker may send now, and nobody else while its lease lasts."""

    row_id: int
    message: Message
    attempt: int  # 1 for the first; with `row_id` and `worker` it is the claim itself
    was_uncertain: bool  # it may have arrived already
    worker: str = ""


def claim(
    session: Session, worker: str, way: str, now: datetime, *, most: int, in_hand: Collection[int] = ()
) -> tuple[Claimed, ...]:
    """Claim the messages that are due longest by `way`, at most so many; none when nothing is due or all is paused.

    A message whose lease ran out was being sent by a worker that is gone: whether it left is not known. `in_hand` are
    those that this very worker is still sending, whatever its clock says.
    """
    lightly(session)
    lapsed = _LAPSED.rows(session, by_way=way, now=now, most=most + len(in_hand))
    rows = [row for row in lapsed if row[0] not in in_hand][:most]
    if len(rows) < most:
        rows += _DUE.rows(session, by_way=way, now=now, most=most - len(rows))
    if rows:
        _TAKE.changed(session, rows=json.dumps([row[0] for row in rows]), by_worker=worker, lease_end=now + LEASE)
    return tuple(_claimed(row, worker) for row in rows)


def renew(session: Session, claimed: Claimed, now: datetime) -> bool:
    """Let a lease begin anew; return False when it ended and another worker has the message."""
    lightly(session)
    return _RENEW.changed(session, **_key(claimed), lease_end=now + LEASE) == 1


def release(session: Session, batch: Sequence[Claimed]) -> None:
    """Put back what was claimed and not begun: as if it had not been touched."""
    lightly(session)
    for claimed in batch:
        state = OutboxState.UNCERTAIN if claimed.was_uncertain else OutboxState.DUE
        values: dict[str, Any] = {"state": state, "leased_until": None, "worker": None, "attempt": claimed.attempt - 1}
        session.connection().execute(update(OutboxMessage).where(*_MINE).values(**values), _key(claimed))


def settle(
    session: Session,
    claimed: Claimed,
    state: OutboxState,
    now: datetime,
    *,
    due_at: datetime | None = None,
    reason: str | None = None,
    counts: bool = True,
) -> bool:
    """Record what came of sending a claimed message; return False when its lease ended and another worker has it.

    A try that does not count leaves the number of tries as it was.
    """
    lightly(session)
    changed = _SETTLE.changed(
        session,
        **_key(claimed),
        to_state=state,
        why=reason,
        again_at=due_at,
        tries=claimed.attempt if counts else claimed.attempt - 1,
        ended_at=None if state in {OutboxState.DUE, OutboxState.UNCERTAIN} else now,
    )
    return changed == 1


def settle_sent(session: Session, sent: Sequence[tuple[Claimed, str | None]], now: datetime) -> list[bool]:
    """Record in one go that these were sent, each with a reason; False for one that another worker has, as above."""
    lightly(session)
    alike: dict[tuple[Any, ...], list[int]] = {}
    for claimed, reason in sent:
        alike.setdefault((claimed.worker, claimed.attempt, reason), []).append(claimed.row_id)
    changed = sum(
        _SENT.changed(session, rows=json.dumps(rows), of_worker=worker, of_attempt=attempt, why=reason, ended_at=now)
        for (worker, attempt, reason), rows in alike.items()
    )
    if changed == len(sent):
        return [True] * changed
    return [_SENT_BY_US.row(session, **_key(claimed)) is not None for claimed, _ in sent]


def _key(claimed: Claimed) -> dict[str, Any]:
    return {"row": claimed.row_id, "of_worker": claimed.worker, "of_attempt": claimed.attempt}


def _claimed(row: Row, worker: str) -> Claimed:
    message = Message(
        key=row[3],
        kind=row[4],
        way=row[5],
        address=row[6],
        language=row[7],
        person_id=row[8],
        application_id=row[9],
        ref_id=row[10],
        payload=json.loads(row[11]),
        last_at=row[12],
        instead_of_id=row[13],
    )
    return Claimed(
        row_id=row[0], message=message, attempt=row[2] + 1, was_uncertain=row[1] != OutboxState.DUE, worker=worker
    )
