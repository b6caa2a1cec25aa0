"""Writes whose result nobody asks, on a server: held back until something is asked, and sent in one trip with it.

Each trip to PostgreSQL and back costs as much as what is done there, and half of the statements of a turn only write.
What is held back comes before whatever is executed after it, and before the commit; an error of it is told there.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

_HELD = "held back"  # in what SQLAlchemy lets us remember of a connection
_OWN = "held back by others"  # how many of them are of the works before; None when some of this one were sent
Values = Sequence[object] | Mapping[str, object]
Held = Sequence[tuple[str, Values]]


def listen(engine: Engine) -> None:
    """Let nothing that goes around `execute` overtake what is held back."""
    event.listen(engine, "before_cursor_execute", _before)
    event.listen(engine, "commit", send)
    event.listen(engine, "rollback", _forget)


def hold(connection: Connection, words: str, values: Values) -> None:
    """Hold a statement back."""
    connection.info.setdefault(_HELD, []).append((words, values))


def begin_work(connection: Connection) -> None:
    """Remember that what is held back from now on is of another work."""
    connection.info[_OWN] = len(connection.info.get(_HELD, ()))


def forget_work(connection: Connection) -> bool:
    """Forget what this work holds back; return False when some of it was sent already."""
    others = connection.info.get(_OWN)
    if others is None:
        return False
    held = connection.info.pop(_HELD, [])
    if others:
        connection.info[_HELD] = held[:others]
    return True


def execute(connection: Connection, cursor: Any, words: str, values: Values) -> None:  # noqa: ANN401 - of either driver
    """Execute a statement with `cursor`, in one trip with what was held back."""
    held = _taken(connection)
    if held is None:
        cursor.execute(words, values)
    else:
        _in_one_trip(connection, held, lambda: cursor.execute(words, values))


def send(connection: Connection) -> None:
    """Execute what was held back.

    Raises:
        DBAPIError: the database refused it; the values stay hidden, for they are what people said.
    """
    held = _taken(connection)
    if held is None:
        return
    base = connection.dialect.loaded_dbapi.Error
    try:
        _in_one_trip(connection, held)
    except base as error:
        words, _ = held[0]
        raise DBAPIError.instance(words, None, error, base, hide_parameters=True, dialect=connection.dialect) from error


def _taken(connection: Connection) -> Held | None:
    held: Held | None = connection.info.pop(_HELD, None)
    if held is not None and _OWN in connection.info:
        others = connection.info[_OWN]
        connection.info[_OWN] = None if others is None or len(held) > others else 0
    return held


def _in_one_trip(connection: Connection, held: Held, last: Callable[[], object] = lambda: None) -> None:
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
        connection.info.pop(_OWN, None)
