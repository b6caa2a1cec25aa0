"""A statement as one database wants it: its words, and how values go in and come out."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError

from models.storage.statements.many_rows_queries import GIVEN, PLACE, Statement, Types, for_many
from models.storage.transactions import held_back
from models.storage.transactions.held_back import Values

Row = Sequence[Any]
Convert = Callable[[Any], Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class Spelled:
    """The words of a statement, and what converts values and columns that are not given and read as they are."""

    statement: Statement
    columns: Sequence[str] | None  # that an INSERT fills
    dialect: Dialect
    words: str
    order: Sequence[str] | None  # of the values; None when the driver takes them by name
    types: Types  # of the values that are given
    constants: Values
    binders: Sequence[tuple[str, Convert]]
    readers: Sequence[tuple[int, Convert]]
    finds_rows: bool  # known here: psycopg makes a description of each column for who asks the cursor

    @cached_property
    def many(self) -> "Spelled":
        """Return the same for many rows of values at once, which a server takes as JSON."""
        return spell(for_many(self.statement, self.columns, self.types), None, self.dialect)

    @property
    def is_for_a_server(self) -> bool:
        """Return whether the database is a trip away: there many rows of values are worth a statement of their own."""
        return self.dialect.name != "sqlite"

    def execute(self, connection: Connection, given: Values) -> tuple[list[Row], int]:
        """Return the rows, and how many were changed.

        Raises:
            DBAPIError: the database refused; the values stay hidden, for they are what people said.
        """
        words, values = self.words, self._bound(self.converted(given))
        if self.is_for_a_server:
            return self._run(connection, lambda cursor: held_back.execute(connection, cursor, words, values))
        return self._run(connection, lambda cursor: cursor.execute(words, values))

    def execute_each(self, connection: Connection, given: Sequence[Values]) -> list[list[Row]]:
        """Return the rows that a query finds for each row of values.

        Raises:
            DBAPIError: the database refused.
        """
        if not self.is_for_a_server or len(given) == 1:
            return [self.execute(connection, values)[0] for values in given]
        found: list[list[Row]] = [[] for _ in given]
        for place, *row in self._at_once(connection, given):
            found[place].append(row)
        return found

    def execute_all(self, connection: Connection, given: Sequence[Values]) -> list[Row]:
        """Write with each row of values, and return what comes of all of them.

        Raises:
            DBAPIError: the database refused.
        """
        if self.is_for_a_server and len(given) > 1:
            return self._at_once(connection, given)
        if self.finds_rows or len(given) == 1:
            return [row for values in given for row in self.execute(connection, values)[0]]
        each = [self._bound(self.converted(values)) for values in given]
        return self._run(connection, lambda cursor: cursor.executemany(self.words, each))[0]

    def hold(self, connection: Connection, given: Values) -> None:
        """Hold it back until something is asked, where the database is a trip away; else execute it.

        Raises:
            DBAPIError: the database refused it, or at once or with what is asked next.
        """
        if self.is_for_a_server:
            held_back.hold(connection, self, self.converted(given))
        else:
            self.execute(connection, given)

    def converted(self, given: Values) -> Values:
        """Return values as the driver takes them."""
        if not self.binders:
            return given
        values = dict(given)
        for name, convert in self.binders:
            values[name] = convert(values[name])
        return values

    def for_driver(self, rows: Sequence[Values]) -> tuple[str, object]:
        """Return the words and the values with which the driver does it for these rows of converted values."""
        if len(rows) == 1:
            return self.words, self._bound(rows[0])
        return self.many.for_driver([self._as_json(rows)])

    def _at_once(self, connection: Connection, given: Sequence[Values]) -> list[Row]:
        rows, _ = self.many.execute(connection, self._as_json([self.converted(values) for values in given]))
        return rows

    def _as_json(self, rows: Sequence[Values]) -> Values:
        """Return rows of converted values as the one value of a statement for many.

        Raises:
            ValueError: a text holds NUL, or half a sign: a server tells in its log which words stand around what it
                refuses in JSON.
        """
        numbered = [{PLACE: place, **{name: row[name] for name in self.types}} for place, row in enumerate(rows)]
        array = json.dumps(numbered, default=_plain, ensure_ascii=False, allow_nan=False)
        if "\\u0000" in array and any("\0" in one for row in rows for one in row.values() if isinstance(one, str)):
            raise ValueError("a text for a database holds NUL")
        array.encode()
        return {GIVEN: array}

    def _bound(self, converted: Values) -> object:
        values = {**self.constants, **converted} if self.constants else converted
        return values if self.order is None else [values[name] for name in self.order]

    def _run(self, connection: Connection, run: Callable[[Any], object]) -> tuple[list[Row], int]:
        cursor = connection.connection.cursor()
        try:
            run(cursor)
            rows: list[Row] = list(cursor.fetchall()) if self.finds_rows else []
            changed = int(cursor.rowcount)
        except connection.dialect.loaded_dbapi.Error as error:
            base = connection.dialect.loaded_dbapi.Error
            hidden: dict[str, Any] = {"hide_parameters": True, "dialect": connection.dialect}
            raise DBAPIError.instance(self.words, None, error, base, **hidden) from error
        finally:
            cursor.close()
        return [self._read(row) for row in rows] if self.readers else rows, changed

    def _read(self, row: Row) -> Row:
        found = list(row)
        for place, convert in self.readers:
            found[place] = convert(found[place])
        return found


def spell(statement: Statement, columns: Sequence[str] | None, dialect: Dialect) -> Spelled:
    """Return how `dialect` wants a statement; of an INSERT with the columns that it fills."""
    compiled: Any = statement.compile(dialect=dialect, column_keys=columns)
    binds = {name: value for value, name in compiled.bind_names.items()}
    binders = {name: one.type.dialect_impl(dialect).bind_processor(dialect) for name, one in binds.items()}
    kinds = [column.type.dialect_impl(dialect) for column in statement.exported_columns]
    readers = [one.result_processor(dialect, None) for one in kinds]
    fixed = {name: one.value for name, one in binds.items() if not one.required}
    return Spelled(
        statement=statement,
        columns=columns,
        dialect=dialect,
        words=str(compiled),
        order=compiled.positiontup,
        types={name: one.type for name, one in binds.items() if one.required},
        constants={name: _converted(binders[name], value) for name, value in fixed.items()},
        binders=[(name, one) for name, one in binders.items() if one is not None and name not in fixed],
        readers=[(place, convert) for place, convert in enumerate(readers) if convert is not None],
        finds_rows=bool(kinds),
    )


def _converted(convert: Convert | None, value: object) -> object:
    return value if convert is None else convert(value)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no value for a database: {type(value).__name__}")
