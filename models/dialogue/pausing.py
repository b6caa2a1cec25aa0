"""While nothing leaves, whoever is promised a message hears that it waits."""

from dataclasses import replace

from models.turns.outcome import Note, Noted, Outcome
from models.turns.views import Hello, Sent, Status

_PROMISED = frozenset(
    {
        Noted.CODE_SENT,
        Noted.INVITED,
        Noted.JOIN_ASKED,
        Noted.QUESTION_KEPT,
        Noted.PLAN_MAILED,
        Noted.FIGURES_MAILED,
        Noted.SENT_AGAIN,
        Noted.NUDGED,
    }
)


def told(outcome: Outcome) -> Outcome:
    """Return the outcome, and behind it that messages wait when it promises one, or says where somebody stands."""
    promises = any(note.what in _PROMISED for note in outcome.notes)
    if not (promises or isinstance(outcome.view, Hello | Sent | Status)):
        return outcome
    return replace(outcome, notes=(*outcome.notes, Note(Noted.SENDING_PAUSED)))
