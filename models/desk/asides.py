"""What an officer types while the desk waits for words: a remark, an answer, a reason, a note, a letter."""

from collections.abc import Callable, Mapping

from sqlmodel import Session

from models.desk import rights
from models.desk.cases import cases
from models.desk.decisions import deciding
from models.desk.forms import filling
from models.desk.province import claiming, foreign_mailboxes, nudging, questions
from models.turns import opening
from models.turns.outcome import Outcome
from models.turns.turn import Turn

# By how the side question begins: what takes the words.
TAKES: Mapping[str, Callable[[Session, Turn, str, str], Outcome]] = {
    deciding.ASIDE: deciding.take_remark,
    filling.ASIDE: filling.take,
    questions.ASIDE: questions.take_reply,
    foreign_mailboxes.ASIDE: foreign_mailboxes.take_reason,
    claiming.NOTE_ASIDE: claiming.take_note,
    nudging.ASIDE: nudging.rewrite,
}


def take(session: Session, turn: Turn, said: str) -> Outcome:
    """Take a text as the words that the desk waits for.

    The number of an application is no such words: the officer goes there.
    """
    if cases.is_number(said):
        return cases.by_number(session, opening.leave_aside(session, turn), said)
    return take_as(session, turn, turn.speaker.aside, said)


def take_as(session: Session, turn: Turn, aside: str, said: str) -> Outcome:
    """Take words as what a side question asks; the field of a page names it itself."""
    work = next((work for begin, work in TAKES.items() if aside.startswith(begin)), None)
    if work is None:
        raise rights.not_there(turn)
    return work(session, turn, aside, said)
