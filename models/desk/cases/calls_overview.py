"""The calls that were loaded, with their rounds and who has more time than everybody."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.calls.call import Call
from models.calls.round import Round
from models.desk import rights
from models.desk.rights import Right
from models.places.municipality import Municipality, municipality
from models.records.applications import call_queries, deadline_queries, extension_queries
from models.records.applications.extension_queries import Granted
from models.turns.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundShown:
    """A round with the municipalities that have more time."""

    round: Round
    more_time: tuple[tuple[Municipality, Granted], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallShown:
    """A call as it was loaded last."""

    call: Call
    takes_new: bool  # applications that begin now are of this call
    rounds: tuple[RoundShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Every call, the one that takes applications first."""

    calls: tuple[CallShown, ...]
    now: datetime
    may_extend: bool


def overview(session: Session, turn: Turn) -> Overview:
    """Return every call that was loaded; a province sees the extensions of its own municipalities."""
    rights.demand(turn, Right.READ)
    found = [deadline_queries.newest_call(session, name) for name in call_queries.names(session)]
    found.sort(key=lambda one: (one.name != turn.call.name, one.name))
    return Overview(
        calls=tuple(_call(session, turn, one) for one in found),
        now=turn.now,
        may_extend=rights.has(turn, Right.EXTEND),
    )


def _call(session: Session, turn: Turn, call: Call) -> CallShown:
    rounds = tuple(_round(session, turn, call, one) for one in call.rounds_near(turn.now))
    return CallShown(call=call, takes_new=call.name == turn.call.name, rounds=rounds)


def _round(session: Session, turn: Turn, call: Call, round_: Round) -> RoundShown:
    scope, found = rights.scope(turn), []
    for nis_code in extension_queries.of_round(session, call.name, round_.id):
        granted = extension_queries.one(session, call.name, round_.id, nis_code)
        town = municipality(nis_code)
        if granted is not None and granted.closes_at > round_.closes_at and scope in {None, town.province}:
            found.append((town, granted))
    return RoundShown(round=round_, more_time=tuple(sorted(found, key=lambda one: one[0].name)))
