"""The figures of a round as an officer sees them at the desk, with what lies behind them: time, items, reminders.

Source: ARCHITECTURE.md, Rules: Figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from models.calls.call import Call, Item
from models.calls.round import Round
from models.desk import rights
from models.desk.rights import Right
from models.figures import figures
from models.figures.figures import Figures, Numbers, RoundFigures, province_of
from models.figures.over_time import Course, over_time
from models.figures.reminder_effect import Effect, reminder_effect
from models.places.municipality import PROVINCES
from models.records.counted import figure_queries
from models.turns.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """The figures of a round, of one province or of all."""

    call: Call
    now: datetime
    round: Round
    rounds: tuple[str, ...]  # to choose from, the newest first
    province: str | None  # None: all of Flanders
    provinces: tuple[str, ...]  # to choose from
    begun: int  # municipalities in all of Flanders, sent or not
    numbers: Numbers
    by_province: Mapping[str, Numbers]  # of all of Flanders
    course: Course
    stuck: tuple[tuple[Item | None, int], ...]  # at which item who did not send stands; None: at none
    effects: tuple[Effect, ...]
    may_freeze: bool


def charts(session: Session, turn: Turn, round_id: str | None = None, province: str | None = None) -> Charts:
    """Return the figures of a round, of the newest that began when none is named.

    Raises:
        Instead: the right is missing, there is no such round or province, or it is another one's; all read the same.
    """
    rights.demand(turn, Right.COUNT)
    own = rights.scope(turn)
    provinces = (own,) if own is not None else PROVINCES
    found = figures.figures(session, turn.call, turn.now)
    begun = [one for one in reversed(found.rounds) if one.round.opens_at <= turn.now] or list(found.rounds[:1])
    chosen = next((one for one in begun if round_id in {None, one.round.id}), None)
    if chosen is None or province not in {None, *provinces}:
        raise rights.not_there(turn)
    return Charts(
        call=turn.call,
        now=turn.now,
        round=chosen.round,
        rounds=tuple(one.round.id for one in begun),
        province=province,
        provinces=provinces,
        begun=chosen.begun,
        numbers=chosen.by_province.get(province, Numbers()) if province is not None else chosen.numbers,
        by_province=chosen.by_province,
        course=_course(session, turn, found, chosen, province),
        stuck=_stuck(session, turn.call, chosen.round.id, province),
        effects=reminder_effect(session, turn.call, chosen.round, province),
        may_freeze=rights.has(turn, Right.FREEZE),
    )


def _course(session: Session, turn: Turn, found: Figures, chosen: RoundFigures, province: str | None) -> Course:
    counted = figures.members(session, replace(found, rounds=(chosen,)))
    own = [one for one in counted if province in {None, province_of(one.nis_code)}]
    return over_time(own, chosen.round, turn.call.zone, turn.now)


def _stuck(session: Session, call: Call, round_id: str, province: str | None) -> tuple[tuple[Item | None, int], ...]:
    """Return where who did not send stands, in the order of the checklist; items of another version come last."""
    places = figure_queries.stuck_at(session, call.name, round_id, province)
    listed = [(item, places[item.key]) for item in call.checklist.items if item.key in places]
    rest = sum(places.values()) - sum(count for _, count in listed)
    return (*listed, (None, rest)) if rest else tuple(listed)
