"""A row of a table answers with all its cells but one before the last that names the item."""

import pytest

from models.call_files.call_file import shipped_call
from models.mail_reading import numbered
from models.mail_reading.passages import written

CALL = shipped_call("profploeg-2021")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("| 3 | Functie contact | Deskundige |", "Deskundige"),
        ("| 3 | Deskundige |", "Deskundige"),
        ("| 3 | Deskundige | |", "Deskundige"),
        ("| 3 | Functie | Deskundige | halftijds |", "Deskundige halftijds"),
        ("| 3 | | Deskundige |", "Deskundige"),
        ("| 3 | Functie | |", ""),
    ],
)
def test_only_a_cell_that_names_the_item_is_a_copy(row: str, said: str) -> None:
    answered = numbered.assign(written(row), CALL.checklist).answers
    assert list(answered.values()) == ([said] if said else [])


@pytest.mark.parametrize("digits", ["1", "10"])
def test_an_answer_that_is_part_of_a_title_is_kept(digits: str) -> None:
    for item in CALL.evaluation.items:
        row = f"| {item.number} | {item.title.nl} | {digits} |"
        bare = f"| {item.number} | {digits} |"
        for one in (row, bare):
            assert numbered.assign(written(one), CALL.evaluation).answers == {item.key: digits}
