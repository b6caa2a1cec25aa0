"""The map as it is drawn: each municipality once, by marks and not by colour alone, with a legend that adds up."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest

from bot.web.map.drawing import Drawing, drawing
from bot.web.map.patterns import MARKS, TILE
from bot.web.pages import fragment
from handlers.views.province_board import where_words
from models.calls.stages import Stage
from models.desk.province.board import WHERE, Spot
from models.places.municipality import Municipality, municipalities_on
from models.records.desk.board_queries import Past
from models.records.reminding.weekly_queries import Standing

IN_2021, IN_2026 = date(2021, 11, 12), date(2026, 11, 12)
WORDS = {where: where_words(where, "nl") for where in WHERE}
SMALLEST = ("Baarle-Hertog", "Mesen", "Herstappe")


def spot(town: Municipality, where: str, number: str | None = None) -> Spot:
    standing = Standing(
        application_id=7,
        nis_code=town.nis_code,
        stage=Stage.SUBMITTED,
        is_owned=True,
        has_mailbox=True,
        is_foreign=False,
        place=None,
    )
    past = Past(
        application_id=7,
        nis_code=town.nis_code,
        round_id="2021-2",
        stage=Stage.SUBMITTED,
        number=number,
        carried_from_id=None,
        is_declined=False,
    )
    return Spot(town=town, where=where, standing=standing if number else None, interested=0, past=(past,))


def all_over(day: date) -> list[Spot]:
    """Every municipality of a day, spread over all places where one can stand."""
    return [spot(town, WHERE[place % len(WHERE)]) for place, town in enumerate(municipalities_on(day).values())]


def drawn(spots: Sequence[Spot], day: date = IN_2021) -> Drawing:
    return drawing(spots, day, WORDS)


def html(of: Drawing) -> str:
    return fragment("desk/map_drawing", "nl", drawn=of, up="../", title="Kaart")


@pytest.mark.parametrize(("day", "count"), [(IN_2021, 300), (IN_2026, 285)])
def test_every_municipality_of_both_vintages_is_drawn_exactly_once(day: date, count: int) -> None:
    said = re.findall(r'<a href="[^"]+" aria-label="([^"]+): ', html(drawn(all_over(day), day)))
    assert sorted(said) == sorted(one.name for one in municipalities_on(day).values())
    assert len(said) == count
    assert set(SMALLEST) <= set(said)


def test_no_two_places_have_the_same_marks() -> None:
    assert MARKS.keys() == set(WHERE)
    assert len(set(MARKS.values())) == len(WHERE)
    for path in MARKS.values():
        assert all(-1 <= int(one) <= TILE + 1 for one in re.findall(r"-?\d+", path))


def test_each_municipality_has_the_marks_of_where_it_stands() -> None:
    spots = all_over(IN_2021)
    said = dict(re.findall(r'aria-label="([^"]+): [^"]*"><path d="[^"]+" fill="url\(#w-(\w+)\)"', html(drawn(spots))))
    assert said == {one.town.name: one.where for one in spots}


def test_the_legend_counts_what_is_drawn_and_names_only_what_there_is() -> None:
    spots = [one for one in all_over(IN_2021) if one.where != "withdrawn"]
    legend = drawn(spots).legend
    assert {one.where: one.count for one in legend} == Counter(one.where for one in spots)
    assert [one.where for one in legend] == [one for one in WHERE if one != "withdrawn"]
    said = fragment("desk/map_legend", "nl", drawn=drawn(spots))
    assert [int(one) for one in re.findall(r"<strong>(\d+)</strong>", said)] == [one.count for one in legend]


def test_who_sent_something_leads_to_the_case_and_who_did_not_to_the_municipality() -> None:
    lier, mol = (one for one in municipalities_on(IN_2021).values() if one.name in {"Lier", "Mol"})
    areas = drawn([spot(lier, "submitted", "PROF-2021-2-0001"), spot(mol, "draft")]).areas
    assert [(one.number, one.address) for one in areas] == [
        ("PROF-2021-2-0001", "loket/dossier/7"),
        (None, f"loket/gemeente/{mol.nis_code}"),
    ]


def test_what_has_no_shape_stands_in_the_list_alone() -> None:
    lier = next(one for one in municipalities_on(IN_2021).values() if one.name == "Lier")
    stand_in = Municipality(
        nis_code="99901",
        name="Gemeente A",
        province="Antwerpen",
        centrumstad=False,
        postal_codes=(),
        website_domain=None,
        valid_from=None,
        valid_until=None,
        successor_nis=None,
    )
    found = drawn([spot(lier, "draft"), spot(stand_in, "draft")])
    assert [one.name for one in found.areas] == ["Lier", "Gemeente A"]
    assert html(found).count("<a ") == 1


def test_the_map_bears_no_style_and_no_script() -> None:
    said = html(drawn(all_over(IN_2021)))
    assert "style" not in said
    assert "script" not in said
    assert " on" not in re.sub(r'"[^"]*"|>[^<]*<', "", said)
