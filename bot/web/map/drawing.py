"""What is drawn of where municipalities stand: their shapes in one picture, each with its name, marks and address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.web.map.patterns import MARKS
from models.desk.province import survey
from models.desk.province.board import WHERE, Spot
from models.places import shapes
from models.places.municipality import vintage_on

DETAIL = 1500  # points across: finer than a screen shows
PIXELS = 1000  # how wide it is shown at most; marks keep their size whatever is drawn
MARGIN = 4  # points, so that no border is cut off


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One municipality on the map."""

    name: str
    province: str
    where: str  # one of `board.WHERE`
    label: str  # in words
    number: str | None  # of its application, once it was sent
    address: str  # of its page, from the root of the site
    path: str  # "" when it has no shape: then it stands in the list alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks of one place, and how many municipalities stand there."""

    where: str
    label: str
    path: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A map: what lies where, and the legend."""

    view_box: str
    scale: float  # of a point of the marks
    areas: tuple[Area, ...]
    legend: tuple[Marks, ...]  # of what there is, in the order of `board.WHERE`


def drawing(spots: Sequence[Spot], day: date, words: Mapping[str, str]) -> Drawing:
    """Return the map of municipalities as they are on a day; `words` says what each place is called."""
    sheet = shapes.sheet(vintage_on(day), frozenset(one.town.nis_code for one in spots), DETAIL)
    box = sheet.box
    counts = {where: sum(one.where == where for one in spots) for where in WHERE}
    return Drawing(
        view_box=f"{box.left - MARGIN} {box.top - MARGIN} {box.width + 2 * MARGIN} {box.height + 2 * MARGIN}",
        scale=round(box.width / PIXELS, 2),
        areas=tuple(_area(one, sheet.paths, words) for one in spots),
        legend=tuple(
            Marks(where=where, label=words[where], path=MARKS[where], count=count)
            for where, count in counts.items()
            if count
        ),
    )


def _area(spot: Spot, paths: Mapping[str, str], words: Mapping[str, str]) -> Area:
    number = survey.number_of(spot)
    address = f"loket/gemeente/{spot.town.nis_code}"
    if spot.standing is not None and number is not None:
        address = f"loket/dossier/{spot.standing.application_id}"
    return Area(
        name=spot.town.name,
        province=spot.town.province,
        where=spot.where,
        label=words[spot.where],
        number=number,
        address=address,
        path=paths.get(spot.town.nis_code, ""),
    )
