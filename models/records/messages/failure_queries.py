"""Queries on messages that did not simply arrive; the caller owns the transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from models.language.working_days import BRUSSELS
from models.records.desk import officer_queries, question_queries
from models.records.messages import outbox_queries
from models.records.messages.outbox import POSSIBLE_DUPLICATE, OutboxMessage, OutboxState
from models.records.messages.outbox_queries import OPEN, Trouble

MOST_UNANSWERED = 200
MOST_LATE = timedelta(days=7)  # longer than a message is tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Troubled:
    """A message that did not simply arrive; it names nobody."""

    row_id: int
    kind: str
    way: str  # "mail", or "mail > telegram" when the second one took over
    reason: str

    @property
    def line(self) -> str:
        """Return the message in one line."""
        return " · ".join(part for part in (str(self.row_id), self.kind, self.way, self.reason) if part)


def troubled(session: Session, start: datetime, end: datetime) -> Mapping[str, tuple[Troubled, ...]]:
    """Return the messages that did not simply arrive in [start, end), in groups: what came of them.

    Of what is uncertain now it does not matter since when.
    """
    ended = [one for one in outbox_queries.troubles(session, start) if one.settled_at < end]
    settled = col(OutboxMessage.settled_at)
    doubtful = _found(session, OPEN, col(OutboxMessage.state) == OutboxState.UNCERTAIN)
    twice = _found(
        session,
        col(OutboxMessage.state) == OutboxState.SENT,
        col(OutboxMessage.due_at) >= start - MOST_LATE,
        col(OutboxMessage.reason).startswith(POSSIBLE_DUPLICATE),
        settled >= start,
        settled < end,
    )
    return {
        "failed": _listed([one for one in ended if one.instead is None and one.state == OutboxState.FAILED]),
        "expired": _listed([one for one in ended if one.instead is None and one.state == OutboxState.EXPIRED]),
        "handed_over": _listed([one for one in ended if one.instead is not None]),
        "uncertain": (*doubtful, *twice),
        "unanswered": _unanswered(session, end),
    }


def _unanswered(session: Session, end: datetime) -> tuple[Troubled, ...]:
    """Return the questions that nobody can answer: no officer stands for the municipality, nor for the agency."""
    beat = officer_queries.nobody_s(session)
    ids = question_queries.waiting(session, beat, MOST_UNANSWERED) if beat is not None else []
    rows = [row for one in ids if (row := question_queries.one(session, one)) is not None and row.asked_at < end]
    since = [row.asked_at.astimezone(BRUSSELS).date().isoformat() for row in rows]
    return tuple(
        Troubled(row_id=row.id, kind="question", way="", reason=day) for row, day in zip(rows, since, strict=True)
    )


def _listed(found: Sequence[Trouble]) -> tuple[Troubled, ...]:
    return tuple(
        Troubled(
            row_id=one.row_id,
            kind=one.kind,
            way=f"{one.way} > {one.instead}" if one.instead else one.way,
            reason=one.reason,
        )
        for one in found
    )


def _found(session: Session, *which: Any) -> tuple[Troubled, ...]:  # noqa: ANN401 - conditions of any kind
    columns = ("id", "kind", "way", "reason")
    rows = session.connection().execute(
        select(*(col(getattr(OutboxMessage, name)) for name in columns)).where(*which).order_by(col(OutboxMessage.id))
    )
    return tuple(Troubled(row_id=row[0], kind=row[1], way=row[2], reason=row[3] or "") for row in rows)
