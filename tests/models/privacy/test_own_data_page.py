"""The page of own data: what a person who is no programmer reads of it."""

import pytest

from models.privacy.own_data_page import page

CHAT = {"chat_id": 7, "front": "web", "created_at": "2021-10-31T00:30:00+00:00"}


@pytest.mark.parametrize(
    ("language", "told"),
    [("nl", "zondag 31 oktober 2021 om 2.30 uur"), ("en", "Sunday 31 October 2021 at 2.30 am")],
)
def test_a_moment_is_told_as_the_clocks_stood_in_brussels(language: str, told: str) -> None:
    shown = page({"chat": [CHAT]}, language)
    assert f"<dd>{told}</dd>" in shown
    assert "T00:30" not in shown
