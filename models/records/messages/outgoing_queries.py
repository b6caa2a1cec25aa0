"""Queries on the messages that an officer looks after: what did not arrive, what waits; the caller owns the turn."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, text, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.records.applications.application import Application
from models.records.messages.outbox import OutboxMessage, OutboxState

# Written out, not bound: only so does a database see that its index over these rows serves.
GROUPS = {
    "failed": text("outbox.state IN ('failed', 'expired')"),
    "uncertain": text("outbox.state = 'uncertain'"),
    "waiting": text("outbox.state = 'due'"),
}
AGAIN = (OutboxState.FAILED, OutboxState.EXPIRED, OutboxState.UNCERTAIN, OutboxState.DUE)
STOPPABLE = AGAIN  # what is under way cannot be stopped, what was sent cannot be called back


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message in the list."""

    row_id: int
    kind: str
    way: str
    address: str
    state: str
    reason: str
    due_at: datetime
    settled_at: datetime | None
    application_id: int | None
    number: str | None
    nis_code: str | None
    instead: str | None  # the way that took over


def page(
    session: Session,
    group: str,
    province: str | None,
    since: datetime,
    *,
    size: int,
    page: int,
    hidden: Collection[str] = (),
) -> tuple[Outgoing, ...]:
    """Return some messages of a group: the newest that ended badly since a moment, or those that are due first.

    Of what waits the kinds that are `hidden` are left out.
    """
    other = aliased(OutboxMessage)
    message = OutboxMessage
    query = (
        select(
            col(message.id),
            col(message.kind),
            col(message.way),
            col(message.address),
            col(message.state),
            col(message.reason),
            col(message.due_at),
            col(message.settled_at),
            col(message.application_id),
            col(Application.number),
            col(Application.nis_code),
            col(other.way),
        )
        .outerjoin(Application, col(Application.id) == col(message.application_id))
        .outerjoin(other, col(other.instead_of_id) == col(message.id))
    )
    order = [col(message.settled_at).desc()] if group == "failed" else [col(message.due_at)]
    within = query.where(GROUPS[group], *_wanted(group, province, since, hidden))
    found = within.order_by(*order, col(message.id)).limit(size).offset(page * size)
    return tuple(_read(row) for row in session.connection().execute(found))


def count(session: Session, group: str, province: str | None, since: datetime, hidden: Collection[str] = ()) -> int:
    """Return how many messages of a group there are."""
    query = (
        select(func.count())
        .select_from(OutboxMessage)
        .outerjoin(Application, col(Application.id) == col(OutboxMessage.application_id))
    )
    within = query.where(GROUPS[group], *_wanted(group, province, since, hidden))
    return int(session.connection().execute(within).scalar_one())


def one(session: Session, row_id: int) -> OutboxMessage | None:
    """Return the row of a message as it is now."""
    return session.get(OutboxMessage, row_id, populate_existing=True)


def send_again(session: Session, row_id: int, now: datetime) -> bool:
    """Let a message leave now that did not, or waits; False when it is under way or ended otherwise meanwhile.

    One that may have arrived stays uncertain, so that it leaves under the same Message-ID.
    """
    message = OutboxMessage
    doubtful = col(message.state) == OutboxState.UNCERTAIN
    values = {"due_at": now, "last_at": None, "settled_at": None}
    kept = session.connection().execute(update(message).where(col(message.id) == row_id, doubtful).values(**values))
    if kept.rowcount:
        return True
    anew = session.connection().execute(
        update(message)
        .where(col(message.id) == row_id, col(message.state).in_(AGAIN))
        .values(**values, state=OutboxState.DUE, attempt=0, reason=None)
    )
    return bool(anew.rowcount)


def stop(session: Session, row_id: int, reason: str, now: datetime) -> bool:
    """End a message that waits or failed; False when it is under way or ended otherwise meanwhile."""
    ended = session.connection().execute(
        update(OutboxMessage)
        .where(col(OutboxMessage.id) == row_id, col(OutboxMessage.state).in_(STOPPABLE))
        .values(state=OutboxState.CANCELLED, settled_at=now, reason=reason)
    )
    return bool(ended.rowcount)


def call_back(session: Session, kind: str, ref_id: int, reason: str, now: datetime) -> None:
    """End the messages of a kind about one thing that did not leave yet."""
    session.connection().execute(
        update(OutboxMessage)
        .where(
            col(OutboxMessage.kind) == kind,
            col(OutboxMessage.ref_id) == ref_id,
            col(OutboxMessage.state) == OutboxState.DUE,
        )
        .values(state=OutboxState.CANCELLED, settled_at=now, reason=reason)
    )


def _wanted(group: str, province: str | None, since: datetime, hidden: Collection[str]) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if group == "failed":
        wanted.append(col(OutboxMessage.settled_at) >= since)
    if province is not None:
        wanted.append(col(Application.province) == province)
    if hidden and group == "waiting":
        wanted.append(col(OutboxMessage.kind).not_in(hidden))
    return wanted


def _read(row: Any) -> Outgoing:  # noqa: ANN401 - a row of the query above
    return Outgoing(
        row_id=row[0],
        kind=row[1],
        way=row[2],
        address=row[3],
        state=row[4],
        reason=row[5] or "",
        due_at=row[6],
        settled_at=row[7],
        application_id=row[8],
        number=row[9],
        nis_code=row[10],
        instead=row[11],
    )
