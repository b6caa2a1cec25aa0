"""Which municipality a person means."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.places.municipality import all_municipalities, counterparts_on, municipalities_on, rows
from models.places.municipality_match import MOST_CANDIDATES, How, Match, match
from models.places.municipality_spelling import normalised, squeezed

IN_2021 = date(2021, 11, 12)
IN_2026 = date(2026, 11, 12)
DAYS = (IN_2021, IN_2026)
EVERY_NAME = [(town.name, day) for day in DAYS for town in municipalities_on(day).values()]
ONE_LETTER_APART = (
    *("Balen", "Halen", "Beerse", "Beersel", "Damme", "Hamme", "Edegem", "Ledegem", "Genk", "Gent", "Halle", "Malle"),
    *("Melle", "Machelen", "Mechelen", "Menen", "Mesen", "Vorselaar", "Vosselaar"),
)
ONE_BEGINS_ANOTHER = (
    *("As", "Asse", "Assenede", "Bever", "Beveren", "Ham", "Hamme", "Hamont-Achel", "Lede", "Ledegem", "Lier"),
    *("Lierde", "Lint", "Linter", "Tielt", "Tielt-Winge"),
)


def names(found: Match) -> list[str]:
    return [candidate.municipality.name for candidate in found.candidates]


def is_exactly(found: Match, name: str, how: How = How.NAME) -> bool:
    return names(found) == [name] and found.certain and found.how is how


# All names, in all ways


@pytest.mark.parametrize(("name", "day"), EVERY_NAME)
def test_every_name_is_found_as_itself_however_it_is_written(name, day):
    plain = normalised(name)
    written = [
        name,
        name.lower(),
        name.upper(),
        plain,
        squeezed(plain),
        name.replace("-", "–"),
        f" {name}. ",
        f"{name}?",
    ]
    said = [f"{before}{way}" for way in written for before in ("", "gemeente ", "stad ", "Ik werk voor de gemeente ")]
    assert [way for way in said if not is_exactly(match(way, day), name)] == []


@pytest.mark.parametrize("day", DAYS)
def test_every_place_leads_to_its_municipality(day):
    column = "nis_code" if day == IN_2021 else "nis_code_2025"
    own = {town.name for town in municipalities_on(day).values()}
    for row in rows("places.csv"):
        if row["place_name"] not in own:
            assert row[column] in {c.municipality.nis_code for c in match(row["place_name"], day).candidates}, row


@pytest.mark.parametrize("day", DAYS)
def test_every_place_with_its_postal_code_leads_to_one_municipality(day):
    column = "nis_code" if day == IN_2021 else "nis_code_2025"
    for row in rows("places.csv"):
        found = match(f"{row['postal_code']} {row['place_name']}", day)
        assert [c.municipality.nis_code for c in found.candidates] == [row[column]], row
        assert found.certain


@pytest.mark.parametrize("day", DAYS)
def test_every_french_name_leads_to_its_municipality(day):
    for row in rows("aliases_fr.csv"):
        found = match(row["alias"], day)
        assert {c.municipality for c in found.candidates} == set(counterparts_on(row["nis_code"], day)), row
        assert found.how is How.FRENCH


@pytest.mark.parametrize("day", DAYS)
def test_every_postal_code_leads_to_its_municipality_also_when_the_row_ceased(day):
    for town in all_municipalities().values():
        for code in town.postal_codes if town.is_valid(day) else ():
            assert town in [c.municipality for c in match(code, day).candidates]


# The traps


@pytest.mark.parametrize("name", ONE_LETTER_APART)
def test_a_town_one_letter_away_is_never_mixed_up(name):
    ways = (name, name.lower(), name.upper(), f"stad {name}", f"{name}!")
    assert [said for said in ways if not is_exactly(match(said, IN_2021), name)] == []


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("Xalen", {"Balen", "Halen"}),
        ("Beerseg", {"Beerse", "Beersel"}),
        ("Xamme", {"Damme", "Hamme"}),
        ("Genkt", {"Genk", "Gent"}),
        ("Xalle", {"Halle", "Malle"}),
        ("Mxchelen", {"Machelen", "Mechelen"}),
        ("Vorsselaar", {"Vorselaar", "Vosselaar"}),
    ],
)
def test_a_typo_between_two_towns_offers_both(said, offered):
    found = match(said, IN_2021)
    assert offered <= set(names(found))
    assert not found.certain
    assert found.how is How.TYPO


@pytest.mark.parametrize("name", ONE_BEGINS_ANOTHER)
def test_a_name_that_begins_another_is_that_name(name):
    assert is_exactly(match(name, IN_2021), name)


@pytest.mark.parametrize(
    "said",
    [
        "Er staat een boom op de markt",
        "Ik heb een peer gegeten",
        "we zien een mol in het park",
        "broodje ham",
        "as you like",
        "Er is leegstand in de kern van Gent",
        "Gent of Genk",
    ],
)
def test_a_word_in_a_sentence_is_no_name(said):
    assert match(said, IN_2021) == Match()


@pytest.mark.parametrize("name", ["As", "Ham", "Mol", "Boom", "Peer"])
def test_a_plain_word_by_itself_is_the_town(name):
    assert is_exactly(match(f"{name.lower()}.", IN_2021), name)


@pytest.mark.parametrize(
    "name", ["Aalst", "Beveren", "Halle", "Tielt", "Hamme", "Machelen", "Kapellen", "Nieuwerkerken", "Moerbeke"]
)
def test_a_municipality_that_is_also_a_part_of_another_is_the_municipality(name):
    assert is_exactly(match(name, IN_2021), name)


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("Berchem", {"Antwerpen", "Kluisbergen"}),
        ("Heusden", {"Destelbergen", "Heusden-Zolder"}),
        ("Meldert", {"Hoegaarden", "Aalst", "Lummen"}),
        ("Deurne", {"Antwerpen", "Diest"}),
    ],
)
@pytest.mark.parametrize("day", DAYS)
def test_a_place_in_several_municipalities_is_asked(said, offered, day):
    found = match(said, day)
    assert set(names(found)) == offered
    assert not found.certain
    assert {c.how for c in found.candidates} == {How.PART}
    assert {c.via for c in found.candidates} == {said}


def test_a_part_is_named_with_its_municipality():
    (only,) = match("itegem", IN_2021).candidates
    assert (only.municipality.name, only.how, only.via) == ("Heist-op-den-Berg", How.PART, "Itegem")


@pytest.mark.parametrize("name", ["Hasselt", "Lochristi", "Lokeren", "Tielt", "Wingene"])
def test_a_name_that_stayed_gives_the_code_of_the_day(name):
    codes = [match(name, day).candidates[0].municipality.nis_code for day in DAYS]
    assert codes[0] != codes[1]
    assert all(is_exactly(match(name, day), name) for day in DAYS)


@pytest.mark.parametrize(
    ("said", "day", "offered"),
    [
        ("Borgloon", IN_2026, ["Tongeren-Borgloon"]),
        ("Borsbeek", IN_2026, ["Antwerpen"]),
        ("Melle", IN_2026, ["Merelbeke-Melle"]),
        ("Ham", IN_2026, ["Tessenderlo-Ham"]),
        ("Kortessem", IN_2026, ["Hasselt"]),
        ("Tongeren-Borgloon", IN_2021, ["Borgloon", "Tongeren"]),
        ("Pajottegem", IN_2021, ["Galmaarden", "Gooik", "Herne"]),
    ],
)
def test_a_name_of_another_day_leads_to_what_stands_for_it(said, day, offered):
    found = match(said, day)
    assert names(found) == offered
    assert {c.how for c in found.candidates} == {How.FORMER}
    assert found.certain == (len(offered) == 1)


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("Moerbeke", ["Lokeren", "Geraardsbergen"]),
        ("Beveren", ["Beveren-Kruibeke-Zwijndrecht", "Alveringem", "Waregem", "Roeselare"]),
    ],
)
def test_a_former_name_that_is_also_a_part_elsewhere_is_asked_the_former_first(said, offered):
    found = match(said, IN_2026)
    assert names(found) == offered
    assert not found.certain


# Postal codes


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("2220", "Heist-op-den-Berg"),
        ("B-2220", "Heist-op-den-Berg"),
        ("postcode 9000", "Gent"),
        ("ik werk in 3840", "Borgloon"),
    ],
)
def test_a_postal_code_is_enough(said, name):
    assert is_exactly(match(said, IN_2021), name, How.POSTAL_CODE)


@pytest.mark.parametrize(
    ("code", "name"), [("2150", "Antwerpen"), ("3840", "Tongeren-Borgloon"), ("2070", "Beveren-Kruibeke-Zwijndrecht")]
)
def test_the_code_of_a_ceased_municipality_leads_to_its_successor(code, name):
    assert is_exactly(match(code, IN_2026), name, How.POSTAL_CODE)


@pytest.mark.parametrize(
    ("said", "name", "how"),
    [
        ("2220 Heist-op-den-Berg", "Heist-op-den-Berg", How.NAME),
        ("Heist-op-den-Berg (2220)", "Heist-op-den-Berg", How.NAME),
        ("gemeente Heist-op-den-Berg, B-2220", "Heist-op-den-Berg", How.NAME),
        ("2220 heist op den brg", "Heist-op-den-Berg", How.TYPO),
        ("3800 Aalst", "Sint-Truiden", How.PART),
        ("9300 Aalst", "Aalst", How.NAME),
        ("2100 Deurne", "Antwerpen", How.PART),
        ("3600 Genkt", "Genk", How.TYPO),
    ],
)
def test_a_code_and_a_name_that_agree_are_one_town(said, name, how):
    assert is_exactly(match(said, IN_2021), name, how)


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("9000 Genk", ["Genk", "Gent"]),
        ("9420 Aalst", ["Aalst", "Erpe-Mere"]),
        ("9000 Nergenshuizen", ["Gent"]),
        ("1000 Gent", ["Gent"]),  # the code is one of Brussels
        ("3720 Hasselt", ["Hasselt", "Kortessem"]),
    ],
)
def test_a_code_and_a_name_that_do_not_agree_are_both_offered(said, offered):
    found = match(said, IN_2021)
    assert names(found) == offered
    assert not found.certain


@pytest.mark.parametrize("said", ["1000", "0000", "9999", "12345", "220", "٢٢٢٠"])
def test_a_code_outside_flanders_is_nothing(said):
    assert match(said, IN_2021) == Match()


# Typing errors


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Mechlen", "Mechelen"),
        ("Roeselaere", "Roeselare"),
        ("Kortirjk", "Kortrijk"),  # a swapped pair is one error
        ("Sint-Niklas", "Sint-Niklaas"),
        ("sintniklas", "Sint-Niklaas"),
        ("Geraards bergen", "Geraardsbergen"),
        ("Itegm", "Heist-op-den-Berg"),
    ],
)
def test_one_error_with_one_candidate_is_confirmed_as_a_typo(said, name):
    assert is_exactly(match(said, IN_2021), name, How.TYPO)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Geraardsbrgn", "Geraardsbergen"),
        ("Denderlew", "Denderleeuw"),
        ("Scherpenhevel Zicem", "Scherpenheuvel-Zichem"),
        ("Blankenbrgh", "Blankenberge"),
    ],
)
def test_two_errors_in_a_long_name_are_only_offered(said, name):
    found = match(said, IN_2021)
    assert name in names(found)
    assert found.how is How.TYPO
    assert not found.certain


def test_two_errors_in_a_short_name_are_nothing():
    assert match("Mechxxen", IN_2021) == Match()


@pytest.mark.parametrize(
    "said", ["Gnt", "Genl", "Mlo", "Lire", "Xs", "hallo", "Hallo!", "hello", "gemeente", "weet ik niet", "help"]
)
def test_too_short_or_too_plain_for_a_typo_is_nothing(said):
    assert match(said, IN_2021) == Match()


@pytest.mark.parametrize("said", ["Lokren", "Lint er", "Kruibke"])
def test_a_typo_in_a_name_of_another_day_leads_on(said):
    assert match(said, IN_2026).how is How.TYPO


def test_at_most_eight_are_offered():
    for said in ("Sint-X", "Xelle", "Xalle", "aaaaa", "kerke", "degem", "Heule", "hoven"):
        assert len(match(said, IN_2021).candidates) <= MOST_CANDIDATES


def test_without_a_typo_rapidfuzz_stays_out_of_the_process():
    code = (
        "import sys; from datetime import date; from models.places.municipality_match import match; "
        "assert match('Gent', date(2026, 1, 1)).certain; sys.exit('rapidfuzz' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# Whatever is said

INDEXED = {
    day: {
        form
        for name in (
            *(row["place_name"] for row in rows("places.csv")),
            *(row["alias"] for row in rows("aliases_fr.csv")),
            *(town.name for town in all_municipalities().values()),
        )
        for form in (normalised(name), squeezed(normalised(name)), normalised(name).replace("saint", "sint"))
    }
    for day in DAYS
}


@st.composite
def one_edit(draw: st.DrawFn) -> tuple[str, str, date]:
    """Return a name, the name with one letter added, dropped, replaced or swapped with the next, and the day."""
    name, day = draw(st.sampled_from(EVERY_NAME))
    at = draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz -'"))
    edited = draw(
        st.sampled_from(
            [
                name[:at] + letter + name[at:],
                name[:at] + name[at + 1 :],
                name[:at] + letter + name[at + 1 :],
                name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :],
            ]
        )
    )
    return name, edited, day


@settings(max_examples=1_000)
@given(one_edit())
def test_one_edit_never_makes_another_town_certain(case):
    name, edited, day = case
    found = match(edited, day)
    form = normalised(edited)
    if found.how is How.NAME and len(found.candidates) == 1:
        own = normalised(found.candidates[0].municipality.name)
        assert form in {own, squeezed(own)}
    if found.certain and form not in INDEXED[day]:
        assert names(found) == [name]


HOSTILE = [
    "\u0301" * 10_000,
    "G" + "\u0301" * 10_000 + "ent",
    "\x00" * 100,
    "Ge\x00nt",
    "\u202etneG\u202c",
    "\ud800\udfff",
    "Gent" * 25_000,
    "ik werk voor de " * 6_000,
    "gemeente " * 13,
    "st " * 40,
    "o/d " * 30,
    "ﷺ" * 120,
    "1" * 100_000,
    "2220 " * 20_000,
    "2220 2220",
    "'; DROP TABLE municipality; --",
    "<b>Gent</b>",
]


@pytest.mark.parametrize("day", [date.min, *DAYS, date.max])
@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_answered_like_any_other(said, day):
    found = match(said, day)
    assert len(found.candidates) <= MOST_CANDIDATES
    assert not found.certain


@given(st.text(), st.dates())
@example("Gent", date.min)
@example("Gent", date.max)
def test_the_matcher_never_raises_and_offers_only_towns_of_the_day(said, day):
    found = match(said, day)
    assert len(found.candidates) <= MOST_CANDIDATES
    assert all(c.municipality.nis_code in municipalities_on(day) for c in found.candidates)
    assert not found.certain or len(found.candidates) == 1


def test_a_part_that_also_begins_the_name_of_another_municipality_is_asked() -> None:
    found = match("Heist", IN_2021)

    assert [one.municipality.name for one in found.candidates] == ["Knokke-Heist", "Heist-op-den-Berg"]
    assert not found.certain
