"""Who may do what: the roles of officers and their rights, in one place.

Source: ARCHITECTURE.md, Rules: Officers.
"""

from collections.abc import Mapping
from enum import StrEnum

from sqlmodel import Session

from models.records import case_queries
from models.records.case import Case
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


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.PROVINCE: frozenset({Right.LIST, Right.READ, Right.COUNT}),
    Role.AGENCY: frozenset({*Right}),
}

# The commands of officers, in the order of the menu, with the right that each asks.
COMMANDS: Mapping[str, Right] = {
    "dossiers": Right.LIST,
    "beslis": Right.DECIDE,
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
        raise Instead(_not_there(turn))


def has(turn: Turn, right: Right) -> bool:
    """Return whether who speaks has a right."""
    role = turn.speaker.role
    return role is not None and right in RIGHTS[Role(role)]


def _not_there(turn: Turn) -> Outcome:
    """Return what a command or a button says that does not exist for this person."""
    pressed = turn.heard.message is None
    return only(Noted.NOT_THERE) if pressed else opening.not_understood(turn)


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
        raise Instead(_not_there(turn))
    return case


def reached(session: Session, turn: Turn, application_id: int) -> Case | None:
    """Return an application that was sent, when it lies where the officer works; else None."""
    try:
        case = case_queries.load(session, application_id)
    except KeyError:
        return None
    province = case.municipality.province if case.municipality else None
    return case if case.number is not None and scope(turn) in {None, province} else None
