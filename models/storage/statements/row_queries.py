"""Whole rows where it is hot: read and added by statements that are spelled once."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, insert, inspect, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, SQLModel

from models.storage.statements.prepared import Prepared

R = TypeVar("R", bound=SQLModel)


class PreparedRows(Generic[R]):
    """The rows of a table for which a condition holds, in an order; they are values, and belong to no session."""

    def __init__(self, row: type[R], *where: ColumnElement[bool], by: ColumnElement[Any] | Mapped[Any]) -> None:
        """Keep what is asked; the values of the condition are given by name."""
        columns = inspect(row).local_table.columns
        self._row = row
        self._names = tuple(column.name for column in columns)
        self._reading = Prepared(select(*columns).where(*where).order_by(by))

    def all(self, session: Session, /, **values: object) -> list[R]:
        """Return all of them."""
        return [self._of(found) for found in self._reading.rows(session, **values)]

    def first(self, session: Session, /, **values: object) -> R | None:
        """Return the first, or None."""
        found = self._reading.row(session, **values)
        return self._of(found) if found is not None else None

    def _of(self, found: Sequence[Any]) -> R:
        return self._row(**dict(zip(self._names, found, strict=True)))


class PreparedAdding:
    """Adds rows to a table that numbers them itself; an object for each, and its flush, took ten times as long."""

    def __init__(self, row: type[SQLModel]) -> None:
        """Keep the statement for that table."""
        columns = inspect(row).local_table.columns
        self._nothing = {column.name: None for column in columns if column.name != "id"}
        self._adding = Prepared(insert(row).returning(columns["id"]), *self._nothing)

    def add(self, session: Session, /, **values: object) -> int:
        """Add a row and return its id; a column without a value is empty."""
        return int(self._adding.value(session, **self._nothing | values))
