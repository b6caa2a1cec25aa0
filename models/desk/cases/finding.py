"""The search of the desk: an application by its number, and municipalities with what they sent."""

from dataclasses import dataclass

from sqlmodel import Session

from models.desk import rights
from models.desk.cases import cases, short_numbers
from models.desk.province import town_page
from models.desk.rights import Right
from models.places import municipality_match
from models.places.municipality import Municipality
from models.places.municipality_match import How
from models.records.desk import desk_queries
from models.records.desk.desk_queries import Listed
from models.turns.outcome import Outcome
from models.turns.turn import Turn

MOST_NAME = 100  # characters of a name that is looked up
MOST_FOUND = 25  # of a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The municipalities that can be meant, and what they sent in the call, the newest first."""

    said: str
    towns: tuple[Municipality, ...]
    rows: tuple[Listed, ...]


def find(session: Session, turn: Turn, said: str) -> Outcome | Found:
    """Return the application or the municipality that is meant, else all that can be; nothing of another province.

    The end of a number is enough, and a part of a name.
    """
    rights.demand(turn, Right.READ)
    if cases.is_number(said):
        return cases.by_number(session, turn, said)
    numbered, towns = short_numbers.ending(session, turn, said, MOST_FOUND), _meant(turn, said)
    if len(numbered) == 1 and not towns:
        return cases.show(session, turn, numbered[0].application_id)
    if len(towns) == 1 and not numbered and rights.has(turn, Right.WATCH):
        return town_page.of_town(session, turn, towns[0])
    of_towns = desk_queries.of_towns(session, turn.call.name, [one.nis_code for one in towns])
    rows = (*numbered, *(of_towns if rights.has(turn, Right.LIST) else ()))
    return Found(said=said, towns=towns, rows=tuple(dict.fromkeys(rows)))


def _meant(turn: Turn, said: str) -> tuple[Municipality, ...]:
    """Return the municipalities that can be meant: the one of that name, else those that are near it or hold it."""
    round_ = turn.call.round_at(turn.now) or turn.call.rounds_near(turn.now)[-1]
    day, name, scope = turn.call.municipalities_on or round_.last_day, said[:MOST_NAME], rights.scope(turn)
    found = municipality_match.match(name, day)
    towns = [one.municipality for one in found.candidates]
    if found.how is not How.NAME:
        towns += [one for one in municipality_match.holding(name, day) if one not in towns]
    return tuple(one for one in towns if scope in {None, one.province})[:MOST_FOUND]
