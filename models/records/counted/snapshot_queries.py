"""Queries on frozen figures; the caller owns the transaction."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from models.records.counted.snapshot import Snapshot


def add(session: Session, snapshot: Snapshot) -> int:
    """Keep a snapshot and return its id."""
    session.add(snapshot)
    session.flush()
    return snapshot.id


def one(session: Session, snapshot_id: int) -> Snapshot | None:
    """Return a snapshot, or None when there is none with that id."""
    return session.get(Snapshot, snapshot_id)


def newest(session: Session, call_name: str, most: int) -> Sequence[Snapshot]:
    """Return the newest snapshots of a call, newest first."""
    found = session.execute(
        select(Snapshot).where(col(Snapshot.call_name) == call_name).order_by(col(Snapshot.id).desc()).limit(most)
    )
    return list(found.scalars())
