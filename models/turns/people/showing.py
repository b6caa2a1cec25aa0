"""How a municipality shows its draft to the officers of its province, who otherwise see only how far it is."""

from sqlmodel import Session

from models.calls.stages import Stage
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.people import person_queries
from models.turns import history, opening
from models.turns.outcome import Note, Noted, Outcome, only
from models.turns.turn import Turn


def shown(session: Session, turn: Turn, case: Case) -> bool | None:
    """Return whether a draft is shown to the province, or None when this person cannot show it."""
    if case.stage is not Stage.DRAFT or case.municipality is None:
        return None
    if not person_queries.proven_mailboxes(session, turn.person_id):
        return None
    return case_queries.is_shown(session, case.application_id)


def show(session: Session, turn: Turn, application_id: int, wanted: int) -> Outcome:
    """Show the draft to the province (1), or no longer (0)."""
    case = opening.own_case(session, turn, application_id)
    before = shown(session, turn, case)
    if before is None or wanted not in {0, 1}:
        return only(Noted.NOT_THERE)
    if before is not (wanted == 1):
        case_queries.change(session, case.application_id, shown_at=turn.at if wanted else None)
        history.record(session, turn, case, "shown" if wanted else "hidden")
    province = case.municipality.province if case.municipality is not None else ""
    return Outcome(view=None, notes=(Note(Noted.SHOWN if wanted else Noted.HIDDEN, {"province": province}),))
