"""Queries behind the figures; the caller owns the transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, false, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.calls.stages import Stage
from models.records.applications.application import STEPS_COUNTED, UNDONE, Application, Event, Participant
from models.records.guidance.guidance import Guidance

# The values stand in the statement itself: only so SQLite sees that the partial index on steps holds them all.
_IS_STEP = col(Event.what).in_(bindparam("steps", STEPS_COUNTED, expanding=True, literal_execute=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a municipality did in a round, as numbers of applications; `nis_code` is None when it is not known."""

    round_id: str
    nis_code: str | None
    submitted: int
    admissible: int
    inadmissible: int
    unclear: int
    selected: int
    not_selected: int
    evaluated: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One application that was sent, and in which figures it is counted."""

    application_id: int
    number: str
    round_id: str
    nis_code: str | None
    stage: Stage
    sent_at: datetime
    admissible: bool
    selected: bool
    late: bool


def tallies(session: Session, call_name: str, closings: Mapping[str, datetime]) -> list[Tally]:
    """Count the applications of a call by round and municipality, in the rounds whose closing is given."""
    sent = _sent(call_name, closings).subquery()
    stage = sent.c.stage
    found = session.connection().execute(
        select(
            sent.c.round_id,
            sent.c.nis_code,
            func.count(),
            func.sum(sent.c.admissible),
            func.sum(_one(stage == Stage.INADMISSIBLE)),
            func.sum(_one(stage == Stage.UNCLEAR)),
            func.sum(sent.c.selected),
            func.sum(_one(stage == Stage.NOT_SELECTED)),
            func.sum(_one(stage == Stage.EVALUATED)),
            func.sum(sent.c.late),
        ).group_by(sent.c.round_id, sent.c.nis_code)
    )
    return [
        Tally(
            round_id=row[0],
            nis_code=row[1],
            submitted=int(row[2]),
            admissible=int(row[3]),
            inadmissible=int(row[4]),
            unclear=int(row[5]),
            selected=int(row[6]),
            not_selected=int(row[7]),
            evaluated=int(row[8]),
            late=int(row[9]),
        )
        for row in found
    ]


def counted(session: Session, call_name: str, closings: Mapping[str, datetime]) -> list[Counted]:
    """Return every application that is counted, in the order of its number: the list behind each figure."""
    sent = _sent(call_name, closings).subquery()
    found = session.connection().execute(select(sent).order_by(sent.c.number))
    return [
        Counted(
            application_id=row.application_id,
            number=row.number,
            round_id=row.round_id,
            nis_code=row.nis_code,
            stage=Stage(row.stage),
            sent_at=row.first_sent_at,
            admissible=bool(row.admissible),
            selected=bool(row.selected),
            late=bool(row.late),
        )
        for row in found
    ]


def budgets(session: Session, call_name: str, round_ids: Collection[str]) -> dict[str, int]:
    """Return the budget of each guidance that was fixed, in whole cents, by the number of the application."""
    rows = session.connection().execute(
        select(col(Application.number), col(Guidance.budget_cents))
        .join(Guidance, col(Guidance.application_id) == col(Application.id))
        .where(col(Application.call_name) == call_name, col(Application.round_id).in_(list(round_ids)))
        .order_by(col(Application.number))
    )
    return {number: int(cents) for number, cents in rows if number is not None}


def stuck_at(session: Session, call_name: str, round_id: str, province: str | None = None) -> dict[str | None, int]:
    """Return at which item municipalities stand that did not send, with how many stand there.

    Of a municipality its own draft counts, else the one at which something was asked last: a second device is no second
    municipality. Who chose none yet, and what was withdrawn or became part of another draft, counts nowhere.
    """
    there = [col(Application.province) == province] if province is not None else []
    first = (
        case((col(Application.live_key).is_not(None), 0), else_=1),
        case((col(Participant.role) == "contact", 0), else_=1),
        case((col(Participant.asked_at).is_(None), 1), else_=0),
        col(Participant.asked_at).desc(),
        col(Participant.id).desc(),
    )
    in_town = func.row_number().over(partition_by=col(Application.nis_code), order_by=first)
    other = aliased(Application)
    has_sent = exists().where(
        col(other.call_name) == call_name,
        col(other.nis_code) == col(Application.nis_code),
        col(other.round_id) == round_id,
        col(other.first_sent_at).is_not(None),
    )
    at_work = (
        select(col(Participant.place), in_town.label("in_town"))
        .join(Application, col(Application.id) == col(Participant.application_id))
        .where(
            col(Application.call_name) == call_name,
            col(Application.round_id) == round_id,
            col(Application.nis_code).is_not(None),
            col(Application.stage).in_([Stage.DRAFT, Stage.EXPIRED]),
            col(Application.first_sent_at).is_(None),
            col(Participant.left_at).is_(None),
            ~has_sent,
            *there,
        )
        .subquery()
    )
    rows = session.connection().execute(
        select(at_work.c.place, func.count()).where(at_work.c.in_town == 1).group_by(at_work.c.place)
    )
    return {place: int(number) for place, number in rows}


def begun(session: Session, call_name: str) -> dict[str, int]:
    """Return how many municipalities began in each round, sent or not.

    What was sent of an unknown one counts by itself. Whoever only agreed to what is kept, and chose no municipality,
    began nothing yet.
    """
    known = col(Application.nis_code)
    unknown = case((and_(known.is_(None), col(Application.first_sent_at).is_not(None)), 1), else_=0)
    rows = session.connection().execute(
        select(col(Application.round_id), func.count(known.distinct()) + func.sum(unknown))
        .where(
            col(Application.call_name) == call_name,
            or_(known.is_not(None), col(Application.first_sent_at).is_not(None)),
        )
        .group_by(col(Application.round_id))
    )
    return {round_id: int(number) for round_id, number in rows}


def _sent(call_name: str, closings: Mapping[str, datetime]) -> Any:  # noqa: ANN401 - a select with columns of its own
    """Return the applications that were sent and not withdrawn before closing, with 1 or 0 for what they entered."""
    steps = _steps()
    before = aliased(Application)
    withdrawn_early = or_(
        false(),
        *(
            and_(col(Application.round_id) == round_id, steps.c.withdrawn_at < closes_at)
            for round_id, closes_at in closings.items()
        ),
    )
    late = and_(col(before.first_sent_at).is_(None), col(before.round_id) != col(Application.round_id))
    return (
        select(
            col(Application.id).label("application_id"),
            col(Application.number),
            col(Application.round_id),
            col(Application.nis_code),
            col(Application.stage),
            col(Application.first_sent_at),
            _one(steps.c.admissible > 0).label("admissible"),
            _one(steps.c.selected > 0).label("selected"),
            _one(and_(col(before.id).is_not(None), late)).label("late"),
        )
        .outerjoin(steps, steps.c.application_id == col(Application.id))
        .outerjoin(before, col(before.id) == col(Application.carried_from_id))
        .where(
            col(Application.call_name) == call_name,
            col(Application.round_id).in_(list(closings)),
            col(Application.first_sent_at).is_not(None),
            or_(steps.c.withdrawn_at.is_(None), ~withdrawn_early),
        )
    )


def _steps() -> Any:  # noqa: ANN401 - a subquery with columns of its own
    """Return for each application how often it entered a stage and was taken back, and when it was withdrawn."""
    return (
        select(
            col(Event.application_id),
            _entered(Stage.ADMISSIBLE).label("admissible"),
            _entered(Stage.SELECTED).label("selected"),
            func.max(case((col(Event.what) == Stage.WITHDRAWN, col(Event.at)))).label("withdrawn_at"),
        )
        .where(_IS_STEP)
        .group_by(col(Event.application_id))
        .subquery()
    )


def _entered(stage: Stage) -> ColumnElement[int]:
    """Return how often a stage was entered and not taken back."""
    taken_back = and_(col(Event.what) == UNDONE, col(Event.detail) == stage)
    return func.sum(case((col(Event.what) == stage, 1), (taken_back, -1), else_=0))


def _one(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
