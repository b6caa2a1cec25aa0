"""Writes whose result nobody asks, on a server: held back until something is asked, and sent in one trip with it.

Each trip to PostgreSQL and back costs as much as what is done there, and half of the statements of a turn only write.
What is held back comes before whatever is executed after it, and before the commit; an error of it is told there.
Where several works hold back the same statements in the same order, each is executed once for all of them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

_HELD = "held back"  # in what SQLAlchemy lets us remember of a connection: a list for each work
_SENT = "held back and sent"  # whether something of the last work was
Values = Mapping[str, object]


class Held(Protocol):
    """A statement that can be held back."""

    def for_driver(self, rows: Sequence[Values]) -> tuple[str, object]:
        """Return the words and the values with which the driver does it for these rows of converted values."""


Work = list[tuple[Held, Values]]


def listen(engine: Engine) -> None:
    """Let nothing that goes around `execute` overtake what is held back."""
    event.listen(engine, "before_cursor_execute", _before)
    event.listen(engine, "commit", send)
    event.listen(engine, "rollback", _forget)


def hold(connection: Connection, statement: Held, values: Values) -> None:
    """Hold a statement back."""
    connection.info.setdefault(_HELD, [[]])[-1].append((statement, values))


def begin_work(connection: Connection) -> None:
    """Remember that what is held back from now on is of another work, which has nothing to do with those before."""
    connection.info.setdefault(_HELD, []).append([])
    connection.info[_SENT] = False


def forget_work(connection: Connection) -> bool:
    """Forget what this work holds back; return False when some of it was sent already."""
    if connection.info[_SENT]:
        return False
    works: list[Work] = connection.info.get(_HELD, [])
    if works:
        works.pop()
    return True


def execute(connection: Connection, cursor: Any, words: str, values: object) -> None:  # noqa: ANN401 - of either driver
    """Execute a statement with `cursor`, in one trip with what was held back."""
    held = _taken(connection)
    if held:
        _in_one_trip(connection, held, lambda: cursor.execute(words, values))
    else:
        cursor.execute(words, values)


def send(connection: Connection) -> None:
    """Execute what was held back.

    Raises:
        DBAPIError: the database refused it; the values stay hidden, for they are what people said.
    """
    held = _taken(connection)
    if not held:
        return
    base = connection.dialect.loaded_dbapi.Error
    try:
        _in_one_trip(connection, held)
    except base as error:
        words, _ = held[0]
        raise DBAPIError.instance(words, None, error, base, hide_parameters=True, dialect=connection.dialect) from error


def _taken(connection: Connection) -> list[tuple[str, object]]:
    """Return what is held back as the driver takes it, and hold it no more."""
    works: list[Work] = connection.info.pop(_HELD, [])
    if works and works[-1]:
        connection.info[_SENT] = True
    return [statement.for_driver(rows) for statement, rows in _together(works)]


def _together(works: Sequence[Work]) -> Iterator[tuple[Held, Sequence[Values]]]:
    """Return the statements of works, each with all rows of values that it can have at once.

    Works that have nothing to do with one another may change places. A work that executes a statement twice is alone:
    of two rows of values one may be about what the other wrote.
    """
    alike: dict[tuple[Held, ...], list[Work]] = {}
    for work in works:
        alike.setdefault(tuple(statement for statement, _ in work), []).append(work)
    for statements, same in alike.items():
        groups = [same] if len(set(statements)) == len(statements) else [[work] for work in same]
        for group in groups:
            for place, statement in enumerate(statements):
                yield statement, [work[place][1] for work in group]


def _in_one_trip(
    connection: Connection, held: Sequence[tuple[str, object]], last: Callable[[], object] = lambda: None
) -> None:
    """Execute statements without waiting for each, and then `last`; raise the first error.

    The driver must not see an error leave its pipeline: it would log the next one, with what people said.
    """
    driver: Any = connection.connection.dbapi_connection
    base = connection.dialect.loaded_dbapi.Error
    found: list[Exception] = []
    try:
        with driver.pipeline():
            try:
                for one in held:
                    driver.execute(*one)
                last()
            except base as error:
                found.append(error)
    except base as error:
        found.append(error)
    if found:
        raise found[0]


def _before(connection: Connection, *_statement: object) -> None:
    send(connection)


def _forget(connection: Connection) -> None:
    if not connection.invalidated:  # one that is lost has nothing any more, and a new one begins empty
        connection.info.pop(_HELD, None)
        connection.info.pop(_SENT, None)
