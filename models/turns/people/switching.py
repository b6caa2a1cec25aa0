"""How a person who works on several applications goes from one to another."""

from dataclasses import replace

from sqlmodel import Session

from models.records.people import participant_queries, person_queries
from models.turns.items import overview
from models.turns.outcome import Noted, Outcome, only
from models.turns.rounds import closing
from models.turns.turn import Turn


def go_to(session: Session, turn: Turn, application_id: int) -> Outcome:
    """Go on in another application of the person's, where they were in it."""
    if not participant_queries.takes_part(session, application_id, turn.person_id):
        return only(Noted.NOT_THERE)
    person_queries.change(session, turn.person_id, application_id=application_id, asked="")
    speaker = person_queries.speaker(session, turn.heard.front, turn.heard.chat_id)
    moved, notes = closing.bring_up_to_date(session, replace(turn, speaker=speaker or turn.speaker))
    return overview.status(session, moved).noting(*notes)
