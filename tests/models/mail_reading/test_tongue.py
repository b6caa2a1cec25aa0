"""The language of a mail is taken only from words that make it clear."""

import pytest

from models.mail_reading.tongue import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hello,\n\nwe would like to apply for our municipality.\nKind regards", "en"),
        ("Beste,\n\nwij willen graag aanvragen voor de gemeente.\nGroeten", "nl"),
        ("Bonjour, nous voulons participer. Cordialement", None),
        ("3: Expert\n5: 015 25 00 00", None),
        ("Hello, wij willen graag de profploeg. Kind regards", None),
        ("", None),
    ],
)
def test_the_language_is_told_by_common_words(text: str, language: str | None) -> None:
    assert language_of(text) == language
