"""Queries on the way to the college and on the calendars that have it; the caller owns the transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, insert, inspect, select, update
from sqlmodel import Session, col

from models.calls.round import Round
from models.calls.stages import Stage
from models.records.applications import deadline_queries
from models.records.applications.application import Application, Participant
from models.records.reminding.plan import CollegePlan, PlanCalendar
from models.storage.statements.prepared import Prepared
from models.timing.backward_plan import Habit


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is known of how a college meets, since it was asked; None where it is not known."""

    answered: bool
    weekday: int | None
    agenda_days: int | None

    @property
    def habit(self) -> Habit | None:
        """Return how the college meets, or None while a part of it is not known."""
        if self.weekday is None or self.agenda_days is None:
            return None
        return Habit(weekday=self.weekday, agenda_days=self.agenda_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A calendar that has the plan of an application."""

    application_id: int
    person_id: int
    sequence: int
    days: str
    sent_at: datetime
    ended_at: datetime | None
    works_on_it: bool  # whether the person still works on the application


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A calendar, and what its days hang on as it is now."""

    calendar: Calendar
    stage: Stage
    round: Round
    habit: Habit | None


_KEPT = tuple(one.name for one in inspect(CollegePlan).local_table.columns if one.name != "application_id")
_COPY = Prepared(
    insert(CollegePlan).from_select(
        ["application_id", *_KEPT],
        select(bindparam("after", type_=Integer), *(getattr(CollegePlan, name) for name in _KEPT)).where(
            col(CollegePlan.application_id) == bindparam("before")
        ),
    )
)


def asked(session: Session, application_id: int) -> Asked | None:
    """Return what is known for an application, or None when nobody was asked yet."""
    row = session.get(CollegePlan, application_id)
    if row is None:
        return None
    return Asked(answered=row.answered_at is not None, weekday=row.weekday, agenda_days=row.agenda_days)


def note_asked(session: Session, application_id: int, now: datetime) -> None:
    """Note that the people of an application were asked; a second time changes nothing."""
    if session.get(CollegePlan, application_id) is None:
        session.add(CollegePlan(application_id=application_id, asked_at=now))
        session.flush()


def answer(session: Session, application_id: int, person_id: int, now: datetime, **known: int | None) -> None:
    """Keep what a person knows of how the college meets."""
    note_asked(session, application_id, now)
    session.connection().execute(
        update(CollegePlan)
        .where(col(CollegePlan.application_id) == application_id)
        .values(answered_at=now, answered_by=person_id, **known)
    )


def copy(session: Session, from_id: int, to_id: int) -> None:
    """Let an application that carries another on know how the college meets."""
    _COPY.later(session, before=from_id, after=to_id)


_CALENDARS = (
    select(
        col(PlanCalendar.application_id),
        col(PlanCalendar.person_id),
        col(PlanCalendar.sequence),
        col(PlanCalendar.days),
        col(PlanCalendar.sent_at),
        col(PlanCalendar.ended_at),
        col(Participant.id).is_not(None),
    )
    .outerjoin(
        Participant,
        (col(Participant.application_id) == col(PlanCalendar.application_id))
        & (col(Participant.person_id) == col(PlanCalendar.person_id))
        & col(Participant.left_at).is_(None),
    )
    .order_by(col(PlanCalendar.application_id), col(PlanCalendar.person_id))
)


def followed(session: Session, application_id: int | None = None) -> tuple[Followed, ...]:
    """Return the calendars that have a plan now, with what their days hang on: of all applications, or of one.

    It is asked at every tick, so no application is loaded for it.
    """
    query = _CALENDARS.add_columns(
        col(Application.stage),
        col(Application.call_version),
        deadline_queries.NEWEST_VERSION,
        col(Application.round_id),
        deadline_queries.EXTENDED_TO,
        col(CollegePlan.weekday),
        col(CollegePlan.agenda_days),
    )
    query = query.join(Application, col(Application.id) == col(PlanCalendar.application_id))
    query = query.outerjoin(CollegePlan, col(CollegePlan.application_id) == col(PlanCalendar.application_id))
    query = query.where(col(PlanCalendar.ended_at).is_(None))
    if application_id is not None:
        query = query.where(col(PlanCalendar.application_id) == application_id)
    return tuple(_followed(session, row) for row in session.connection().execute(query))


def _followed(session: Session, row: Sequence[Any]) -> Followed:
    *calendar, stage, version, newest, round_id, extended_to, weekday, agenda_days = row
    return Followed(
        calendar=_calendar(calendar),
        stage=Stage(stage),
        round=deadline_queries.round_now(session, version, newest, round_id, extended_to),
        habit=Asked(answered=True, weekday=weekday, agenda_days=agenda_days).habit,
    )


def calendar(session: Session, application_id: int, person_id: int) -> Calendar | None:
    """Return a person's calendar, also one that was ended, or None when there never was one."""
    query = _CALENDARS.where(
        col(PlanCalendar.application_id) == application_id, col(PlanCalendar.person_id) == person_id
    )
    row = session.connection().execute(query).one_or_none()
    return _calendar(row) if row is not None else None


def keep_calendar(session: Session, kept: Calendar) -> None:
    """Write what a calendar has now."""
    row = session.get(PlanCalendar, (kept.application_id, kept.person_id))
    if row is None:
        row = PlanCalendar(application_id=kept.application_id, person_id=kept.person_id, sent_at=kept.sent_at)
    row.sequence, row.days, row.sent_at, row.ended_at = kept.sequence, kept.days, kept.sent_at, kept.ended_at
    session.add(row)
    session.flush()


def _calendar(row: Sequence[Any]) -> Calendar:
    application_id, person_id, sequence, days, sent_at, ended_at, works_on_it = row
    return Calendar(
        application_id=application_id,
        person_id=person_id,
        sequence=sequence,
        days=days,
        sent_at=sent_at,
        ended_at=ended_at,
        works_on_it=bool(works_on_it),
    )
