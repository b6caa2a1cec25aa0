"""The search of the desk: an application by its number, and municipalities with what they sent."""

from dataclasses import dataclass

from sqlmodel import Session

from models.desk import rights
from models.desk.cases import cases
from models.desk.province import town_page
from models.desk.rights import Right
from models.places import municipality_match
from models.places.municipality import Municipality
from models.records.desk import desk_queries
from models.records.desk.desk_queries import Listed
from models.turns.outcome import Outcome
from models.turns.turn import Turn

MOST_NAME = 100  # characters of a name that is looked up


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The municipalities that can be meant, and what they sent in the call, the newest first."""

    said: str
    towns: tuple[Municipality, ...]
    rows: tuple[Listed, ...]


def find(session: Session, turn: Turn, said: str) -> Outcome | Found:
    """Return the application or the municipality that is meant, else all that can be; nothing of another province."""
    rights.demand(turn, Right.READ)
    if cases.is_number(said):
        return cases.by_number(session, turn, said)
    towns = _meant(turn, said)
    if len(towns) == 1 and rights.has(turn, Right.WATCH):
        return town_page.of_town(session, turn, towns[0])
    rows = desk_queries.of_towns(session, turn.call.name, [one.nis_code for one in towns])
    return Found(said=said, towns=towns, rows=rows if rights.has(turn, Right.LIST) else ())


def _meant(turn: Turn, said: str) -> tuple[Municipality, ...]:
    round_ = turn.call.round_at(turn.now) or turn.call.rounds_near(turn.now)[-1]
    found = municipality_match.match(said[:MOST_NAME], turn.call.municipalities_on or round_.last_day)
    scope = rights.scope(turn)
    return tuple(one.municipality for one in found.candidates if scope in {None, one.municipality.province})
