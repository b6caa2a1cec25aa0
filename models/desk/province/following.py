"""What there is to follow about each municipality of a province: who fell out, who stays behind near the deadline.

Source: ARCHITECTURE.md, Rules: Province desk.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from models.calls.call import Call
from models.calls.stages import FALLEN_OUT, Stage
from models.desk.province import board
from models.desk.province.board import Spot
from models.language import moments
from models.places.municipality import Municipality
from models.records.desk import board_queries, follow_up_queries
from models.records.desk.board_queries import Past
from models.records.desk.follow_up import DECLINES
from models.records.desk.follow_up_queries import Followed
from models.turns.people.naming import called

NEAR_DAYS = 28  # so many days before the last day, who has not begun or stands still is listed
LAST_DAYS = 7  # then every draft is, also one that was touched yesterday
STANDS_STILL = timedelta(days=7)
# The groups of the list, in order; a button bears the place, so it only grows at the end.
GROUPS = ("fallen", "draft", "interest", "not_started", "resting", "done")
TO_FOLLOW = frozenset({"fallen", "draft", "interest", "not_started"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What there is to follow about a municipality."""

    spot: Spot
    call_name: str
    round_id: str  # in which it fell out, or which is open
    kind: str  # one of TO_FOLLOW, "" when it applied and did not fall out
    group: str  # one of GROUPS, "" when it is not listed now
    fallen: Past | None  # what fell out
    application_id: int | None  # on which it goes on: the draft, else what fell out
    followed: Followed | None  # None: nobody did anything yet
    by: str | None  # who follows it, as they are called
    nudges: tuple[datetime, ...]
    answered: int  # how many of those were followed by an answer
    is_declined: bool  # the municipality lets it go by


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of all municipalities together."""

    call_name: str
    round_id: str  # that is looked at
    days: int | None  # until the deadline; None when no round is open
    followed: Mapping[tuple[str, str], Followed]  # by round and NIS code
    nudged: Mapping[int, Sequence[datetime]]
    answers: Mapping[str, datetime]
    now: datetime


def matters(session: Session, call: Call, towns: Sequence[Municipality], now: datetime) -> tuple[Matter, ...]:
    """Return what there is to follow about municipalities, in their order."""
    round_ = call.round_at(now)
    codes = [town.nis_code for town in towns]
    followed = follow_up_queries.of_towns(session, call.name, codes)
    known = _Known(
        call_name=call.name,
        round_id=shown_round(call, now),
        days=moments.days_left(round_, now, call.zone) if round_ is not None else None,
        followed={(one.round_id, one.nis_code): one for one in followed},
        nudged=follow_up_queries.nudged(session, [one.id for one in followed]),
        answers=board_queries.last_answers(session, call.name, codes),
        now=now,
    )
    return tuple(_matter(session, known, spot) for spot in board.spots(session, call, known.round_id, towns, now))


def matter(session: Session, call: Call, town: Municipality, now: datetime) -> Matter:
    """Return what there is to follow about a municipality."""
    return matters(session, call, [town], now)[0]


def shown_round(call: Call, now: datetime) -> str:
    """Return the round that is open, else the last that began, else the first."""
    begun = [one for one in call.rounds_near(now) if one.opens_at <= now]
    return begun[-1].id if begun else call.rounds_near(now)[0].id


def _matter(session: Session, known: _Known, spot: Spot) -> Matter:
    fallen = _fallen(spot)
    round_id = fallen.round_id if fallen is not None else known.round_id
    found = known.followed.get((round_id, spot.town.nis_code))
    kind = "fallen" if fallen is not None else spot.where if spot.where in TO_FOLLOW else ""
    nudges = tuple(known.nudged.get(found.id, ())) if found is not None else ()
    last_answer = known.answers.get(spot.town.nis_code)
    outcome = found.outcome if found is not None else None
    is_declined = (outcome == DECLINES or (fallen is not None and fallen.is_declined)) and not _begun_again(spot)
    is_done = is_declined or outcome not in {None, DECLINES}
    return Matter(
        spot=spot,
        call_name=known.call_name,
        round_id=round_id,
        kind=kind,
        group="done" if is_done else _group(known, kind, found, last_answer),
        fallen=fallen,
        application_id=_goes_on_with(spot, fallen),
        followed=found,
        by=called(session, found.claimed_by) if found is not None and found.claimed_by is not None else None,
        nudges=nudges,
        answered=sum(last_answer is not None and at < last_answer for at in nudges),
        is_declined=is_declined,
    )


def _begun_again(spot: Spot) -> bool:
    """Return whether a municipality works on a draft, whatever it or its province said before."""
    drafts = {one.application_id for one in spot.past if one.stage is Stage.DRAFT}
    return spot.standing is not None and spot.standing.application_id in drafts


def _fallen(spot: Spot) -> Past | None:
    """Return what fell out last, unless the municipality sent something since."""
    newest = next((one for one in spot.past if one.number is not None), None)
    return newest if newest is not None and newest.stage in FALLEN_OUT else None


def _goes_on_with(spot: Spot, fallen: Past | None) -> int | None:
    if spot.standing is not None and spot.where == "draft":
        return spot.standing.application_id
    return fallen.application_id if fallen is not None else None


def _group(known: _Known, kind: str, found: Followed | None, last_answer: datetime | None) -> str:
    """Return in which group of the list a municipality stands while nothing came of it, "" when in none."""
    if not kind or (kind != "fallen" and not _is_late(known, kind, last_answer)):
        return ""
    until = found.snoozed_until_at if found is not None else None
    return "resting" if until is not None and until > known.now else kind


def _is_late(known: _Known, kind: str, last_answer: datetime | None) -> bool:
    """Return whether the deadline is near, and a draft stands still."""
    if known.days is None or known.days > NEAR_DAYS:
        return False
    touched = kind == "draft" and last_answer is not None and known.now - last_answer < STANDS_STILL
    return not touched or known.days <= LAST_DAYS
