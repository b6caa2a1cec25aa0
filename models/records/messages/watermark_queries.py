"""Queries on what was last done at which moment; the caller owns the transaction."""

from datetime import UTC, datetime

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from models.records.reminding.planned import Planned
from models.storage.statements.upsert import insert_into

_ANY = datetime(2021, 6, 1, tzinfo=UTC)


def moment(session: Session, name: str) -> datetime | None:
    """Return the moment that is kept under a name, or None when there is none yet."""
    row = session.get(Planned, name)
    return None if row is None else row.until_at


def remember(session: Session, name: str, at: datetime) -> None:
    """Keep a moment under a name."""
    statement = insert_into(session.get_bind().dialect.name, Planned)
    statement = statement.on_conflict_do_update(index_elements=["name"], set_={"until_at": statement.excluded.until_at})
    session.connection().execute(statement, {"name": name, "until_at": at})


def can_be_written(session: Session) -> bool:
    """Return whether the database takes a row now; nothing of it is kept."""
    try:
        remember(session, "can it be written?", _ANY)
    except DBAPIError:
        return False
    finally:
        session.rollback()
    return True
