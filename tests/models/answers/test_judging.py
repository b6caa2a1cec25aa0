"""What an answer is worth, and what becomes of a text when another follows it."""

from dataclasses import replace
from datetime import date

import pytest

from models.answers import judging
from models.answers.answer import Answer
from models.call_files.call_file import call_from_content, shipped_content
from models.calls.call import Item
from tests.fakes.conversation import CLEAR

DAY = date(2021, 10, 20)
TOWN = "Heist-op-den-Berg"
CHECKLIST = call_from_content(shipped_content("profploeg-2021")).checklist
CHALLENGE = CHECKLIST.by_key["challenge"]
AREA = CHECKLIST.by_key["core_area"]
UNCLEAR = Answer(key="challenge", value="Er is leegstand.", said="Er is leegstand.", unclear=("place", "effect"))


def judged(item: Item, said: str) -> Answer:
    return judging.judged(item, said, on=DAY, municipality=TOWN)


def supplemented(before: Answer, said: str, item: Item = CHALLENGE) -> str:
    return judging.supplemented(item, before, said, municipality=TOWN)


def test_a_clear_text_is_fine() -> None:
    assert judged(CHALLENGE, CLEAR) == Answer(key="challenge", value=CLEAR, said=CLEAR)


def test_an_unclear_text_is_kept_with_what_it_misses() -> None:
    answer = judged(CHALLENGE, "Er is leegstand.")

    assert answer.value == "Er is leegstand."
    assert "place" in answer.unclear
    assert answer.problem is None


def test_what_cannot_be_read_is_kept_with_its_problem() -> None:
    assert judged(CHECKLIST.by_key["service_hours"], "veel") == Answer(
        key="service_hours", value=None, said="veel", problem="number"
    )


def test_a_text_that_is_too_long_is_kept_whole_and_not_coached() -> None:
    answer = judged(CHALLENGE, "leeg " * 700)

    assert (answer.value, answer.problem, answer.unclear) == (None, "too_long", ())
    assert len(answer.said) > 3000


@pytest.mark.parametrize(
    "said", ["niks", "Nog niets.", "We hebben nog niets geprobeerd, want er was geen tijd.", "nog niet", "Nothing yet"]
)
def test_where_nothing_counts_it_is_clear_and_elsewhere_it_is_not(said: str) -> None:
    tried, policy = CHECKLIST.by_key["tried"], CHECKLIST.by_key["policy"]

    assert judged(tried, said) == Answer(key="tried", value=said, said=said)
    assert judged(policy, said).unclear
    assert supplemented(judged(tried, "een premie"), said, tried) == said


def test_something_that_is_too_short_is_unclear_also_where_nothing_counts() -> None:
    assert judged(CHECKLIST.by_key["tried"], "een premie").unclear


def test_only_long_texts_are_coached() -> None:
    assert judged(AREA, "Dorp").unclear == ()
    assert judging.coached(AREA, "Dorp", municipality=TOWN) is None


def test_words_that_follow_an_unclear_text_are_added_to_it() -> None:
    assert supplemented(UNCLEAR, "In de Kerkstraat.") == "Er is leegstand.\nIn de Kerkstraat."


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (CLEAR, "it is clear by itself"),
        ("Er is leegstand. In de Kerkstraat.", "it repeats the first text"),
    ],
)
def test_a_new_version_stands_by_itself(said: str, why: str) -> None:
    assert supplemented(UNCLEAR, said) == said, why


def test_a_text_that_follows_a_clear_one_replaces_it() -> None:
    clear = replace(UNCLEAR, unclear=())

    assert supplemented(clear, "In de Kerkstraat.") == "In de Kerkstraat."


def test_other_kinds_are_never_added_to() -> None:
    before = Answer(key="core_area", value=None, said="x", problem="too_short")

    assert supplemented(before, "Dorpskern", AREA) == "Dorpskern"


@pytest.mark.parametrize(
    ("standing", "earlier", "first"),
    [
        ("A\nB", ["A"], "A"),
        ("A\nB\nC", ["A\nB", "A"], "A\nB"),
        ("A\nB", ["B", ""], ""),
        ("AB", ["A"], ""),
        ("A\nB", [], ""),
    ],
)
def test_the_text_to_which_was_added_is_found_again(standing: str, earlier: list[str], first: str) -> None:
    assert judging.beginning(CHALLENGE, standing, earlier) == first


def test_what_is_no_long_text_has_no_beginning() -> None:
    assert judging.beginning(AREA, "A\nB", ["A"]) == ""
