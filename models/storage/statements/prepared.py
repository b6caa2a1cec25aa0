"""Statements that every turn executes: spelled once by SQLAlchemy, then handed to the driver as they are."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session

from models.storage.statements.many_rows_queries import Statement
from models.storage.statements.spelled import Row, Spelled, spell
from models.storage.transactions import foresight, isolation
from models.storage.transactions.foresight import Foreseen


class Prepared:
    """A statement for where it is hot, with its values by name.

    At each execution SQLAlchemy works out again how a statement is spelled, bound and read: 22 of 26 µs, and a turn
    executes six. Here that is done once for each database; values are converted, and errors told, as SQLAlchemy does.
    """

    def __init__(
        self, statement: Statement | Callable[[str], Statement], *columns: str, of_a_case: bool = False
    ) -> None:
        """Keep a statement, or what makes it for a dialect; of an INSERT also the columns that it fills.

        With `of_a_case` a turn may execute it beside those of other cases: it reads and writes what is kept for that.
        """
        self._statement = statement
        self._of_a_case = of_a_case
        self._columns = columns or None
        self._spelled: dict[str, Spelled] = {}  # by dialect

    def rows(self, session: Session, /, **values: object) -> list[Row]:
        """Execute it and return what it finds."""
        if self._of_a_case:
            foreseen = foresight.recalled(session, self, values)
            if foreseen is not None:
                return foreseen
        connection = session.connection()
        rows, _ = self._in(connection).execute(connection, values)
        return rows

    def row(self, session: Session, /, **values: object) -> Row | None:
        """Execute it and return the first row, or None."""
        rows = self.rows(session, **values)
        return rows[0] if rows else None

    def value(self, session: Session, /, **values: object) -> Any:  # noqa: ANN401 - what the column holds
        """Execute it and return the first value that it finds, or None."""
        row = self.row(session, **values)
        return row[0] if row is not None else None

    def changed(self, session: Session, /, **values: object) -> int:
        """Execute it and return how many rows it changed."""
        connection = session.connection()
        _, changed = self._in(connection, writes_at_once=True).execute(connection, values)
        return changed

    def later(self, session: Session, /, **values: object) -> None:
        """Execute it before anything else is; what comes of it nobody asks."""
        connection = session.connection()
        self._in(connection).hold(connection, values)
        if self._of_a_case:
            foresight.forget(session)

    def rows_of_each(self, session: Session, given: Sequence[Mapping[str, object]]) -> list[list[Row]]:
        """Execute a query with each of these values and return what it finds for each: on a server in one trip."""
        connection = session.connection()
        return self._in(connection).execute_each(connection, given)

    def foresee(self, session: Session, given: Sequence[Mapping[str, object]]) -> list[Foreseen]:
        """Execute a query with each of these values, and return what each finds for whoever executes it with them."""
        found = self.rows_of_each(session, given)
        return [{foresight.asked(self, values): rows} for values, rows in zip(given, found, strict=True)]

    def for_each(self, session: Session, given: Sequence[Mapping[str, object]]) -> list[Row]:
        """Execute what writes with each of these values and return what it gives back; no row may be met twice."""
        connection = session.connection()
        return self._in(connection, writes_at_once=True).execute_all(connection, given)

    def _in(self, connection: Connection, *, writes_at_once: bool = False) -> Spelled:
        """Return the statement as the database of `connection` wants it.

        Raises:
            GoesFurther: works go beside others there, and it is not for that; of what is written there only what is
                held back can be taken back.
        """
        if isolation.is_beside(connection) and (writes_at_once or not self._of_a_case):
            raise isolation.GoesFurther
        dialect = connection.dialect
        if dialect.name not in self._spelled:
            statement = self._statement(dialect.name) if callable(self._statement) else self._statement
            self._spelled[dialect.name] = spell(statement, self._columns, dialect)
        return self._spelled[dialect.name]
