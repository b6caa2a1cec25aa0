"""Queries on questions to a person; the caller owns the transaction."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from models.records.question import Question


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


def answer(session: Session, question_id: int, text: str | None, now: datetime | None) -> None:
    """Set or take back the answer to a question."""
    session.connection().execute(
        update(Question).where(col(Question.id) == question_id).values(answer=text, answered_at=now)
    )
