"""How a decision is taken, told ten minutes later, and undone until then.

The step and its event are there at once; the letter is in the outbox at once as well, due when the ten minutes are
over. What follows from a decision (the draft for the next round, the items that are asked again) is made when it
leaves, see `settling`: so an undo has nothing to take back that the municipality could have seen.

Source: ARCHITECTURE.md, Rules: Deciding.
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from models.calls.stages import Stage, step
from models.desk import rights
from models.desk.cases import cases
from models.desk.decisions import deciding
from models.desk.decisions.deciding import NAMES_ITEMS
from models.desk.decisions.letters import letter_of
from models.desk.decisions.undoable import can_be_undone
from models.desk.rights import Right
from models.desk.views import Preview, Taken
from models.records.applications import case_queries
from models.records.applications.application import UNDONE
from models.records.applications.case import Case
from models.records.desk import decision_queries
from models.records.desk.decision_queries import Decided
from models.records.messages import outgoing_queries
from models.records.people import participant_queries
from models.turns import history, telling
from models.turns.act import Act
from models.turns.outcome import Note, Noted, Outcome, only
from models.turns.telling import News
from models.turns.turn import Turn

UNDO_WITHIN = timedelta(minutes=10)


def preview(session: Session, turn: Turn, decision_id: int) -> Outcome:
    """Show the letter as the municipality will read it."""
    case_file, decision = deciding.opened(session, turn, decision_id)
    lacking = _obstacle(decision)
    if lacking is not None:
        return deciding.shown(session, turn, case_file, decision).noting(Note(lacking))
    return Outcome(view=Preview(sent=case_file, decision=decision))


def preview_filled(
    session: Session, turn: Turn, decision_id: int, numbers: frozenset[str], said: str, working_days: int
) -> Outcome:
    """Keep what a form says of a decision, and show the letter that it gives."""
    deciding.fill(session, turn, decision_id, numbers, said, working_days)
    return preview(session, turn, decision_id)


def take(session: Session, turn: Turn, decision_id: int) -> Outcome:
    """Take a decision whose preview was confirmed."""
    known = decision_queries.one(session, decision_id)
    if known is not None and known.taken_at is not None and known.decided_by == turn.person_id:  # a double press
        case_file = cases.opened(session, turn, known.application_id, Right.DECIDE)
        return Outcome(view=Taken(sent=case_file, decision=known), quiet=True)
    case_file, decision = deciding.opened(session, turn, decision_id)
    lacking = _obstacle(decision)
    if lacking is not None:
        return deciding.shown(session, turn, case_file, decision).noting(Note(lacking))
    taken = enact(session, turn, case_file.case, decision, turn.now + UNDO_WITHIN)
    view = Taken(sent=cases.opened(session, turn, decision.application_id, Right.DECIDE), decision=taken)
    is_told = bool(participant_queries.active(session, decision.application_id))
    return Outcome(view=view, notes=() if is_told else (Note(Noted.NOBODY_TO_TELL),))


def enact(session: Session, act: Act, case: Case, decision: Decided, leaves_at: datetime) -> Decided:
    """Take the step with its event, and post its letter for `leaves_at`; return the decision as it is now."""
    stage = step(case.stage, decision.to_stage)
    case_queries.change(session, case.application_id, stage=stage)
    history.record(session, act, case, stage, detail=f"decision={decision.id}")
    decision_queries.change(session, decision.id, taken_at=act.now, leaves_at=leaves_at)
    news = News(
        kind=letter_of(stage),
        key=f"decision:{decision.id}",
        application_id=case.application_id,
        ref_id=decision.id,
        due_at=leaves_at,
    )
    telling.tell_all(session, act, news)
    found = decision_queries.one(session, decision.id)
    if found is None:
        raise KeyError(decision.id)
    return found


def undo(session: Session, turn: Turn, decision_id: int) -> Outcome:
    """Take a decision back before it leaves: the stage as it was, an event, and no letter."""
    rights.demand(turn, Right.DECIDE)
    decision = decision_queries.one(session, decision_id)
    if decision is None or decision.taken_at is None:
        return only(Noted.NOT_THERE)
    case_file = cases.opened(session, turn, decision.application_id, Right.DECIDE)
    if decision.undone_at is not None:  # by the same press on another page, or by a colleague
        return cases.view_of(turn, case_file).noting(Note(Noted.UNDONE_BEFORE))
    if not can_be_undone(case_file.case, decision, turn.now):
        return cases.view_of(turn, case_file).noting(Note(Noted.UNDO_TOO_LATE))
    take_back(session, turn, case_file.case, decision)
    return cases.show(session, turn, decision.application_id).noting(Note(Noted.UNDONE))


def take_back(session: Session, act: Act, case: Case, decision: Decided) -> None:
    """Undo a decision. It is no step: the stage is what it was before; of one that followed by itself, before that."""
    stage = decision.from_stage
    if stage is Stage.INFORMATION_REQUESTED:  # nobody replied; the officer decides after all
        asked = decision_queries.newest(session, case.application_id, stage)
        stage = asked.from_stage if asked is not None else Stage.SUBMITTED
    case_queries.change(session, case.application_id, stage=stage)
    decision_queries.change(session, decision.id, undone_at=act.now)
    outgoing_queries.call_back(session, letter_of(decision.to_stage), decision.id, "the decision was undone", act.now)
    history.record(session, act, case, UNDONE, detail=str(decision.to_stage))


def _obstacle(decision: Decided) -> Noted | None:
    """Return what a decision lacks to be taken, or None."""
    if decision.to_stage in NAMES_ITEMS and not decision.items:
        return Noted.NO_ITEM_NAMED
    if decision.to_stage is Stage.NOT_SELECTED and not decision.remark:
        return Noted.NO_REASON_GIVEN
    return None
