"""Queries on what is arranged after the selection; the caller owns the transaction."""

from datetime import date, datetime

from sqlalchemy import delete, func, select, update
from sqlmodel import Session, col

from models.calls.stages import Stage
from models.records.applications.application import Application
from models.records.guidance.course import Course, Evaluated, Interview, Named, Phased
from models.records.guidance.evaluation import Evaluation, ShowcaseEntry
from models.records.guidance.guidance import Expert, Guidance, Intake, Phase


def load(session: Session, application_id: int) -> Course:
    """Return all that was arranged for an application."""
    fixed = session.get(Guidance, application_id)
    entry = session.get(ShowcaseEntry, application_id)
    return Course(
        interview=_newest_interview(session, application_id),
        budget_cents=fixed.budget_cents if fixed is not None else None,
        experts=_experts(session, application_id),
        phases=phases(session, application_id),
        evaluated=evaluated(session, application_id),
        is_shared=entry is not None and entry.taken_back_at is None,
    )


def phases(session: Session, application_id: int) -> tuple[Phased, ...]:
    """Return the phases in the order of their days."""
    query = select(Phase).where(col(Phase.application_id) == application_id)
    rows = session.execute(query.order_by(col(Phase.from_on), col(Phase.until_on), col(Phase.id))).scalars()
    return tuple(Phased(id=one.id, title=one.title, from_on=one.from_on, until_on=one.until_on) for one in rows)


def evaluated(session: Session, application_id: int) -> Evaluated | None:
    """Return how far the evaluation is, or None while it was not asked."""
    row = session.get(Evaluation, application_id)
    if row is None:
        return None
    return Evaluated(
        asked_at=row.asked_at,
        sent_at=row.sent_at,
        advice=row.advice,
        advised_at=row.advised_at,
        advice_number=row.advice_number,
    )


def interview(session: Session, intake_id: int) -> Interview | None:
    """Return an intake interview, or None."""
    row = session.get(Intake, intake_id)
    return _read(row) if row is not None else None


def _newest_interview(session: Session, application_id: int) -> Interview | None:
    query = select(Intake).where(col(Intake.application_id) == application_id).order_by(col(Intake.id).desc()).limit(1)
    row = session.execute(query).scalar_one_or_none()
    return _read(row) if row is not None else None


def _read(row: Intake) -> Interview:
    return Interview(
        id=row.id,
        application_id=row.application_id,
        sequence=row.sequence,
        starts_at=row.starts_at,
        place=row.place,
        note=row.note,
        planned_by=row.planned_by,
        held_at=row.held_at,
        cancelled_at=row.cancelled_at,
        reason=row.reason,
    )


def _experts(session: Session, application_id: int) -> tuple[Named, ...]:
    rows = session.execute(select(Expert).where(col(Expert.application_id) == application_id).order_by(col(Expert.id)))
    return tuple(
        Named(id=one.id, field=one.field, name=one.name, organisation=one.organisation) for one in rows.scalars()
    )


def add(session: Session, row: Intake | Expert | Phase) -> int:
    """Add what is arranged and return its id."""
    session.add(row)
    session.flush()
    return row.id


def change_interview(session: Session, intake_id: int, **values: object) -> None:
    """Set columns of an intake interview."""
    session.connection().execute(update(Intake).where(col(Intake.id) == intake_id).values(**values))


def drop(session: Session, table: type[Expert] | type[Phase], row_id: int, application_id: int) -> None:
    """Take away an expert or a phase of an application."""
    session.connection().execute(
        delete(table).where(col(table.id) == row_id, col(table.application_id) == application_id)
    )


def fix_budget(session: Session, application_id: int, cents: int, officer: int, now: datetime) -> None:
    """Write the budget of a guidance over the one that was there."""
    row = session.get(Guidance, application_id) or Guidance(
        application_id=application_id, budget_cents=cents, fixed_at=now
    )
    row.budget_cents, row.fixed_by, row.fixed_at = cents, officer, now
    session.add(row)
    session.flush()


def ask_evaluation(session: Session, application_id: int, now: datetime) -> None:
    """Note that the evaluation is asked; a second time changes nothing."""
    if session.get(Evaluation, application_id) is None:
        session.add(Evaluation(application_id=application_id, asked_at=now))
        session.flush()


def change_evaluation(session: Session, application_id: int, **values: object) -> None:
    """Set columns of an evaluation that was asked."""
    session.connection().execute(
        update(Evaluation).where(col(Evaluation.application_id) == application_id).values(**values)
    )


def to_ask(session: Session, before: date, most: int) -> list[int]:
    """Return applications whose guidance ended before a day and whose evaluation was not asked yet."""
    ended = (
        select(col(Phase.application_id))
        .group_by(col(Phase.application_id))
        .having(func.max(col(Phase.until_on)) < before)
    )
    query = (
        select(col(Application.id))
        .outerjoin(Evaluation, col(Evaluation.application_id) == col(Application.id))
        .where(
            col(Application.stage) == Stage.GUIDANCE,
            col(Application.id).in_(ended),
            col(Evaluation.application_id).is_(None),
        )
        .order_by(col(Application.id))
        .limit(most)
    )
    return list(session.connection().execute(query).scalars())


def to_ask_again(session: Session, asked_before: datetime, most: int) -> list[int]:
    """Return applications whose evaluation was asked before a moment, once, and did not come."""
    query = (
        select(col(Evaluation.application_id))
        .join(Application, col(Application.id) == col(Evaluation.application_id))
        .where(
            col(Application.stage) == Stage.GUIDANCE,
            col(Evaluation.asked_at) <= asked_before,
            col(Evaluation.asked_again_at).is_(None),
        )
        .order_by(col(Evaluation.application_id))
        .limit(most)
    )
    return list(session.connection().execute(query).scalars())
