"""INSERT ... ON CONFLICT, which each database spells in its own way."""

from typing import Any

from sqlmodel import Session, SQLModel


def insert_into(session: Session, row: type[SQLModel]) -> Any:  # noqa: ANN401 - the dialects share no type
    """Return the INSERT of the session's database; the other one is not imported, which would take 30 ms of a start."""
    if session.get_bind().dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(row)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(row)
