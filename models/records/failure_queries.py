"""Queries on messages that did not simply arrive; the caller owns the transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, text
from sqlmodel import Session, col

from models.records.outbox import POSSIBLE_DUPLICATE, OutboxMessage, OutboxState

MOST_LATE = timedelta(days=7)  # longer than a message is tried
# Written out, not bound: only so does a database see that an index over some rows serves.
_ENDED_BADLY = text("outbox.state IN ('failed', 'expired')")


@dataclass(frozen=True, slots=True, kw_only=True)
class Troubled:
    """A message that did not simply arrive; it names nobody."""

    row_id: int
    kind: str
    way: str
    state: str
    reason: str

    @property
    def line(self) -> str:
        """Return the message in one line."""
        return " · ".join(part for part in (str(self.row_id), self.kind, self.way, self.reason) if part)


def troubled(session: Session, start: datetime, end: datetime) -> Mapping[str, tuple[Troubled, ...]]:
    """Return the messages that did not simply arrive in [start, end), in groups: what came of them.

    A message that took another way stands there twice: as failed, and as the one that went instead. Of what is
    uncertain now it does not matter since when.
    """
    settled, made = col(OutboxMessage.settled_at), col(OutboxMessage.created_at)
    ended = _found(session, _ENDED_BADLY, settled >= start, settled < end)
    twice = _found(
        session,
        col(OutboxMessage.state) == OutboxState.SENT,
        col(OutboxMessage.due_at) >= start - MOST_LATE,
        col(OutboxMessage.reason).startswith(POSSIBLE_DUPLICATE),
        settled >= start,
        settled < end,
    )
    return {
        "failed": tuple(one for one in ended if one.state == OutboxState.FAILED),
        "expired": tuple(one for one in ended if one.state == OutboxState.EXPIRED),
        "handed_over": _found(session, col(OutboxMessage.instead_of_id).is_not(None), made >= start, made < end),
        "uncertain": (*_found(session, col(OutboxMessage.state) == OutboxState.UNCERTAIN), *twice),
    }


def _found(session: Session, *which: Any) -> tuple[Troubled, ...]:  # noqa: ANN401 - conditions of any kind
    columns = ("id", "kind", "way", "state", "reason")
    rows = session.connection().execute(
        select(*(col(getattr(OutboxMessage, name)) for name in columns)).where(*which).order_by(col(OutboxMessage.id))
    )
    return tuple(Troubled(row_id=row[0], kind=row[1], way=row[2], state=row[3], reason=row[4] or "") for row in rows)
