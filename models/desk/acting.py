"""One press on a page of the desk: the words of its field first, then what was pressed, so that no word is lost."""

from collections.abc import Callable

from sqlmodel import Session

from models.desk import asides
from models.turns.outcome import Noted, Outcome
from models.turns.turn import Turn

Press = Callable[[Session, Turn], Outcome]


def act(session: Session, turn: Turn, press: Press | None, aside: str, said: str) -> Outcome | None:
    """Take what was typed for a side question, then do what was pressed; None when there is neither.

    Words that are too long come first: they are shown again, and nothing else happens.
    """
    taken = asides.take_as(session, turn, aside, said) if aside and said.strip() else None
    if press is None or (taken is not None and any(note.what is Noted.TOO_LONG for note in taken.notes)):
        return taken
    done = press(session, turn)
    return done if taken is None else done.noting(*taken.notes)
