"""Queries on what one of several processes holds; the caller owns the transaction. Only PostgreSQL has several.

How long a lease lasts the database's clock says: a process whose clock is wrong takes nothing from another.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, delete, func, or_, select
from sqlmodel import Session, col

from models.records.messages.lease import Lease
from models.storage.statements.upsert import insert_into
from models.storage.transactions.isolation import lightly

LASTS = timedelta(seconds=12)  # six beats: a database that restarts in between takes nothing from anybody
PROCESS = "process:"
FORGOTTEN_AFTER = timedelta(hours=1)
_IS_OVER = col(Lease.until_at) <= func.clock_timestamp()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """What a process learns when it says that it is there."""

    was_alive: bool  # False: the others may have thought that it was gone
    alive: int  # processes, with this one
    held: frozenset[str]  # of what it wanted to hold


def beat(session: Session, worker: str, wanted: Collection[str]) -> Beat:
    """Say that a process is there, and take or keep what it wants to hold and nobody else does."""
    lightly(session)
    was_alive = session.connection().execute(_alive().where(col(Lease.holder) == worker)).first() is not None
    _take(session, f"{PROCESS}{worker}", worker)
    held = frozenset(name for name in sorted(wanted) if _take(session, name, worker))
    alive = session.connection().execute(_alive().with_only_columns(func.count())).scalar_one()
    session.connection().execute(
        delete(Lease).where(col(Lease.until_at) <= func.clock_timestamp() - FORGOTTEN_AFTER, _is_process())
    )
    return Beat(was_alive=was_alive, alive=alive, held=held)


def leave(session: Session, worker: str) -> None:
    """Let go of everything at once: the process ends."""
    lightly(session)
    session.connection().execute(delete(Lease).where(col(Lease.holder) == worker))


def living() -> Select[tuple[str]]:
    """Return the query of the processes that are there."""
    return _alive().with_only_columns(col(Lease.holder))


def _alive() -> Select[Any]:
    return select(col(Lease.name)).where(and_(_is_process(), ~_IS_OVER))


def _is_process() -> Any:  # noqa: ANN401 - a condition
    return col(Lease.name).startswith(PROCESS)


def _take(session: Session, name: str, worker: str) -> bool:
    """Return whether the process holds it from now on."""
    until_at = func.clock_timestamp() + LASTS
    statement = insert_into("postgresql", Lease).values(name=name, holder=worker, until_at=until_at)
    taken = statement.on_conflict_do_update(
        index_elements=["name"],
        set_={"holder": worker, "until_at": until_at},
        where=or_(col(Lease.holder) == worker, _IS_OVER),
    ).returning(col(Lease.name))
    return session.connection().execute(taken).first() is not None
