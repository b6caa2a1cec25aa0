"""Queries behind the lists of the desks: a page costs the same however many have applied; the caller owns the turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import Session, col

from models.calls.stages import Stage
from models.records.applications.application import Application


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Which applications a list shows: those of a round that were sent, in a stage and a province or in any."""

    call_name: str
    round_id: str
    stage: Stage | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An application in a list."""

    application_id: int
    number: str
    nis_code: str
    stage: Stage
    sent_at: datetime


_LISTED = (
    col(Application.id),
    col(Application.number),
    col(Application.nis_code),
    col(Application.stage),
    col(Application.first_sent_at),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some applications in the order in which they were sent first."""

    rows: tuple[Listed, ...]
    has_before: bool
    has_after: bool


def page(
    session: Session, shelf: Shelf, *, size: int, cursor: int = 0, backwards: bool = False, including: bool = False
) -> Page:
    """Return the page behind (or before) the application `cursor`, or beginning with it; 0 stands for the first page.

    The place is found by the moment of sending, not by counting: each of the four indexes of `Application` begins with
    what the shelf fixes and goes on in the order of the list.
    """
    start = _place(session, cursor)
    if start is None:
        backwards = False
    order = (col(Application.first_sent_at), col(Application.id))
    query = (
        select(*_LISTED)
        .where(*_on(shelf), *([] if start is None else [_beyond(start, backwards, including)]))
        .order_by(*(one.desc() if backwards else one for one in order))
        .limit(size + 1)
    )
    found = [_listed(row) for row in session.connection().execute(query)]
    more = len(found) > size
    rows = tuple(found[:size][::-1] if backwards else found[:size])
    return Page(rows=rows, has_before=more if backwards else start is not None, has_after=True if backwards else more)


def any_on(session: Session, shelf: Shelf) -> bool:
    """Return whether anything stands on a shelf."""
    return session.connection().execute(select(col(Application.id)).where(*_on(shelf)).limit(1)).first() is not None


def of_towns(session: Session, call_name: str, nis_codes: Sequence[str]) -> tuple[Listed, ...]:
    """Return what municipalities sent in a call, in every round, the newest first."""
    query = (
        select(*_LISTED)
        .where(
            col(Application.call_name) == call_name,
            col(Application.nis_code).in_(nis_codes),
            col(Application.first_sent_at).is_not(None),
        )
        .order_by(col(Application.first_sent_at).desc())
    )
    return tuple(_listed(row) for row in session.connection().execute(query))


def by_number(session: Session, number: str) -> int | None:
    """Return the application with that number, or None."""
    found = session.connection().execute(select(col(Application.id)).where(col(Application.number) == number))
    return found.scalar_one_or_none()


def ending_in(session: Session, call_name: str, end: str, province: str | None, most: int) -> tuple[Listed, ...]:
    """Return what was sent in a call under a number that ends so, "2-0007" or "0007", the newest first.

    `end` holds letters, digits and hyphens alone; `province` None stands for all of them.
    """
    query = (
        select(*_LISTED)
        .where(
            col(Application.call_name) == call_name,
            col(Application.first_sent_at).is_not(None),
            col(Application.number).endswith(f"-{end.upper()}"),
            *([col(Application.province) == province] if province is not None else []),
        )
        .order_by(col(Application.first_sent_at).desc(), col(Application.id).desc())
        .limit(most)
    )
    return tuple(_listed(row) for row in session.connection().execute(query))


def _on(shelf: Shelf) -> list[ColumnElement[bool]]:
    wanted = [
        col(Application.call_name) == shelf.call_name,
        col(Application.round_id) == shelf.round_id,
        col(Application.first_sent_at).is_not(None),
    ]
    if shelf.stage is not None:
        wanted.append(col(Application.stage) == shelf.stage)
    if shelf.province is not None:
        wanted.append(col(Application.province) == shelf.province)
    return wanted


def _place(session: Session, cursor: int) -> tuple[datetime, int] | None:
    if not cursor:
        return None
    row = (
        session.connection()
        .execute(
            select(col(Application.first_sent_at), col(Application.id)).where(
                col(Application.id) == cursor, col(Application.first_sent_at).is_not(None)
            )
        )
        .one_or_none()
    )
    return (row[0], row[1]) if row is not None and row[0] is not None else None


def _beyond(start: tuple[datetime, int], backwards: bool, including: bool) -> ColumnElement[bool]:
    """Return what lies beyond a place: a range of the index, without those of the same moment on this side of it."""
    moment, application_id = start
    sent, ident = col(Application.first_sent_at), col(Application.id)
    if backwards:
        return and_(sent <= moment, or_(sent < moment, ident < application_id))
    beyond = ident >= application_id if including else ident > application_id
    return and_(sent >= moment, or_(sent > moment, beyond))


def _listed(row: Any) -> Listed:  # noqa: ANN401 - a row of the query above
    application_id, number, nis_code, stage, sent_at = row
    return Listed(
        application_id=application_id, number=number, nis_code=nis_code or "", stage=Stage(stage), sent_at=sent_at
    )
