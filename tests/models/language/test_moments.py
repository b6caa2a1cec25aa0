"""Moments and durations as people read them."""

import pytest

from models.language import moments


@pytest.mark.parametrize(
    ("days", "nl", "en"),
    [(1825, "5 jaar", "5 years"), (365, "1 jaar", "1 year"), (400, "400 dagen", "400 days"), (1, "1 dag", "1 day")],
)
def test_a_duration_is_said_in_years_where_they_are_whole(days: int, nl: str, en: str) -> None:
    assert (moments.duration_words(days, "nl"), moments.duration_words(days, "en")) == (nl, en)
