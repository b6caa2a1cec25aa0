"""What follows when a typed code proves a mailbox: an invitation accepted, the case given to the municipality."""

from sqlmodel import Session

from models.calls.stages import Stage
from models.language.clean_text import one_line
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.people import person_queries
from models.turns import history
from models.turns.items import walking
from models.turns.outcome import Note, Noted, Outcome
from models.turns.people import inviting, merging, proving
from models.turns.people.naming import MOST_NAME
from models.turns.turn import Turn


def take_code(session: Session, turn: Turn, code: str) -> Outcome:
    """Take a typed code and say what it opened."""
    application_id = turn.speaker.application_id
    case = case_queries.load(session, application_id) if application_id else None
    checked = proving.check_code(session, turn, code)
    if isinstance(checked, Note):
        return Outcome(view=None, notes=(checked,))
    note = Note(Noted.MAILBOX_PROVEN, {"email": checked})
    _take_name(session, turn, case, checked)
    accepted = inviting.accept_opened(session, turn, checked)
    if accepted is not None:
        return accepted.noting(note)
    if case is None or case.stage not in {Stage.DRAFT, Stage.SUBMITTED}:
        return Outcome(view=None, notes=(note,))
    return _settled(session, turn, case).noting(note)


def _take_name(session: Session, turn: Turn, case: Case | None, email: str) -> None:
    """Call who has no name on this front as the contact is called, once they proved to be that."""
    kept = {key: str(one.answer.value or "") for key, one in case.kept.items()} if case is not None else {}
    if (
        not turn.speaker.name
        and kept.get("contact_name")
        and proving.mailbox_of(kept.get("contact_email", "")) == email
    ):
        person_queries.change(session, turn.person_id, name=one_line(kept["contact_name"])[:MOST_NAME])


def _settled(session: Session, turn: Turn, case: Case) -> Outcome:
    history.record(session, turn, case, "mailbox_proven")
    exists = merging.settle_ownership(session, turn, case)
    if exists is not None:
        return exists
    case = case_queries.load(session, case.application_id)
    outcome = walking.here(session, turn, case)
    if case.is_owned or case.municipality is None:
        return outcome
    return outcome.noting(Note(Noted.MAILBOX_FOREIGN, {"name": case.municipality.name}))
