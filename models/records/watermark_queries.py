"""Queries on what was last done at which moment; the caller owns the transaction."""

from datetime import datetime

from sqlmodel import Session

from models.records.planned import Planned
from models.storage.upsert import insert_into


def moment(session: Session, name: str) -> datetime | None:
    """Return the moment that is kept under a name, or None when there is none yet."""
    row = session.get(Planned, name)
    return None if row is None else row.until_at


def remember(session: Session, name: str, at: datetime) -> None:
    """Keep a moment under a name."""
    statement = insert_into(session.get_bind().dialect.name, Planned)
    statement = statement.on_conflict_do_update(index_elements=["name"], set_={"until_at": statement.excluded.until_at})
    session.connection().execute(statement, {"name": name, "until_at": at})
