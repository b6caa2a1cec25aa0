"""Several applications declared admissible at once: those of one page that are complete, each ticked or not."""

import secrets

from sqlmodel import Session

from models.calls.stages import Stage
from models.desk import rights
from models.desk.cases import cases, listing
from models.desk.decisions import deciding, taking
from models.desk.decisions.undoable import can_be_undone
from models.desk.rights import Right
from models.desk.views import Several, SeveralTaken
from models.records.applications import case_queries
from models.records.desk import decision_queries, desk_queries
from models.records.desk.decision_queries import Decided
from models.turns.outcome import Note, Noted, Outcome, only
from models.turns.turn import Turn


def begin(session: Session, turn: Turn, round_id: str, province: int, first_id: int) -> Outcome:
    """Offer the complete applications of a page of what waits for the check; the others are looked at one by one."""
    rights.demand(turn, Right.DECIDE)
    shelf = listing.narrowed(turn, round_id, listing.STAGES.index(Stage.SUBMITTED) + 1, province)
    if shelf is None:
        return only(Noted.NOT_THERE)
    page = desk_queries.page(session, shelf, size=listing.PAGE, cursor=first_id, including=True)
    batch = secrets.token_hex(4)
    for row in page.rows:
        case_file = cases.opened(session, turn, row.application_id, Right.DECIDE)
        if not case_file.lacking and Stage.ADMISSIBLE in cases.steps_of(case_file.case):
            decision_queries.add(session, deciding.prepared(turn, case_file, Stage.ADMISSIBLE, batch))
    found = decision_queries.of_batch(session, batch)
    if not found:
        return only(Noted.NONE_COMPLETE)
    return _shown(session, found, len(page.rows) - len(found))


def tick(session: Session, turn: Turn, decision_id: int, wanted: int) -> Outcome:
    """Leave one out (0), or take it in again (1)."""
    rights.demand(turn, Right.DECIDE)
    decision = decision_queries.one(session, decision_id)
    if decision is None or decision.batch is None or decision.decided_by != turn.person_id:
        return only(Noted.NOT_THERE)
    if decision.taken_at is None:
        decision_queries.change(session, decision_id, undone_at=None if wanted == 1 else turn.now)
    return _shown(session, decision_queries.of_batch(session, decision.batch), 0)


def take(session: Session, turn: Turn, batch: str) -> Outcome:
    """Take all that are ticked; one that changed meanwhile stays as it is and is named."""
    found = _own(session, turn, batch)
    if found is None:
        return only(Noted.NOT_THERE)
    for decision in found:
        if decision.taken_at is None and decision.undone_at is None:
            case_file = cases.opened(session, turn, decision.application_id, Right.DECIDE)
            is_same = case_file.submission_id == decision.submission_id
            if is_same and Stage.ADMISSIBLE in cases.steps_of(case_file.case):
                taking.enact(session, turn, case_file.case, decision, turn.now + taking.UNDO_WITHIN)
    return _taken(session, decision_queries.of_batch(session, batch))


def undo(session: Session, turn: Turn, batch: str) -> Outcome:
    """Take back all of a batch that did not leave yet and went no step further."""
    found = _own(session, turn, batch)
    if found is None:
        return only(Noted.NOT_THERE)
    undone = 0
    for decision in found:
        case = case_queries.load(session, decision.application_id)
        if decision.taken_at is not None and can_be_undone(case, decision, turn.now):
            taking.take_back(session, turn, case, decision)
            undone += 1
    if undone:
        note = Note(Noted.SEVERAL_UNDONE, {"count": undone})
    else:
        taken = [one.undone_at is not None for one in found if one.taken_at is not None]
        note = Note(Noted.UNDONE_BEFORE if taken and all(taken) else Noted.UNDO_TOO_LATE)
    return _taken(session, decision_queries.of_batch(session, batch)).noting(note)


def _own(session: Session, turn: Turn, batch: str) -> tuple[Decided, ...] | None:
    rights.demand(turn, Right.DECIDE)
    found = decision_queries.of_batch(session, batch)
    return found if found and found[0].decided_by == turn.person_id else None


def _shown(session: Session, found: tuple[Decided, ...], incomplete: int) -> Outcome:
    if any(one.taken_at is not None for one in found):
        return _taken(session, found)
    listed = tuple((one, case_queries.load(session, one.application_id)) for one in found)
    return Outcome(view=Several(call=listed[0][1].call, listed=listed, incomplete=incomplete))


def _taken(session: Session, found: tuple[Decided, ...]) -> Outcome:
    stand = tuple(one for one in found if one.taken_at is not None and one.undone_at is None)
    listed = tuple((one, case_queries.load(session, one.application_id)) for one in stand)
    return Outcome(view=SeveralTaken(batch=found[0].batch or "", listed=listed))
