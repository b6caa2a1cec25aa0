"""What waits for an officer beside the applications: questions to answer, and mailboxes to confirm."""

from dataclasses import dataclass

from sqlmodel import Session

from models.desk import rights
from models.desk.rights import Right
from models.records.desk import question_queries
from models.records.people import foreign_mailbox_queries
from models.turns.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How much waits for who speaks."""

    questions: int
    mailboxes: int


def waiting_for(session: Session, turn: Turn) -> Waiting:
    """Return what waits for who speaks."""
    beat = rights.beat(session, turn)
    answers = rights.has(turn, Right.ANSWER)
    return Waiting(
        questions=question_queries.count_waiting(session, beat, turn.person_id) if answers else 0,
        mailboxes=foreign_mailbox_queries.count_waiting(session, beat) if rights.has(turn, Right.CONFIRM) else 0,
    )
