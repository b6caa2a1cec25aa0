"""Statements that every turn executes: spelled once by SQLAlchemy, then handed to the driver as they are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import Select
from sqlmodel import Session

from models.storage import held_back, isolation

Statement = Select[*tuple[Any, ...]] | UpdateBase
Row = Sequence[Any]
Convert = Callable[[Any], Any]


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
        self._spelled: dict[str, _Spelled] = {}  # by dialect

    def rows(self, session: Session, /, **values: object) -> list[Row]:
        """Execute it and return what it finds."""
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

    def for_each(self, session: Session, given: Sequence[Mapping[str, object]]) -> None:
        """Execute it with each of these values."""
        connection = session.connection()
        self._in(connection, writes_at_once=True).execute_many(connection, given)

    def _in(self, connection: Connection, *, writes_at_once: bool = False) -> "_Spelled":
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
            self._spelled[dialect.name] = _spell(statement, self._columns, dialect)
        return self._spelled[dialect.name]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spelled:
    """A statement as one database wants it."""

    words: str
    order: Sequence[str] | None  # of the values; None when the driver takes them by name
    constants: Mapping[str, object]
    binders: Sequence[tuple[str, Convert]]  # how values are given, where that is not as they are
    readers: Sequence[tuple[int, Convert]]  # how columns are read, likewise
    finds_rows: bool  # known here: psycopg makes a description of each column for who asks the cursor

    def execute(self, connection: Connection, given: Mapping[str, object]) -> tuple[list[Row], int]:
        """Return the rows, and how many were changed.

        Raises:
            DBAPIError: the database refused; the values stay hidden, for they are what people said.
        """
        cursor = connection.connection.cursor()
        try:
            held_back.execute(connection, cursor, self.words, self._bound(given))
            rows: list[Row] = list(cursor.fetchall()) if self.finds_rows else []
            changed = int(cursor.rowcount)
        except connection.dialect.loaded_dbapi.Error as error:
            raise self._told(error, connection) from error
        finally:
            cursor.close()
        return [self._read(row) for row in rows] if self.readers else rows, changed

    def hold(self, connection: Connection, given: Mapping[str, object]) -> None:
        """Hold it back until something is asked, where the database is a trip away; else execute it.

        Raises:
            DBAPIError: the database refused it, or at once or with what is asked next.
        """
        if connection.dialect.name == "sqlite":
            self.execute(connection, given)
        else:
            held_back.hold(connection, self.words, self._bound(given))

    def execute_many(self, connection: Connection, given: Sequence[Mapping[str, object]]) -> None:
        """Execute it with each of these values.

        Raises:
            DBAPIError: the database refused.
        """
        cursor = connection.connection.cursor()
        try:
            held_back.send(connection)
            cursor.executemany(self.words, [self._bound(values) for values in given])
        except connection.dialect.loaded_dbapi.Error as error:
            raise self._told(error, connection) from error
        finally:
            cursor.close()

    def _bound(self, given: Mapping[str, object]) -> Any:  # noqa: ANN401 - the drivers share no type
        values = {**self.constants, **given}
        for name, convert in self.binders:
            values[name] = convert(values[name])
        return values if self.order is None else [values[name] for name in self.order]

    def _read(self, row: Row) -> Row:
        found = list(row)
        for place, convert in self.readers:
            found[place] = convert(found[place])
        return found

    def _told(self, error: Exception, connection: Connection) -> Exception:
        base = connection.dialect.loaded_dbapi.Error
        return DBAPIError.instance(self.words, None, error, base, hide_parameters=True, dialect=connection.dialect)


def _spell(statement: Statement, columns: Sequence[str] | None, dialect: Dialect) -> _Spelled:
    compiled: Any = statement.compile(dialect=dialect, column_keys=columns)
    names = compiled.bind_names  # by value to bind
    binders = {name: value.type.dialect_impl(dialect).bind_processor(dialect) for value, name in names.items()}
    types = [column.type.dialect_impl(dialect) for column in statement.exported_columns]
    readers = [one.result_processor(dialect, None) for one in types]
    return _Spelled(
        words=str(compiled),
        order=compiled.positiontup,
        constants={name: value.value for value, name in names.items() if not value.required},
        binders=[(name, convert) for name, convert in binders.items() if convert is not None],
        readers=[(place, convert) for place, convert in enumerate(readers) if convert is not None],
        finds_rows=bool(types),
    )
