"""Writes whose result nobody asks, on a server: held back until something is asked, and sent in one trip with it.

Each trip to PostgreSQL and back costs as much as what is done there, and half of the statements of a turn only write.
What is held back comes before whatever is executed after it, and before the commit; an error of it is told there.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

_HELD = "held back"  # in what SQLAlchemy lets us remember of a connection
Values = Sequence[object] | Mapping[str, object]


def listen(engine: Engine) -> None:
    """Let nothing that goes around `execute` overtake what is held back."""
    event.listen(engine, "before_cursor_execute", _before)
    event.listen(engine, "commit", send)
    event.listen(engine, "rollback", _forget)


def hold(connection: Connection, words: str, values: Values) -> None:
    """Hold a statement back."""
    connection.info.setdefault(_HELD, []).append((words, values))


def execute(connection: Connection, cursor: Any, words: str, values: Values) -> None:  # noqa: ANN401 - of either driver
    """Execute a statement with `cursor`, in one trip with what was held back."""
    held = connection.info.pop(_HELD, None)
    if held is None:
        cursor.execute(words, values)
        return
    driver: Any = connection.connection.dbapi_connection
    with driver.pipeline():
        for one in held:
            driver.execute(*one)
        cursor.execute(words, values)


def send(connection: Connection) -> None:
    """Execute what was held back.

    Raises:
        DBAPIError: the database refused it; the values stay hidden, for they are what people said.
    """
    held = connection.info.pop(_HELD, None)
    if held is None:
        return
    driver: Any = connection.connection.dbapi_connection
    base = connection.dialect.loaded_dbapi.Error
    try:
        with driver.pipeline():
            for one in held:
                driver.execute(*one)
    except base as error:
        words, _ = held[0]
        raise DBAPIError.instance(words, None, error, base, hide_parameters=True, dialect=connection.dialect) from error


def _before(connection: Connection, *_statement: object) -> None:
    send(connection)


def _forget(connection: Connection) -> None:
    connection.info.pop(_HELD, None)
