"""Queries on questions to a person; the caller owns the transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlmodel import Session, col

from models.calls.stages import AFTER_SELECTION
from models.records.applications.application import Application
from models.records.desk.officer_queries import Beat
from models.records.desk.question import Question
from models.records.guidance.guidance import Intake

FROM_THE_LIST = "faq:"  # how the answer begins of a question that the list of questions answered
_IS_OPEN = col(Question.answered_at).is_(None)
_ABOUT = col(Application.id) == col(Question.application_id)


def add(
    session: Session, person_id: int, application_id: int | None, item_key: str | None, text: str, now: datetime
) -> int:
    """Keep a question; return its id."""
    row = Question(person_id=person_id, application_id=application_id, item_key=item_key, text=text, asked_at=now)
    session.add(row)
    session.flush()
    return row.id


def one(session: Session, question_id: int) -> Question | None:
    """Return a question."""
    return session.get(Question, question_id)


def answer(
    session: Session, question_id: int, text: str | None, now: datetime | None, answered_by: int | None = None
) -> None:
    """Set or take back the answer to a question."""
    values = {"answer": text, "answered_at": now, "answered_by": answered_by}
    session.connection().execute(update(Question).where(col(Question.id) == question_id).values(**values))


def waiting(session: Session, beat: Beat, most: int, planner: int | None = None) -> list[int]:
    """Return the questions that wait for the officers of a beat, or for who planned the interview; the oldest first."""
    query = select(col(Question.id)).outerjoin(Application, _ABOUT).where(_IS_OPEN, _is_for(beat, planner))
    return list(session.connection().execute(query.order_by(col(Question.asked_at)).limit(most)).scalars())


def count_waiting(session: Session, beat: Beat, planner: int | None = None) -> int:
    """Return how many questions wait for the officers of a beat, or for who planned the interview."""
    query = select(func.count()).select_from(Question).outerjoin(Application, _ABOUT)
    return int(session.connection().execute(query.where(_IS_OPEN, _is_for(beat, planner))).scalar_one())


def _is_for(beat: Beat, planner: int | None) -> ColumnElement[bool]:
    """Return the condition that a question is for the officers of a beat, or that `planner` planned the interview."""
    if planner is None:
        return beat.in_words_of()
    newest = select(func.max(col(Intake.id))).where(col(Intake.application_id) == col(Application.id))
    planned = (
        select(col(Intake.id))
        .where(col(Intake.id) == newest.correlate(Application).scalar_subquery(), col(Intake.planned_by) == planner)
        .correlate(Application)
    )
    return or_(beat.in_words_of(), col(Application.stage).in_(AFTER_SELECTION) & planned.exists())


def count_waiting_of(session: Session, person_id: int) -> int:
    """Return how many questions of a person wait for an answer."""
    query = select(func.count()).select_from(Question)
    return (
        session.connection()
        .execute(query.where(col(Question.person_id) == person_id, col(Question.answered_at).is_(None)))
        .scalar_one()
    )


def of_applications(session: Session, application_ids: Collection[int]) -> Sequence[Question]:
    """Return what was asked of a person about some applications, the newest first."""
    found = session.execute(
        select(Question)
        .where(
            col(Question.application_id).in_(application_ids),
            func.coalesce(col(Question.answer), "").not_like(f"{FROM_THE_LIST}%"),
        )
        .order_by(col(Question.id).desc())
    )
    return list(found.scalars())
