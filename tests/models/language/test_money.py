"""Amounts of money as people read them."""

import pytest

from models.answers.amounts import read_cents
from models.language.money import money_words


@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [
        (1_250_000, "€ 12.500", "€12,500"),
        (1_250_050, "€ 12.500,50", "€12,500.50"),
        (5, "€ 0,05", "€0.05"),
        (99_999, "€ 999,99", "€999.99"),
        (100_000_000, "€ 1.000.000", "€1,000,000"),
    ],
)
def test_money_in_both_languages(cents: int, dutch: str, english: str) -> None:
    assert (money_words(cents, "nl"), money_words(cents, "en")) == (dutch, english)
    assert read_cents(dutch) == read_cents(english) == cents
