"""Queries on addresses at which nothing arrives; the caller owns the transaction."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, tuple_
from sqlmodel import Session, col

from models.records.people.unreachable import Unreachable
from models.storage.statements.upsert import insert_into


def mark(session: Session, way: str, address: str, reason: str, now: datetime) -> None:
    """Mark an address; the mark that stands there already stays as it is."""
    statement = insert_into(session.get_bind().dialect.name, Unreachable).on_conflict_do_nothing(
        index_elements=["way", "address"]
    )
    session.connection().execute(statement, {"way": way, "address": address, "since_at": now, "reason": reason[:200]})


def heard_from(session: Session, way: str, addresses: Collection[str]) -> None:
    """Take the marks away: the owners were heard from there."""
    if addresses:
        session.connection().execute(
            delete(Unreachable).where(col(Unreachable.way) == way, col(Unreachable.address).in_(addresses))
        )


def marked(session: Session, places: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Return which of these (way, address) are marked."""
    if not places:
        return frozenset()
    rows = session.connection().execute(
        select(col(Unreachable.way), col(Unreachable.address)).where(
            tuple_(col(Unreachable.way), col(Unreachable.address)).in_(list(places))
        )
    )
    return frozenset((way, address) for way, address in rows)
