"""What is sent with /indienen: the application, or the evaluation once the guidance began."""

from sqlmodel import Session

from models.turns import opening
from models.turns.outcome import Outcome
from models.turns.sent import submitting
from models.turns.turn import Turn


def prepare(session: Session, turn: Turn) -> Outcome:
    """Show what would be sent, or say what stands in the way."""
    case = opening.working_case(session, turn)
    if case.is_evaluating:
        from models.turns.after import evaluating  # few come as far

        return evaluating.prepare(session, turn, case)
    return submitting.prepare(session, turn, opening.demand_in_time(turn, case))


def submit(session: Session, turn: Turn, application_id: int, seen: str) -> Outcome:
    """Send what was confirmed; `seen` is the fingerprint of the summary that the person saw."""
    case = opening.working_case(session, turn, application_id)
    if case.is_evaluating:
        from models.turns.after import evaluating  # few come as far

        return evaluating.send(session, turn, case, seen)
    return submitting.submit(session, turn, opening.demand_in_time(turn, case), application_id, seen)


def confirm(session: Session, turn: Turn, aside: str) -> Outcome:
    """Send what the summary showed that waits for a yes."""
    _, application_id, seen = aside.split("-")
    return submit(session, opening.leave_aside(session, turn), int(application_id), seen)
