"""How strictly a transaction is kept apart from others, and which works may share one."""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlmodel import Session

from models.storage.transactions.foresight import Foreseen

W = TypeVar("W", bound=Callable[..., Any])
K = TypeVar("K", bound=Hashable)  # what a work concerns: an update in a chat
_SHARING = "sharing"
_BESIDE = "beside"  # in what SQLAlchemy lets us say of a connection for one transaction
_OWN = "own case"  # in what it lets us remember of a session


class Sharing(StrEnum):
    """How a work may share a transaction with others that wait."""

    STRICTLY = "strictly"  # with such as read and then write what others may change
    BESIDE = "beside"  # likewise, and beside those of other processes, for each concerns a case of its own
    LIGHTLY = "lightly"  # with such as write rows that are theirs alone


class GoesFurther(Exception):
    """A work that was to concern its own case alone asks more; it goes the strict way, as if nothing had been."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside(Generic[K]):
    """What the store must know to let works of one case each go beside others."""

    key: Callable[..., K]  # of the arguments of the work
    cases: Callable[[Session, Collection[K]], dict[K, int]]  # that works with these keys concern, if they do
    # For this transaction those that are free; whoever decided on what was before is refused.
    keep: Callable[[Session, Collection[int]], frozenset[int]]
    foresee: Callable[[Session, Mapping[K, int]], Mapping[K, Foreseen]]  # what the works with these keys ask first


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """How a work may share a transaction."""

    how: Sharing
    beside: Beside[Any] | None = None


def shares(how: Sharing, *, beside: Beside[Any] | None = None) -> Callable[[W], W]:
    """Mark a work that takes its turn also on PostgreSQL: those that wait share one transaction."""

    def marked(work: W) -> W:
        setattr(work, _SHARING, Shared(how=how, beside=beside))
        return work

    return marked


def sharing_of(work: Callable[..., Any]) -> Shared | None:
    """Return how a work may share a transaction, None when it has one of its own."""
    return getattr(work, _SHARING, None)


def in_turn(session: Session, patience_ms: int) -> None:
    """Wait for groups of works that other processes have under way, at the most so long; nothing may be read before.

    On PostgreSQL, where two large serialisable transactions at once nearly always undo one another. A lock of a table
    takes no snapshot, so what the others wrote meanwhile is seen. Source: PostgreSQL, "LOCK".

    Raises:
        OperationalError: they last longer.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_locking("EXCLUSIVE", patience_ms))


def see_what_is_committed(session: Session) -> Connection:
    """Begin a transaction in which each statement sees what was committed before it; only on PostgreSQL."""
    return session.connection(execution_options={"isolation_level": "READ COMMITTED"})


def go_beside(session: Session, patience_ms: int, cases: Collection[int], beside: Beside[Any]) -> frozenset[int]:
    """Keep for this transaction those of the cases that are free; let nothing through but what concerns these.

    What goes the strict way waits for it, and it for that: the two modes of the lock exclude each other. So nothing is
    waited for behind it: one case that somebody else has for long would hold up everybody. Source: PostgreSQL, "LOCK".

    Raises:
        OperationalError: what goes the strict way lasts longer.
    """
    connection = session.connection()
    connection.exec_driver_sql(_locking("ROW SHARE", patience_ms))
    kept = beside.keep(session, cases)
    connection.execution_options(**{_BESIDE: True})
    return kept


def is_beside(connection: Connection) -> bool:
    """Return whether works go beside those of other processes in this transaction."""
    return _BESIDE in connection.get_execution_options()


def concern(session: Session, case_id: int) -> None:
    """Let the next work of a session whose works go beside others concern this case alone.

    Who speaks may have gone over to another since that was asked: to one of a work beside it, which foresaw its rows.
    """
    session.info[_OWN] = case_id


def demand_own(session: Session, case_id: int) -> None:
    """Let a work read only the case that it concerns, where works go beside others.

    Raises:
        GoesFurther: it is another one.
    """
    if session.info.get(_OWN, case_id) != case_id:
        raise GoesFurther


def listen(engine: Engine) -> None:
    """Let no statement through, where works go beside others, but those that were prepared for it."""
    event.listen(engine, "before_cursor_execute", _only_prepared)


def without_objects(session: Session) -> None:
    """Let this session, in which works go beside others, write no objects."""
    event.listen(session, "before_flush", _no_objects)  # a statement that is refused later undoes the transaction


def _no_objects(*_flush: object) -> None:
    raise GoesFurther


def _only_prepared(connection: Connection, *_statement: object) -> None:
    if is_beside(connection):
        raise GoesFurther


def _locking(mode: str, patience_ms: int) -> str:
    return f"SET LOCAL lock_timeout = {patience_ms};LOCK TABLE number_series IN {mode} MODE"


def lightly(session: Session) -> None:
    """Let a transaction that locks its rows see what others committed meanwhile; it must not have begun.

    On PostgreSQL, where everything else is serialisable: workers that take different rows of one table would be refused
    again and again there. SQLite has one writer at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql" and not session.in_transaction():
        see_what_is_committed(session)
