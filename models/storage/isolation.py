"""How strictly a transaction is kept apart from others, and which works may share one."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from sqlmodel import Session

W = TypeVar("W", bound=Callable[..., Any])
_SHARING = "sharing"


class Sharing(StrEnum):
    """How a work may share a transaction with others that wait."""

    STRICTLY = "strictly"  # with such as read and then write what others may change
    LIGHTLY = "lightly"  # with such as write rows that are theirs alone


def shares(how: Sharing) -> Callable[[W], W]:
    """Mark a work that is short and frequent: also on PostgreSQL, those that wait share one transaction."""

    def marked(work: W) -> W:
        setattr(work, _SHARING, how)
        return work

    return marked


def sharing_of(work: Callable[..., Any]) -> Sharing | None:
    """Return how a work may share a transaction, None when it has one of its own."""
    return getattr(work, _SHARING, None)


def in_turn(session: Session, patience_ms: int) -> None:
    """Wait for groups of works that other processes have under way, at the most so long; nothing may be read before.

    On PostgreSQL, where two large serialisable transactions at once nearly always undo one another. A lock of a table
    takes no snapshot, so what the others wrote meanwhile is seen. Source: PostgreSQL, "LOCK".

    Raises:
        OperationalError: they last longer; nothing depends on the wait, so it can be tried without.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            f"SET LOCAL lock_timeout = {patience_ms};"
            "LOCK TABLE number_series IN EXCLUSIVE MODE;"
            "SET LOCAL lock_timeout = 0"
        )


def lightly(session: Session) -> None:
    """Let a transaction that locks its rows see what others committed meanwhile; it must not have begun.

    On PostgreSQL, where everything else is serialisable: workers that take different rows of one table would be refused
    again and again there. SQLite has one writer at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql" and not session.in_transaction():
        session.connection(execution_options={"isolation_level": "READ COMMITTED"})
