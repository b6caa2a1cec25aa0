"""Queries on the showcase; the caller owns the transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from models.records.applications.application import Application
from models.records.guidance.evaluation import ShowcaseEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the showcase, for lists."""

    application_id: int
    nis_code: str
    round_id: str
    tags: tuple[tuple[str, str], ...]  # (item key, option key)


def share(session: Session, application_id: int, tags: str, person_id: int, now: datetime) -> None:
    """Put an application in the showcase; who took it back can share it again."""
    row = session.get(ShowcaseEntry, application_id) or ShowcaseEntry(
        application_id=application_id, tags=tags, shared_at=now
    )
    row.tags, row.shared_by, row.shared_at, row.taken_back_at = tags, person_id, now, None
    session.add(row)
    session.flush()


def take_back(session: Session, application_id: int, now: datetime) -> None:
    """Take an application out of the showcase."""
    row = session.get(ShowcaseEntry, application_id)
    if row is not None and row.taken_back_at is None:
        row.taken_back_at = now
        session.add(row)
        session.flush()


def listed(session: Session, tags: Collection[str], offset: int, most: int) -> tuple[Entry, ...]:
    """Return a page of the entries that bear each of these tags, the newest first."""
    wanted: list[ColumnElement[bool]] = [col(ShowcaseEntry.taken_back_at).is_(None)]
    wanted += [col(ShowcaseEntry.tags).contains(f" {tag} ", autoescape=True) for tag in tags]
    query = _ENTRIES.where(*wanted).order_by(col(ShowcaseEntry.shared_at).desc(), col(ShowcaseEntry.application_id))
    rows = session.connection().execute(query.offset(offset).limit(most))
    return tuple(_entry(*row) for row in rows)


def tags(session: Session) -> frozenset[tuple[str, str]]:
    """Return by which (item key, option key) at least one entry is found."""
    query = select(col(ShowcaseEntry.tags)).where(col(ShowcaseEntry.taken_back_at).is_(None)).distinct()
    return frozenset(pair for (found,) in session.connection().execute(query) for pair in _pairs(found))


def one(session: Session, application_id: int) -> Entry | None:
    """Return an entry that stands in the showcase now, or None."""
    query = _ENTRIES.where(
        col(ShowcaseEntry.application_id) == application_id, col(ShowcaseEntry.taken_back_at).is_(None)
    )
    row = session.connection().execute(query).one_or_none()
    return _entry(*row) if row is not None else None


_ENTRIES = select(
    col(ShowcaseEntry.application_id), col(Application.nis_code), col(Application.round_id), col(ShowcaseEntry.tags)
).join(Application, col(Application.id) == col(ShowcaseEntry.application_id))


def _entry(application_id: int, nis_code: str | None, round_id: str, tags: str) -> Entry:
    return Entry(application_id=application_id, nis_code=nis_code or "", round_id=round_id, tags=_pairs(tags))


def _pairs(tags: str) -> tuple[tuple[str, str], ...]:
    return tuple((tag.partition("=")[0], tag.partition("=")[2]) for tag in tags.split())
