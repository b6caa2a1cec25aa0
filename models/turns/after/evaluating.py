"""How a municipality evaluates its guidance: the same walk through a checklist, sent once, then perhaps shared.

Source: ARCHITECTURE.md, Rules: After selection.
"""

from sqlmodel import Session

from models.answers import checklist
from models.calls.stages import Stage, step
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.guidance import course_queries
from models.turns import history
from models.turns.after import showcase
from models.turns.after.evaluation_views import EvaluationReady
from models.turns.items import walking
from models.turns.outcome import Note, Noted, Outcome
from models.turns.sent import submitting
from models.turns.turn import Turn
from models.turns.views import Todo


def prepare(session: Session, turn: Turn, case: Case) -> Outcome:
    """Show the evaluation as it would be sent, or what is missing in it."""
    missing = checklist.missing(case.checklist, case.answers)
    unclear = checklist.unclear(case.checklist, case.answers)
    if missing:
        walking.stand_at(session, turn, case, missing[0])
        todo = Todo(case=case, missing=missing, unclear=unclear, mailbox_missing=False)
        return Outcome(view=todo, notes=(Note(Noted.EVALUATION_INCOMPLETE),))
    seen = submitting.ask_yes(session, turn, case)
    return Outcome(view=EvaluationReady(case=case, unclear=unclear, fingerprint=seen))


def send(session: Session, turn: Turn, case: Case, seen: str) -> Outcome:
    """Send the evaluation whose summary was confirmed; then ask whether its story may be shared."""
    if checklist.missing(case.checklist, case.answers):
        return prepare(session, turn, case)
    if submitting.fingerprint_of(case) != seen:
        return prepare(session, turn, case).noting(Note(Noted.EVALUATION_CHANGED))
    stage = step(case.stage, Stage.EVALUATED)
    case_queries.change(session, case.application_id, stage=stage)
    course_queries.ask_evaluation(session, case.application_id, turn.at)  # it may come before it was asked
    course_queries.change_evaluation(session, case.application_id, sent_at=turn.at, sent_by=turn.person_id)
    walking.stand_at(session, turn, case, None)
    history.record(session, turn, case, stage)
    return showcase.ask(session, turn, case_queries.load(session, case.application_id)).noting(
        Note(Noted.EVALUATION_SENT)
    )
