"""Queries on people who showed interest; the caller owns the transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.interest.interest_list import Interested
from models.records.people.interest import Interest
from models.storage.statements.upsert import insert_into


def add(session: Session, call_name: str, people: Sequence[Interested], source: str, now: datetime) -> int:
    """Add people to the list of a call and return how many are new; who is there already stays as they are.

    Who asked to be left alone stays so, also when another list names them for another call or municipality.
    """
    if not people:
        return 0
    stopped = _stopped(session, [one.email for one in people])
    rows = [
        {
            "call_name": call_name,
            "name": one.name,
            "email": one.email,
            "nis_code": one.nis_code,
            "language": one.language,
            "consent": one.consent,
            "source": source[:200],
            "imported_at": now,
            "stopped_at": stopped.get(one.email),
        }
        for one in people
    ]
    statement = insert_into(session.get_bind().dialect.name, Interest).on_conflict_do_nothing(
        index_elements=["call_name", "email", "nis_code"]
    )
    added = session.connection().execute(statement.returning(col(Interest.id)), rows)
    return len(added.all())


def of_municipality(session: Session, call_name: str, nis_code: str) -> list[Interest]:
    """Return who showed interest for a municipality and was not left alone, for use within the transaction."""
    query = select(Interest).where(
        col(Interest.call_name) == call_name, col(Interest.nis_code) == nis_code, col(Interest.stopped_at).is_(None)
    )
    return list(session.execute(query.order_by(col(Interest.id))).scalars())


def _stopped(session: Session, emails: Sequence[str]) -> dict[str, datetime]:
    rows = session.connection().execute(
        select(col(Interest.email), func.min(Interest.stopped_at))
        .where(col(Interest.email).in_(emails), col(Interest.stopped_at).is_not(None))
        .group_by(col(Interest.email))
    )
    return {str(email): stopped_at for email, stopped_at in rows if stopped_at is not None}
