"""How a program that has to stop gets its threads back from a PostgreSQL that keeps them waiting.

Where another program holds what is asked, a statement waits for as long as that lasts, and a thread that waits for it
cannot be told anything. SQLite itself waits a second at most. Source: PostgreSQL, "Canceling Requests in Progress".
"""

import threading
import time
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary, WeakSet, ref

from sqlalchemy import Engine, event

AGAIN_S = 0.5
_CHANGING = threading.Lock()  # one thread looks at the connections while another may open one
_OPEN: "WeakKeyDictionary[Engine, WeakSet[Any]]" = WeakKeyDictionary()  # the connections of each engine


def listen(engine: Engine) -> None:
    """Remember every connection that an engine opens, for as long as it is there."""
    connections: WeakSet[Any] = WeakSet()
    _OPEN[engine] = connections

    def remember(connection: object, _record: object) -> None:
        with _CHANGING:
            connections.add(connection)

    event.listen(engine, "connect", remember)


def soon(engine: Engine, after_s: float) -> None:
    """From `after_s` on let no statement of this engine last: it fails, and what it belonged to is undone."""
    if engine in _OPEN:
        threading.Thread(target=_interrupt, args=[ref(engine), after_s], name="interrupting", daemon=True).start()


def _interrupt(engine: "ref[Engine]", after_s: float) -> None:
    from psycopg import Error
    from psycopg.pq import TransactionStatus

    time.sleep(after_s)
    while (one := engine()) is not None:
        with _CHANGING:
            connections = list(_OPEN[one])
        for connection in connections:
            if connection.info.transaction_status == TransactionStatus.ACTIVE:
                with suppress(Error):
                    connection.cancel_safe(timeout=1)
        del one, connections
        time.sleep(AGAIN_S)
