"""Queries on what officers are filling in; the caller owns the transaction."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, col

from models.records.desk.desk_form import DeskForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form as far as it is filled in."""

    id: int
    officer_id: int
    what: str
    application_id: int | None
    round_id: str | None
    nis_code: str | None
    values: Mapping[str, str]
    asked: str | None
    done_at: datetime | None


def begin(session: Session, row: DeskForm) -> Filled:
    """Return the form that the officer began about the same thing and did not finish, else a new one."""
    query = select(DeskForm).where(
        col(DeskForm.officer_id) == row.officer_id,
        col(DeskForm.what) == row.what,
        col(DeskForm.application_id).is_not_distinct_from(row.application_id),
        col(DeskForm.round_id).is_not_distinct_from(row.round_id),
        col(DeskForm.nis_code).is_not_distinct_from(row.nis_code),
        col(DeskForm.done_at).is_(None),
    )
    known = session.execute(query.order_by(col(DeskForm.id).desc()).limit(1)).scalar_one_or_none()
    if known is None:
        session.add(row)
        session.flush()
        known = row
    return _read(known)


def one(session: Session, form_id: int) -> Filled | None:
    """Return a form, or None."""
    row = session.get(DeskForm, form_id)
    return _read(row) if row is not None else None


def keep(session: Session, form_id: int, values: Mapping[str, str], asked: str | None) -> Filled:
    """Write what is filled in and what is asked next."""
    text = json.dumps(dict(values), ensure_ascii=False)
    session.connection().execute(update(DeskForm).where(col(DeskForm.id) == form_id).values(filled=text, asked=asked))
    found = one(session, form_id)
    if found is None:
        raise KeyError(form_id)
    return found


def finish(session: Session, form_id: int, now: datetime) -> None:
    """Note that a form was confirmed; what was typed stands where it belongs from now on."""
    session.connection().execute(
        update(DeskForm).where(col(DeskForm.id) == form_id).values(filled="{}", asked=None, done_at=now)
    )


def _read(row: DeskForm) -> Filled:
    return Filled(
        id=row.id,
        officer_id=row.officer_id,
        what=row.what,
        application_id=row.application_id,
        round_id=row.round_id,
        nis_code=row.nis_code,
        values=json.loads(row.filled),
        asked=row.asked,
        done_at=row.done_at,
    )
