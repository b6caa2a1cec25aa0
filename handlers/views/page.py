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
from handlers.views.look import is_known, look
from models.turns.outcome import Outcome


def reply_to(outcome: Outcome, language: str) -> Reply:
    """Return what is said: the notes, then the view with its buttons."""
    said = [notes.sentence(note, language) for note in outcome.notes]
    view = view_reply(outcome.view, language)
    html = "\n\n".join(part for part in [*said, view.html] if part)
    rows = view.rows or notes.buttons(outcome, language)
    return Reply(html, (*notes.offers(outcome, language), *rows))


def view_reply(view: object, language: str) -> Reply:
    """Return how a view looks, without the notes; the looks that few people see are loaded when one is shown."""
    if not is_known(view):
        from handlers.views import rare_looks  # noqa: F401 - registers them

    return look(view, language)
