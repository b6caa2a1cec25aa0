"""Where all municipalities that an officer may see stand in a round: those of the own province, or of Flanders.

Source: ARCHITECTURE.md, Rules: Province desk.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.desk import rights
from models.desk.province import board, province_board
from models.desk.province.board import Spot
from models.desk.rights import Right
from models.places.municipality import PROVINCES, municipalities_on
from models.turns.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Where municipalities stand in a round."""

    province: str | None  # None: all of Flanders
    provinces: tuple[str, ...]  # that the officer can choose from; one for an officer of a province
    round_id: str
    rounds: tuple[str, ...]  # to choose from
    day: date  # whose municipalities these are
    spots: tuple[Spot, ...]  # by name
    counts: Mapping[str, int]  # how many stand where, by `board.WHERE`


def survey(session: Session, turn: Turn, round_id: str | None = None, province: str | None = None) -> Survey:
    """Return where the municipalities of a province stand, or of all that the officer may see; in the round of now.

    Raises:
        Instead: the right is missing, there is no such round or province, or it is another one's; all read the same.
    """
    rights.demand(turn, Right.SURVEY)
    own = rights.scope(turn)
    provinces = (own,) if own is not None else PROVINCES
    rounds = province_board.begun_rounds(turn)
    if province not in {None, *provinces} or round_id not in {None, *rounds}:
        raise rights.not_there(turn)
    shown_round, shown_province = round_id or rounds[0], province or own
    day = rights.day_of(turn.call, turn.now)
    towns = [one for one in municipalities_on(day).values() if shown_province in {None, one.province}]
    towns.sort(key=lambda one: (one.name.casefold(), one.nis_code))
    found = board.spots(session, turn.call, shown_round, towns, turn.now)
    return Survey(
        province=shown_province,
        provinces=provinces,
        round_id=shown_round,
        rounds=rounds,
        day=day,
        spots=found,
        counts=Counter(one.where for one in found),
    )


def number_of(spot: Spot) -> str | None:
    """Return the number of the application that says where a municipality stands, None when nothing was sent."""
    if spot.standing is None:
        return None
    own = (one for one in spot.past if one.application_id == spot.standing.application_id)
    return next((one.number for one in own), None)
