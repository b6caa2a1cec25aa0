"""Queries on the stored versions of calls; the caller owns the transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.call_files.call_file import call_from_content
from models.calls.call import Call
from models.records.applications.call_version import CallVersion

A_MOMENT = timedelta(microseconds=1)  # later than the version before, also for who talks on another day


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """How often a call was loaded anew, and when last."""

    number: int
    loaded_at: datetime


def remember(session: Session, call: Call, content: str, now: datetime) -> None:
    """Keep a version of a call whole; one that is loaded again is the newest again."""
    newest = session.connection().execute(
        select(func.max(CallVersion.loaded_at)).where(
            col(CallVersion.name) == call.name, col(CallVersion.version) != call.version
        )
    )
    before = newest.scalar_one()
    loaded_at = now if before is None or before < now else before + A_MOMENT
    known = session.get(CallVersion, call.version)
    if known is None:
        session.add(CallVersion(version=call.version, name=call.name, content=content, loaded_at=loaded_at))
    else:
        known.loaded_at = loaded_at
    session.flush()


def names(session: Session) -> tuple[str, ...]:
    """Return the names of the calls that were loaded."""
    rows = session.connection().execute(select(col(CallVersion.name)).distinct().order_by(col(CallVersion.name)))
    return tuple(rows.scalars())


def newest_content(session: Session, name: str) -> str | None:
    """Return the content of the version of `name` that was loaded last, or None when none was."""
    found = session.connection().execute(
        select(col(CallVersion.content))
        .where(col(CallVersion.name) == name)
        .order_by(col(CallVersion.loaded_at).desc())
    )
    return found.scalars().first()


def edition(session: Session, name: str) -> Edition:
    """Return which version of a call is the newest: the first has number 0."""
    count, newest = (
        session.connection()
        .execute(select(func.count(), func.max(CallVersion.loaded_at)).where(col(CallVersion.name) == name))
        .one()
    )
    return Edition(number=count - 1, loaded_at=newest)


def call_of(session: Session, version: str) -> Call:
    """Return the call as it was in that version.

    Raises:
        KeyError: that version was never loaded.
    """
    known = _calls().get(version)
    if known is None:
        row = session.get(CallVersion, version)
        if row is None:
            raise KeyError(version)
        known = _calls().setdefault(version, call_from_content(row.content))
    return known


@lru_cache(maxsize=1)
def _calls() -> dict[str, Call]:
    """Return the versions read so far: a version never changes, and there are few."""
    return {}
