"""The words of the chat desk on a page: the marks that Telegram knows, and nothing else that a browser would act on."""

import nh3

from handlers.views import notes
from models.turns.outcome import Outcome

TAGS = {"b", "strong", "i", "em", "u", "s", "code", "pre", "a", "blockquote"}
LINKS = {"http", "https", "mailto"}


def safe(html: str) -> str:
    """Return what the chat says as HTML for a page."""
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=LINKS)


def notes_of(outcome: Outcome, language: str) -> list[str]:
    """Return what just happened, a sentence each, as HTML."""
    return [safe(notes.sentence(note, language)) for note in outcome.notes]
