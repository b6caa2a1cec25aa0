"""Reading hours a week: other units are asked about, and hours of all together are found beside people."""

import pytest

from models.answers.kinds_hours import read_hours
from models.answers.reading import Reading


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("6", 6), ("6 uur", 6), ("6,5 uur per week", "6.5"), ("zes uur", 6), ("ongeveer 6u", 6),
        ("12 hours a week", 12),
        ("2 medewerkers, samen 6 uur per week", 6), ("samen 6 uur per week voor 2 diensten", 6),
        ("3 diensten: 12 uur in totaal", 12), ("2 people, 6 hours together", 6),
    ],
)  # fmt: skip
def test_hours_are_read(said, value):
    assert read_hours(1, 400, said) == Reading(value=value)


@pytest.mark.parametrize(
    "said",
    ["1 VTE", "0,5 fte", "2 dagen", "één dag", "2 dagen van 8 uur", "6 uur per 2 weken", "20 %", "2 medewerkers",
     "2 medewerkers, elk 6 uur", "2 medewerkers 6 uur", "6 uur per medewerker", "4 halftijdse medewerkers"],
)  # fmt: skip
def test_what_is_not_hours_of_all_together_is_asked_about(said):
    assert read_hours(1, 400, said) == Reading(value=None, problem="hours")


@pytest.mark.parametrize("said", ["2 à 3", "4 tot 6 uur", "veel"])
def test_what_is_not_one_number_is_asked_again_as_for_any_number(said):
    assert read_hours(1, 400, said) == Reading(value=None, problem="number")


def test_the_bounds_hold_for_hours_too():
    assert read_hours(1, 400, "500 uur") == Reading(value=None, problem="too_high")
