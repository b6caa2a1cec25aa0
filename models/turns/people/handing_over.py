"""How the contact of an application moves to somebody else; the case stays with the municipality."""

from dataclasses import replace

from sqlmodel import Session

from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.people import participant_queries
from models.turns import history
from models.turns.turn import Turn

CONTACT_ITEMS = ("contact_name", "contact_function", "contact_email", "contact_phone")


def hand_over(session: Session, turn: Turn, case: Case, to_id: int) -> None:
    """Make a person the contact: the former one stays a colleague, and the details ask "klopt dit nog?"."""
    participant_queries.join(session, case.application_id, to_id, "contact", turn.at)
    for person_id, role in participant_queries.active(session, case.application_id):
        if role == "contact" and person_id != to_id:
            participant_queries.set_role(session, case.application_id, person_id, "colleague")
    if case.is_editable(turn.at, case.round.closes_at):
        _ask_again(session, case)
    history.record(session, turn, case, "handed_over", detail=str(to_id))


def _ask_again(session: Session, case: Case) -> None:
    for key in CONTACT_ITEMS:
        kept = case.kept.get(key)
        if kept is not None:
            message = case_queries.messages(session, case.application_id).get(key)
            asked_again = replace(kept, answer=replace(kept.answer, stale=True))
            case_queries.keep_answer(session, case.application_id, asked_again, message, skipped=key in case.skipped)
