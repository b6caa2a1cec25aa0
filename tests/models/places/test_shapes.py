"""Every municipality has a shape in the vintage of the day, and neighbours still touch when the map is coarser."""

from datetime import date

import pytest

from models.places import shapes
from models.places.municipality import PROVINCES, municipalities_on, vintage_on

BEFORE, AFTER = date(2024, 12, 31), date(2025, 1, 1)
ANTWERPEN, BORSBEEK = "11002", "11007"
BAARLE, MESEN, HERSTAPPE = "13002", "33016", "73028"


def sheet_on(day: date, province: str | None = None, detail: int = 3000) -> shapes.Sheet:
    codes = frozenset(code for code, one in municipalities_on(day).items() if province in {None, one.province})
    return shapes.sheet(vintage_on(day), codes, detail)


def points(path: str) -> set[tuple[int, int]]:
    return {point for ring in shapes._rings(path) for point in ring}


@pytest.mark.parametrize(("day", "count"), [(BEFORE, 300), (AFTER, 285)])
def test_every_municipality_of_the_day_has_a_shape_of_its_own(day: date, count: int) -> None:
    found = sheet_on(day)
    assert found.paths.keys() == municipalities_on(day).keys()
    assert len(set(found.paths.values())) == count


def test_antwerpen_is_larger_from_the_day_on_which_borsbeek_joined_it() -> None:
    before, after = (shapes.sheet(vintage_on(day), frozenset({ANTWERPEN}), 10_000) for day in (BEFORE, AFTER))
    borsbeek = points(shapes.sheet(vintage_on(BEFORE), frozenset({BORSBEEK}), 10_000).paths[BORSBEEK])
    own = borsbeek - points(before.paths[ANTWERPEN])
    assert own
    assert len(own & points(after.paths[ANTWERPEN])) > 10 * len(own & points(before.paths[ANTWERPEN]))


@pytest.mark.parametrize("code", [BAARLE, MESEN, HERSTAPPE])
def test_the_smallest_are_still_there_on_the_map_of_all(code: str) -> None:
    assert points(sheet_on(BEFORE, detail=1500).paths[code])


@pytest.mark.parametrize("province", PROVINCES)
def test_a_province_fills_its_own_sheet(province: str) -> None:
    found = sheet_on(BEFORE, province)
    across, down = zip(*(point for path in found.paths.values() for point in points(path)), strict=True)
    box = found.box
    assert abs(min(across) - box.left) <= 1
    assert abs(min(down) - box.top) <= 1
    assert abs(max(across) - box.left - box.width) <= 1
    assert abs(max(down) - box.top - box.height) <= 1


def test_neighbours_on_a_coarse_map_still_share_their_border() -> None:
    paths = sheet_on(BEFORE, detail=1500).paths
    assert len(points(paths[ANTWERPEN]) & points(paths[BORSBEEK])) > 5


def test_what_is_no_municipality_has_no_shape() -> None:
    found = shapes.sheet(vintage_on(BEFORE), frozenset({ANTWERPEN, "99999"}), 3000)
    assert found.paths.keys() == {ANTWERPEN}


def test_the_credit_names_who_made_them() -> None:
    assert "Statbel" in shapes.credit()
    assert "CC BY 2.0" in shapes.credit()
