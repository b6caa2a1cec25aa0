"""Words that are written over: whole ones only, in any case, wherever they stand; nothing else changes."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.records.privacy.wiping import GONE, is_telling, wiped, wiped_json

AN = "an.peeters@lier.be"
LEAVES = st.none() | st.booleans() | st.integers() | st.text()
JSON = st.recursive(LEAVES, lambda one: st.lists(one) | st.dictionaries(st.text(), one), max_leaves=6)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"Mail naar {AN}.", f"Mail naar {GONE}."),
        ("Mail naar AN.PEETERS@LIER.BE, of bel 015 25 00 00", f"Mail naar {GONE}, of bel {GONE}"),
        (f"<{AN}>", f"<{GONE}>"),
        (f"x{AN}", f"x{AN}"),  # another mailbox
        (f"{AN}-x", f"{AN}-x"),
        ("Jan Peetersplein", "Jan Peetersplein"),
        ("Vraag het aan an peeters", f"Vraag het aan {GONE}"),
        ("", ""),
    ],
)
def test_whole_words_are_written_over(text: str, left: str) -> None:
    assert wiped(text, {AN, "An Peeters", "015 25 00 00"}) == left


def test_in_json_a_word_may_stand_at_the_beginning_of_a_line() -> None:
    assert json.loads(wiped_json(json.dumps(f"dag\n{AN}"), {AN})) == f"dag\n{GONE}"


@settings(max_examples=40)
@given(JSON)
def test_what_names_nobody_stays_as_it_is(value: object) -> None:
    assert json.loads(wiped_json(json.dumps(value), {AN, "An Verstraeten-Claes"})) == value


@settings(max_examples=40)
@given(st.text(), st.text())
def test_nothing_is_left_between_spaces(before: str, after: str) -> None:
    assert AN not in wiped(f"{before} {AN} {after}", {AN}).replace(before, "").replace(after, "")


@pytest.mark.parametrize(
    ("name", "telling"), [("An", False), ("An Peeters", True), ("+3215250000", True), ("Peeters", False)]
)
def test_a_first_name_alone_is_no_name_to_look_for(name: str, telling: bool) -> None:
    assert is_telling(name) is telling
