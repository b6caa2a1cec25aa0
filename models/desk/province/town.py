"""A municipality at the desk: until when it can send in a round, why, and how far it is there."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.calls.call import Call
from models.calls.round import Round
from models.calls.stages import Stage
from models.desk import rights
from models.desk.rights import Right
from models.places import municipality_match
from models.places.municipality import Municipality, all_municipalities, municipalities_on
from models.records.applications import case_queries, closing_queries, deadline_queries, extension_queries
from models.records.applications.case import Case
from models.records.applications.extension_queries import Granted
from models.records.desk import desk_queries
from models.records.desk.desk_queries import Listed
from models.turns.outcome import Noted, Outcome, only
from models.turns.rounds import extending
from models.turns.turn import Turn
from models.turns.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The deadline of one municipality in one round."""

    call: Call
    round: Round  # as it is for everybody
    town: Municipality
    granted: Granted | None  # more time than everybody, while that is so
    stages: tuple[Stage, ...]  # of its applications in that round
    withdrawn_to: datetime  # when it closes once there is no more time than for everybody

    @property
    def closes_at(self) -> datetime:
        """Return when it closes for this municipality."""
        return self.granted.closes_at if self.granted is not None else self.round.closes_at


@dataclass(frozen=True, slots=True, kw_only=True)
class TownDeadlines(View):
    """A municipality with its deadlines: of the round that is open, and of the one that closed last."""

    town: Municipality
    deadlines: tuple[Deadline, ...]
    sent: tuple[Listed, ...]  # in every round, the newest first
    now: datetime
    may_extend: bool


def typed(session: Session, turn: Turn, said: str) -> Outcome | None:
    """Return the municipality whose name was typed, or those that can be meant; None when it is no such name."""
    day = turn.now.astimezone(turn.call.zone).date()
    found = municipality_match.match(said, turn.call.municipalities_on or day)
    if not found.candidates or not rights.has(turn, Right.EXTEND):
        return None
    if not found.certain or len(found.candidates) > 1:
        return only(Noted.WHICH_TOWN, towns=", ".join(one.municipality.name for one in found.candidates))
    return shown(session, turn, found.candidates[0].municipality)


def shown(session: Session, turn: Turn, town: Municipality) -> Outcome:
    """Show a municipality; one of another province reads as one that is not there."""
    if rights.scope(turn) not in {None, town.province}:
        return only(Noted.NO_SUCH_TOWN)
    may = rights.has(turn, Right.EXTEND)
    found = deadlines(session, turn, town)
    sent = desk_queries.of_towns(session, turn.call.name, [town.nis_code]) if rights.has(turn, Right.LIST) else ()
    return Outcome(view=TownDeadlines(town=town, deadlines=found, sent=sent, now=turn.now, may_extend=may))


def deadlines(session: Session, turn: Turn, town: Municipality) -> tuple[Deadline, ...]:
    """Return the deadlines of a municipality: of the round that is open, and of the one that closed last."""
    call = deadline_queries.newest_call(session, turn.call.name)
    rounds = [one for one in call.rounds_near(turn.now) if one.opens_at <= turn.now][-2:]
    return tuple(of_round(session, call, one, town, turn.now) for one in reversed(rounds))


def by_code(session: Session, turn: Turn, nis_code: str) -> Outcome:
    """Show the municipality of a code."""
    found = all_municipalities().get(nis_code)
    return shown(session, turn, found) if found is not None else only(Noted.NOT_THERE)


def deadline(session: Session, call_name: str, round_id: str, nis_code: str, now: datetime) -> Deadline | None:
    """Return the deadline of a municipality in a round of a call, or None when one of them is not there."""
    try:
        call = deadline_queries.newest_call(session, call_name)
        round_ = deadline_queries.round_of(session, call_name, round_id)
    except KeyError:
        return None
    town = municipalities_on(call.municipalities_on or round_.last_day).get(nis_code)
    return of_round(session, call, round_, town, now) if town is not None else None


def of_round(session: Session, call: Call, round_: Round, town: Municipality, now: datetime) -> Deadline:
    """Return the deadline of a municipality in a round."""
    granted = extension_queries.one(session, call.name, round_.id, town.nis_code)
    return Deadline(
        call=call,
        round=round_,
        town=town,
        granted=granted if granted is not None and granted.closes_at > round_.closes_at else None,
        stages=tuple(one.stage for one in _owned(session, call.name, round_.id, town.nis_code)),
        withdrawn_to=extending.withdrawn_to(round_, call.zone, now),
    )


def _owned(session: Session, call_name: str, round_id: str, nis_code: str) -> list[Case]:
    """Return the applications of a municipality; a draft that anybody began in its name is none."""
    ids = closing_queries.of_round(session, call_name, round_id, nis_code)
    found = [case_queries.load(session, one) for one in ids]
    return [case for case in found if case.is_owned or case.number is not None]
