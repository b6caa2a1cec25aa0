"""Queries on what was sent; the caller owns the transaction."""

from sqlalchemy import select, update
from sqlmodel import Session, col

from models.records.applications.application import Application
from models.records.applications.submission import NumberSeries, Submission


def newest(session: Session, application_id: int) -> Submission | None:
    """Return the version of an application that stands, or None when it was never sent."""
    return session.execute(
        select(Submission)
        .where(col(Submission.application_id) == application_id)
        .order_by(col(Submission.version).desc())
        .limit(1)
    ).scalar_one_or_none()


def all_of(session: Session, application_id: int) -> list[Submission]:
    """Return every version of an application that was sent, the oldest first."""
    rows = session.execute(
        select(Submission).where(col(Submission.application_id) == application_id).order_by(col(Submission.version))
    )
    return list(rows.scalars())


def one(session: Session, submission_id: int) -> Submission | None:
    """Return one sending."""
    return session.get(Submission, submission_id)


def sent_under(session: Session, number: str) -> tuple[tuple[str, str], ...]:
    """Return the (checksum, content) of everything that was sent under a number."""
    rows = session.connection().execute(
        select(col(Submission.checksum), col(Submission.content))
        .join(Application, col(Application.id) == col(Submission.application_id))
        .where(col(Application.number) == number)
    )
    return tuple((checksum, content) for checksum, content in rows)


def add(session: Session, submission: Submission) -> int:
    """Keep what was sent; return its id."""
    session.add(submission)
    session.flush()
    return submission.id


def next_number(session: Session, prefix: str) -> int:
    """Give out the next number of a series: 1, 2, 3, ..."""
    connection = session.connection()
    raised = connection.execute(
        update(NumberSeries).where(col(NumberSeries.prefix) == prefix).values(last=col(NumberSeries.last) + 1)
    )
    if raised.rowcount == 0:
        session.add(NumberSeries(prefix=prefix, last=1))
        session.flush()
        return 1
    return int(
        connection.execute(select(col(NumberSeries.last)).where(col(NumberSeries.prefix) == prefix)).scalar_one()
    )
