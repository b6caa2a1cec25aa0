"""Queries on where municipalities stand, over the rounds of a call; the caller owns the transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select
from sqlmodel import Session, col

from models.calls.stages import Stage
from models.records.applications.application import Application, Event
from models.records.desk.decision import Decision
from models.records.people.interest import Interest

# What people of a municipality do about their application: after a nudge, it is the answer to it.
ANSWERS = ("begun", "municipality", "answered", "file_added", "submitted", "declined")


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """An application of a municipality that is the municipality's, or was sent."""

    application_id: int
    nis_code: str
    round_id: str
    stage: Stage
    number: str | None
    carried_from_id: int | None
    is_declined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OnList:
    """Somebody of a municipality on a list of people who showed interest."""

    interest_id: int
    name: str
    email: str
    language: str
    has_stopped: bool


def _are_known(application: type[Application]) -> ColumnElement[bool]:
    """Return the condition that officers may know of an application: the municipality's, sent, or carried on."""
    return or_(
        col(application.live_key).is_not(None),
        col(application.number).is_not(None),
        col(application.carried_from_id).is_not(None),
    )


def _newest(what: str) -> ScalarSelect[Any]:
    """Return the number of the last event of that sort in the history of an application."""
    on_it = (col(Event.application_id) == col(Application.id), col(Event.what) == what)
    return select(func.max(col(Event.id))).where(*on_it).scalar_subquery()


def past(session: Session, call_name: str, nis_codes: Collection[str]) -> tuple[Past, ...]:
    """Return the applications of some municipalities in every round of a call, the newest first."""
    declined = _newest("declined")
    rows = session.connection().execute(
        select(
            col(Application.id),
            col(Application.nis_code),
            col(Application.round_id),
            col(Application.stage),
            col(Application.number),
            col(Application.carried_from_id),
            and_(declined.is_not(None), func.coalesce(_newest("province_reopened"), 0) < declined),
        )
        .where(
            col(Application.call_name) == call_name,
            col(Application.nis_code).in_(nis_codes),
            _are_known(Application),
        )
        .order_by(col(Application.id).desc())
    )
    return tuple(
        Past(
            application_id=row[0],
            nis_code=row[1] or "",
            round_id=row[2],
            stage=Stage(row[3]),
            number=row[4],
            carried_from_id=row[5],
            is_declined=bool(row[6]),
        )
        for row in rows
    )


def untold(session: Session, application_ids: Collection[int], now: datetime) -> Mapping[int, Stage]:
    """Return the stage that is known of the applications whose decision was taken and did not leave yet."""
    rows = session.connection().execute(
        select(col(Decision.application_id), col(Decision.from_stage))
        .where(
            col(Decision.application_id).in_(application_ids),
            col(Decision.taken_at).is_not(None),
            col(Decision.undone_at).is_(None),
            col(Decision.leaves_at) > now,
        )
        .order_by(col(Decision.id).desc())
    )
    return {application_id: Stage(stage) for application_id, stage in rows}


def last_answers(session: Session, call_name: str, nis_codes: Collection[str]) -> Mapping[str, datetime]:
    """Return by NIS code when people of a municipality last did something about its application."""
    rows = session.connection().execute(
        select(col(Application.nis_code), func.max(col(Event.at)))
        .join(Event, col(Event.application_id) == col(Application.id))
        .where(
            col(Application.call_name) == call_name,
            col(Application.nis_code).in_(nis_codes),
            col(Event.what).in_(ANSWERS),
            _are_known(Application),
        )
        .group_by(col(Application.nis_code))
    )
    return {str(nis_code): at for nis_code, at in rows if at is not None}


def on_lists(session: Session, call_name: str, nis_code: str) -> tuple[OnList, ...]:
    """Return who of a municipality showed interest in a call."""
    rows = session.connection().execute(
        select(
            col(Interest.id), col(Interest.name), col(Interest.email), col(Interest.language), col(Interest.stopped_at)
        )
        .where(col(Interest.call_name) == call_name, col(Interest.nis_code) == nis_code)
        .order_by(col(Interest.id))
    )
    return tuple(
        OnList(interest_id=row[0], name=row[1], email=row[2], language=row[3], has_stopped=row[4] is not None)
        for row in rows
    )
