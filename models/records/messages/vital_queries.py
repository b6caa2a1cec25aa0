"""Queries on how much there is of everything, for those who watch; the caller owns the transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.records.applications.application import Application
from models.records.messages import outbox_queries
from models.records.messages.inbox import StoredUpdate


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """Counts, none of which says anything about a person."""

    outbox: Mapping[str, int]  # by state
    oldest_due_at: datetime | None
    inbox_waiting: int
    inbox_parked: int
    applications: Mapping[str, int]  # by stage


def vitals(session: Session, now: datetime) -> Vitals:
    """Return the counts of `now`."""
    waiting, parked = _inbox(session)
    by_stage = session.connection().execute(
        select(col(Application.stage), func.count()).group_by(col(Application.stage))
    )
    return Vitals(
        outbox=outbox_queries.count_by_state(session),
        oldest_due_at=outbox_queries.oldest_due(session, now),
        inbox_waiting=waiting,
        inbox_parked=parked,
        applications={str(row[0]): int(row[1]) for row in by_stage},
    )


def _inbox(session: Session) -> tuple[int, int]:
    row = (
        session.connection()
        .execute(
            select(
                func.count().filter(col(StoredUpdate.parked_at).is_(None)),
                func.count().filter(col(StoredUpdate.parked_at).is_not(None)),
            )
            .select_from(StoredUpdate)
            .where(col(StoredUpdate.answered_at).is_(None))
        )
        .one()
    )
    return int(row[0]), int(row[1])
