"""Who may do what: the roles of officers and their rights, in one place.

Source: ARCHITECTURE.md, Rules: Officers.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session

from models.calls.call import Call
from models.places.municipality import Municipality, municipalities_on
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.desk import officer_queries
from models.records.desk.officer_queries import Beat
from models.turns import opening
from models.turns.outcome import Instead, Noted, Outcome, only
from models.turns.turn import Turn


class Role(StrEnum):
    """What an officer is."""

    PROVINCE = "province"
    AGENCY = "agency"


class Right(StrEnum):
    """What an officer can be allowed to do."""

    LIST = "list"  # which applications there are, and how far each is
    READ = "read"  # what a municipality sent, its files and its history
    DECIDE = "decide"  # the steps of the stage table at the agency
    COUNT = "count"  # the figures of the call; the lists behind them as far as they may be read
    FREEZE = "freeze"  # figures for others: snapshots, and the report with its annex
    EXTEND = "extend"  # more time for one municipality
    GUIDE = "guide"  # what is arranged after the selection
    WATCH = "watch"  # every municipality of the own province, also those that did not apply, and how far each is
    NUDGE = "nudge"  # follow a municipality: claim it, write to it, note what came of it
    ANSWER = "answer"  # the questions that people ask a person
    DISPATCH = "dispatch"  # the messages that did not arrive or wait: once more, or not at all
    STAFF = "staff"  # who is an officer
    CONFIRM = "confirm"  # that a mailbox speaks for a municipality though its domain does not say so
    SURVEY = "survey"  # the map: where every municipality stands in a round, of the own province or of Flanders


# of every officer
BESIDE = frozenset({Right.READ, Right.COUNT, Right.ANSWER, Right.CONFIRM, Right.SURVEY})
RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.PROVINCE: BESIDE | {Right.WATCH, Right.NUDGE},
    Role.AGENCY: BESIDE
    | {Right.LIST, Right.DECIDE, Right.FREEZE, Right.EXTEND, Right.GUIDE}
    | {Right.DISPATCH, Right.STAFF},
}

# The commands of officers, in the order of the menu, with the right that each asks.
COMMANDS: Mapping[str, Right] = {
    "dossiers": Right.READ,
    "beslis": Right.DECIDE,
    "aansporing": Right.NUDGE,
    "cijfers": Right.COUNT,
}


def commands_of(role: str | None) -> tuple[str, ...]:
    """Return the commands that a role has beside those of everybody, in the order of the menu."""
    if role is None:
        return ()
    return tuple(name for name, right in COMMANDS.items() if right in RIGHTS[Role(role)])


def demand(turn: Turn, right: Right) -> None:
    """Let only who has a right go on.

    Raises:
        Instead: the role has it not; what is not theirs reads as what is not there.
    """
    if not has(turn, right):
        raise not_there(turn)


def has(turn: Turn, right: Right) -> bool:
    """Return whether who speaks has a right."""
    role = turn.speaker.role
    return role is not None and right in RIGHTS[Role(role)]


def _not_there(turn: Turn) -> Outcome:
    """Return what a command or a button says that does not exist for this person."""
    pressed = turn.heard.message is None
    if pressed:
        return only(Noted.NOT_THERE)
    return opening.not_understood(turn) if turn.heard.is_typed else opening.no_such_command(turn)


def not_there(turn: Turn) -> Instead:
    """Return what is raised for what is not theirs, and reads as what is not there."""
    return Instead(_not_there(turn))


def own_town(turn: Turn, nis_code: str, right: Right) -> Municipality:
    """Return a municipality of the officer's own province.

    Raises:
        Instead: the right is missing, it lies in another province, or there is none with that code; all read the same.
    """
    demand(turn, right)
    province = turn.speaker.province
    found = next((one for one in towns_of(turn.call, turn.now, province) if one.nis_code == nis_code), None)
    if found is None:
        raise not_there(turn)
    return found


def towns_of(call: Call, now: datetime, province: str | None) -> tuple[Municipality, ...]:
    """Return every municipality of a province as of the day of the call, whether it applied or not."""
    return tuple(one for one in municipalities_on(day_of(call, now)).values() if one.province == province)


def day_of(call: Call, now: datetime) -> date:
    """Return the day whose municipalities apply to a call now."""
    round_ = call.round_at(now) or call.rounds_near(now)[-1]
    return call.municipalities_on or round_.last_day


def beat(session: Session, turn: Turn) -> Beat:
    """Return for which municipalities who speaks is the one to turn to."""
    return officer_queries.beat(session, scope(turn))


def scope(turn: Turn) -> str | None:
    """Return the province to which the officer's sight is limited, or None for all of Flanders."""
    return turn.speaker.province if turn.speaker.role == Role.PROVINCE else None


def sent_case(session: Session, turn: Turn, application_id: int, right: Right) -> Case:
    """Return an application that was sent and that the officer may see.

    Raises:
        Instead: the right is missing, it lies in another province, it was never sent, or it is not there; all read
            the same.
    """
    demand(turn, right)
    case = reached(session, turn, application_id)
    if case is None:
        raise not_there(turn)
    return case


def reached(session: Session, turn: Turn, application_id: int) -> Case | None:
    """Return an application that was sent, when it lies where the officer works; else None."""
    try:
        case = case_queries.load(session, application_id)
    except KeyError:
        return None
    province = case.municipality.province if case.municipality else None
    return case if case.number is not None and scope(turn) in {None, province} else None
