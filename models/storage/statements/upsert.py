"""INSERT ... ON CONFLICT, which each database spells in its own way."""

from typing import Any

from sqlmodel import SQLModel


def insert_into(dialect: str, row: type[SQLModel]) -> Any:  # noqa: ANN401 - the dialects share no type
    """Return the INSERT of a database; the other one is not imported, which would take 30 ms of a start."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(row)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(row)
