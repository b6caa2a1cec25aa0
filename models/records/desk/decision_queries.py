"""Queries on decisions of the agency; the caller owns the transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlmodel import Session, col

from models.calls.stages import Stage
from models.records.applications.application import Application
from models.records.desk.decision import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision as it stands: in preparation while `taken_at` is None, told once `settled_at` is there."""

    id: int
    application_id: int
    submission_id: int
    from_stage: Stage
    to_stage: Stage
    items: tuple[str, ...]  # keys
    remark: str
    reply_by_at: datetime | None
    batch: str | None
    decided_by: int | None
    taken_at: datetime | None
    leaves_at: datetime | None
    undone_at: datetime | None
    settled_at: datetime | None


def add(session: Session, decision: Decision) -> int:
    """Add a decision and return its id."""
    session.add(decision)
    session.flush()
    return decision.id


def one(session: Session, decision_id: int) -> Decided | None:
    """Return a decision, or None."""
    row = session.get(Decision, decision_id)
    return _read(row) if row is not None else None


def in_preparation(session: Session, officer: int, application_id: int, to_stage: Stage) -> Decided | None:
    """Return the decision that an officer prepares about an application, or None."""
    return _first(
        session,
        col(Decision.application_id) == application_id,
        col(Decision.decided_by) == officer,
        col(Decision.to_stage) == to_stage,
        col(Decision.taken_at).is_(None),
        col(Decision.batch).is_(None),
    )


def newest(session: Session, application_id: int, to_stage: Stage) -> Decided | None:
    """Return the newest decision that brought an application to a stage and was not undone, or None."""
    return _first(session, *_taken_about(application_id), col(Decision.to_stage) == to_stage)


def taken(session: Session, application_id: int) -> tuple[Decided, ...]:
    """Return the decisions about an application that were taken and not undone, the oldest first."""
    query = select(Decision).where(*_taken_about(application_id)).order_by(col(Decision.taken_at), col(Decision.id))
    return tuple(_read(row) for row in session.execute(query).scalars())


def untold_stage(session: Session, application_id: int, now: datetime) -> Stage | None:
    """Return the stage that the municipality knows, while a decision was taken that did not leave yet; else None."""
    found = session.connection().execute(
        select(col(Decision.from_stage))
        .where(*_taken_about(application_id), col(Decision.leaves_at) > now)
        .order_by(col(Decision.id))
        .limit(1)
    )
    stage = found.scalar_one_or_none()
    return Stage(stage) if stage is not None else None


def of_batch(session: Session, batch: str) -> tuple[Decided, ...]:
    """Return the decisions that are taken together."""
    rows = session.execute(select(Decision).where(col(Decision.batch) == batch).order_by(col(Decision.id)))
    return tuple(_read(row) for row in rows.scalars())


def to_settle(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Return decisions that can leave and from which nothing followed yet, oldest first."""
    found = session.connection().execute(
        select(col(Decision.id))
        .where(col(Decision.settled_at).is_(None), col(Decision.leaves_at) <= now, col(Decision.undone_at).is_(None))
        .order_by(col(Decision.leaves_at))
        .limit(most)
    )
    return list(found.scalars())


def overdue(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Return applications whose municipality did not reply in time."""
    found = session.connection().execute(
        select(col(Application.id))
        .where(col(Application.stage) == Stage.INFORMATION_REQUESTED, col(Application.reply_by_at) <= now)
        .order_by(col(Application.id))
        .limit(most)
    )
    return list(found.scalars())


def change(session: Session, decision_id: int, **values: object) -> None:
    """Set columns of a decision."""
    session.connection().execute(update(Decision).where(col(Decision.id) == decision_id).values(**values))


def _taken_about(application_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Decision.application_id) == application_id,
        col(Decision.taken_at).is_not(None),
        col(Decision.undone_at).is_(None),
    )


def _first(session: Session, *wanted: ColumnElement[bool]) -> Decided | None:
    query = select(Decision).where(*wanted).order_by(col(Decision.id).desc()).limit(1)
    row = session.execute(query).scalar_one_or_none()
    return _read(row) if row is not None else None


def _read(row: Decision) -> Decided:
    return Decided(
        id=row.id,
        application_id=row.application_id,
        submission_id=row.submission_id,
        from_stage=Stage(row.from_stage),
        to_stage=Stage(row.to_stage),
        items=tuple(row.items.split()),
        remark=row.remark,
        reply_by_at=row.reply_by_at,
        batch=row.batch,
        decided_by=row.decided_by,
        taken_at=row.taken_at,
        leaves_at=row.leaves_at,
        undone_at=row.undone_at,
        settled_at=row.settled_at,
    )
