"""Where every municipality of a province stands in a round: those that did not apply as well as those that did.

Only how far each is, never what was written. A decision counts from the moment its letter leaves.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from models.answers import checklist
from models.calls.call import Call, Item
from models.calls.stages import Stage
from models.places.municipality import Municipality
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.desk import board_queries
from models.records.desk.board_queries import Past
from models.records.reminding import weekly_queries
from models.records.reminding.weekly_queries import Standing

NOT_SENT = frozenset({Stage.DRAFT, Stage.WITHDRAWN, Stage.EXPIRED})
# Where a municipality can stand, in the order of the list; a button bears the place, so it only grows at the end.
WHERE = (
    "not_started",
    "interest",
    "draft",
    "submitted",
    "information_requested",
    "admissible",
    "inadmissible",
    "unclear",
    "selected",
    "not_selected",
    "intake",
    "guidance",
    "evaluated",
    "withdrawn",
    "expired",
    "earlier",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a municipality stands in a round."""

    town: Municipality
    where: str  # one of WHERE
    standing: Standing | None  # its application of that round that is furthest
    interested: int  # how many people showed interest and may be written to
    past: tuple[Past, ...]  # its applications that officers may know of, in every round, newest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a draft is."""

    item: Item | None  # at which it stands; None when everything is filled in
    asked: int  # how many items there are for this municipality
    missing: int


def spots(
    session: Session, call: Call, round_id: str, towns: Sequence[Municipality], now: datetime
) -> tuple[Spot, ...]:
    """Return where municipalities stand, in their order."""
    codes = [town.nis_code for town in towns]
    standings = weekly_queries.standings(session, call.name, round_id, codes)
    known = board_queries.past(session, call.name, codes)
    ids = [one.application_id for one in standings] + [one.application_id for one in known]
    untold = board_queries.untold(session, ids, now)
    best = _furthest(standings)
    interested = weekly_queries.interested(session, call.name)
    past: dict[str, list[Past]] = {}
    for one in known:
        told = replace(one, stage=untold.get(one.application_id, one.stage))
        past.setdefault(one.nis_code, []).append(told)
    later = _later_rounds(call, round_id, {one.round_id for one in known})
    return tuple(
        _spot(town, best.get(town.nis_code), later | {round_id}, untold, interested, tuple(past.get(town.nis_code, ())))
        for town in towns
    )


def _later_rounds(call: Call, round_id: str, known: Collection[str]) -> frozenset[str]:
    """Return the rounds that closed after a round; one that the call has no more was earlier."""
    ordered = {one.id: one.closes_at for one in call.rounds_near(call.round(round_id).closes_at)}
    return frozenset(one for one in known if one in ordered and ordered[one] > ordered[round_id])


def _furthest(standings: Sequence[Standing]) -> Mapping[str, Standing]:
    """Return by municipality the application that is furthest: sent, else its own, else the newest draft."""
    ranked = sorted(standings, key=lambda one: (one.stage not in NOT_SENT, one.stage is Stage.DRAFT, one.is_owned))
    return {one.nis_code: one for one in ranked}


def _spot(
    town: Municipality,
    standing: Standing | None,
    not_before: Collection[str],
    untold: Mapping[int, Stage],
    interested: Mapping[str, int],
    past: tuple[Past, ...],
) -> Spot:
    count = interested.get(town.nis_code, 0)
    if standing is not None:
        where = str(untold.get(standing.application_id, standing.stage))
    elif any(one.number is not None and one.round_id not in not_before for one in past):
        where = "earlier"
    else:
        where = "interest" if count else "not_started"
    return Spot(town=town, where=where, standing=standing, interested=count, past=past)


def is_sent(spot: Spot) -> bool:
    """Return whether a municipality applied in the round."""
    return spot.standing is not None and spot.standing.stage not in NOT_SENT


def progress(session: Session, spot: Spot) -> Progress | None:
    """Return how far the draft of a municipality is, None when it has none."""
    if spot.standing is None or spot.standing.stage is not Stage.DRAFT:
        return None
    case = case_queries.load(session, spot.standing.application_id)
    asked = checklist.asked_items(case.call.checklist, case.answers)
    missing = checklist.missing(case.call.checklist, case.answers)
    return Progress(item=_stuck_at(case, spot.standing), asked=len(asked), missing=len(missing))


def _stuck_at(case: Case, standing: Standing) -> Item | None:
    """Return the item that was asked last while it is open, else the first that is; None when nothing is."""
    asked = case.item(standing.place)
    is_open = asked is not None and (asked.key not in case.answers or case.answers[asked.key].stale)
    if asked is not None and is_open and asked.key not in case.skipped:
        return asked
    return case.next_item()
