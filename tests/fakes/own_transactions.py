"""A watch over works with a transaction of their own: who writes answers there also changes their application.

On PostgreSQL a turn that goes beside others locks the application and reads its answers. It would write over what such
a work wrote meanwhile, unless both write that row. What a work writes is the same on SQLite, so it is watched there.
Source: ARCHITECTURE.md, "Decisions, and why".
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from models.storage.transactions.isolation import sharing_of
from models.storage.works.store import Store
from tests.house.source import PACKAGES

_TRAPS = (
    "CREATE TEMP TABLE written (what VARCHAR, application_id INTEGER)",
    *(
        f"CREATE TEMP TRIGGER {table}_{event} AFTER {event} ON main.{table}"
        f" BEGIN INSERT INTO written VALUES ('{table}', {row}.{column}); END"
        for table, column in (("answer", "application_id"), ("application", "id"))
        for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
    ),
)
_EMPTY = "DELETE FROM temp.written"
_UNCHANGED = (
    "SELECT application_id FROM temp.written WHERE what = 'answer'"
    " EXCEPT SELECT application_id FROM temp.written WHERE what = 'application'"
)
_found: list[str] = []


def watch_stores() -> None:
    """Watch what every store of this process runs from now on."""
    run = Store.run

    def run_watched(self: Store, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        is_alone = sharing_of(work) is None and (work.__module__ or "").startswith(PACKAGES)
        is_watched = is_alone and self.engine.dialect.name == "sqlite"
        return run(self, watched(work) if is_watched else work, *args, **kwargs)

    Store.run = run_watched


def watched(work: Callable[..., Any]) -> Callable[..., Any]:
    """Return the work, watched: whether each application whose answers it writes is one that it adds or changes."""

    @wraps(work)
    def watching(session: Session, *args: Any, **kwargs: Any) -> Any:
        execute = session.connection().exec_driver_sql
        try:
            execute(_EMPTY)
        except OperationalError:  # a connection that is watched for the first time
            for trap in _TRAPS:
                execute(trap)
        result = work(session, *args, **kwargs)
        session.flush()
        _found.extend(f"{work.__module__}.{work.__qualname__}" for _ in execute(_UNCHANGED))
        return result

    return watching


def found() -> list[str]:
    """Return the works that wrote answers and left an application as it was, since it was asked before."""
    works = [*_found]
    _found.clear()
    return works
