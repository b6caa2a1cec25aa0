"""Reading numbers, as digits or in words."""

import pytest

from models.answers.kinds_numbers import read_number, shown_number
from models.answers.reading import Reading


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("6", 6), ("0", 0), ("006", 6), ("6,5", "6.5"), ("6.5", "6.5"), ("6,50", "6.5"), ("6.0", 6), ("6,25", "6.25"),
        ("0,500", "0.5"), ("0.500", "0.5"), ("6.", 6), ("6!", 6),
        ("1200", 1200), ("1.200", 1200), ("1 200", 1200), ("1\u00a0200", 1200), ("1'200", 1200),
        ("1.200.000", 1_200_000),
        ("1.200,50", "1200.5"), ("1,200.50", "1200.5"), ("1,200,000", 1_200_000), ("12345.67", "12345.67"),
        ("999999999999", 999_999_999_999),
        ("6 uur", 6), ("6u", 6), ("6 h", 6), ("6 uur per week", 6), ("2 uur/week", 2), ("6,5 uur", "6.5"),
        ("1.200 uur", 1200),
        ("ongeveer 6 uur", 6), ("ca. 6", 6), ("±6", 6), ("~ 6", 6), ("€ 500", 500), ("€ 500,-", 500), ("500 euro", 500),
        ("50 %", 50), ("6 leegstaande winkels", 6),
        ("zes", 6), ("Zes uur per week", 6), ("één dag", 1), ("ongeveer tien", 10), ("tweeëntwintig", 22),
        ("vijf en twintig", 25),
        ("twenty-five hours", 25), ("negenennegentig", 99), ("honderd", 100), ("anderhalf uur", "1.5"), ("half", "0.5"),
        ("nul", 0), ("geen", 0), ("zero", 0),
    ],
)  # fmt: skip
def test_a_number_is_read_in_digits_or_words_with_its_unit(said, value):
    reading = read_number(None, None, said)
    assert reading == Reading(value=value)
    assert type(reading.value) is type(value)


@pytest.mark.parametrize(
    "said",
    ["2 à 3", "2 of 3", "2-3", "2 tot 3", "6/7", "6:30", "6u30", "6 of zo", "meer dan 6", "minstens 6", "min 6", "6+",
     ">6",
     "6 duizend", "6k", "6½", "6 en een half", "zes en een half", "zes of zeven", "6 per twee weken", "een paar",
     "een twintigtal",
     "NaN", "inf", "-inf", "1e999", "1e5", "0x10", "0,125", "1.20.000", "0.1.2", "1.5.2021", "²", "٣", "geen idee",
     "veel",
     "1000000000000", "9" * 99, "9" * 5000, "?", "."],
)  # fmt: skip
def test_what_is_not_one_plain_number_is_asked_again(said):
    assert read_number(None, None, said) == Reading(value=None, problem="number")


@pytest.mark.parametrize("said", ["-6", "−6", "- 6 uur", "–6,5"])
def test_a_negative_number_is_refused_as_such(said):
    assert read_number(None, None, said) == Reading(value=None, problem="negative")


@pytest.mark.parametrize("said", ["1,200", "12,500 euro", "999,999"])
def test_a_comma_before_three_digits_can_mean_two_things(said):
    assert read_number(None, None, said) == Reading(value=None, problem="ambiguous_number")


@pytest.mark.parametrize(
    ("said", "value", "problem"),
    [
        ("0,99", None, "too_low"),
        ("1", 1, None),
        ("40", 40, None),
        ("40,01", None, "too_high"),
        ("41", None, "too_high"),
    ],
)
def test_a_number_stays_within_its_limits(said, value, problem):
    assert read_number(1, 40, said) == Reading(value=value, problem=problem)


def test_a_float_from_elsewhere_is_shown_too():
    assert shown_number(6.5, "nl") == "6,5"
