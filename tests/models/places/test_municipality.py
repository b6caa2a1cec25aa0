"""The municipalities of both vintages."""

from collections import Counter
from datetime import date

import pytest

from models.places.municipality import (
    CREDIT,
    all_municipalities,
    counterparts_on,
    municipalities_on,
    municipality,
    predecessors,
    successor_on,
    vintage_on,
)

IN_2021 = date(2021, 11, 12)
LAST_OF_2024 = date(2024, 12, 31)
FIRST_OF_2025 = date(2025, 1, 1)
IN_2026 = date(2026, 11, 12)


@pytest.mark.parametrize(("day", "count"), [(IN_2021, 300), (LAST_OF_2024, 300), (FIRST_OF_2025, 285), (IN_2026, 285)])
def test_there_are_300_municipalities_until_2024_and_285_from_2025(day, count):
    assert len(municipalities_on(day)) == count


PROVINCES = ("Antwerpen", "Limburg", "Oost-Vlaanderen", "Vlaams-Brabant", "West-Vlaanderen")


@pytest.mark.parametrize(
    ("day", "counts"), [(LAST_OF_2024, (69, 42, 60, 65, 64)), (FIRST_OF_2025, (67, 38, 55, 63, 62))]
)
def test_each_province_has_its_number_of_municipalities(day, counts):
    assert Counter(town.province for town in municipalities_on(day).values()) == dict(
        zip(PROVINCES, counts, strict=True)
    )


@pytest.mark.parametrize("day", [IN_2021, IN_2026])
def test_there_are_13_centrumsteden_and_no_name_twice(day):
    towns = municipalities_on(day).values()
    assert sum(town.centrumstad for town in towns) == 13
    assert len({town.name for town in towns}) == len(towns)


@pytest.mark.parametrize("name", ["Hasselt", "Lochristi", "Lokeren", "Tielt", "Wingene"])
def test_a_name_that_stayed_has_another_code_in_2025(name):
    codes = [next(t.nis_code for t in municipalities_on(day).values() if t.name == name) for day in (IN_2021, IN_2026)]
    assert codes[0] != codes[1]
    assert successor_on(codes[0], IN_2026) == municipality(codes[1])


def test_antwerpen_keeps_its_code_when_borsbeek_joins():
    assert municipalities_on(IN_2021)["11002"] is municipalities_on(IN_2026)["11002"]
    assert successor_on("11007", LAST_OF_2024).name == "Borsbeek"
    assert successor_on("11007", FIRST_OF_2025).name == "Antwerpen"


def test_a_municipality_that_does_not_exist_yet_has_no_successor_but_has_counterparts():
    assert successor_on("73111", LAST_OF_2024) is None
    assert [town.name for town in counterparts_on("73111", LAST_OF_2024)] == ["Borgloon", "Tongeren"]


@pytest.mark.parametrize("nis_code", sorted(all_municipalities()))
def test_every_code_stands_for_something_in_both_vintages(nis_code):
    assert counterparts_on(nis_code, IN_2021)
    (now,) = counterparts_on(nis_code, IN_2026)
    assert now.is_valid(IN_2026)


def test_predecessors_are_those_that_merged():
    assert [town.name for town in predecessors("23106")] == ["Galmaarden", "Gooik", "Herne"]
    assert [town.name for town in predecessors("11002")] == ["Borsbeek"]
    assert predecessors("12014") == ()


def test_any_code_of_any_day_is_found_and_another_one_is_an_error():
    assert municipality("73009").valid_until == LAST_OF_2024
    assert municipality("73111").valid_from == FIRST_OF_2025
    with pytest.raises(KeyError):
        municipality("00000")
    with pytest.raises(KeyError):
        successor_on("00000", IN_2026)


@pytest.mark.parametrize(
    ("day", "vintage"),
    [
        (date(2010, 1, 1), date(2019, 1, 1)),
        (LAST_OF_2024, date(2019, 1, 1)),
        (FIRST_OF_2025, FIRST_OF_2025),
        (date(2050, 1, 1), FIRST_OF_2025),
    ],
)
def test_a_day_belongs_to_one_vintage(day, vintage):
    assert vintage_on(day) == vintage
    assert municipalities_on(day) is municipalities_on(vintage)


def test_the_list_cannot_be_changed_and_names_its_sources():
    with pytest.raises(TypeError):
        municipalities_on(IN_2021)["00000"] = municipality("12014")
    assert "Statbel (REFNIS)" in CREDIT
    assert "BeST Address (FOD BOSA)" in CREDIT
