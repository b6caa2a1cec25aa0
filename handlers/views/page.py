"""The one way from an outcome to a reply."""

from handlers.reply import Reply
from handlers.views import (  # noqa: F401 - each registers its looks
    asking,
    notes,
    opening,
    overview,
    own_data,
    people,
    planning,
    preferring,
    sending,
)
from handlers.views.look import look
from models.turns.outcome import Outcome


def reply_to(outcome: Outcome, language: str) -> Reply:
    """Return what is said: the notes, then the view with its buttons."""
    said = [notes.sentence(note, language) for note in outcome.notes]
    shown = look(outcome.view, language)
    html = "\n\n".join(part for part in [*said, shown.html] if part)
    rows = shown.rows or notes.buttons(outcome, language)
    return Reply(html, (*notes.offers(outcome, language), *rows))
