"""A case at the desk: what was sent, whether it is complete, its files and its history."""

import re

from sqlmodel import Session

from models.calls.stages import STEPS, Stage
from models.desk import rights
from models.desk.cases import sent
from models.desk.cases.sent import Sent
from models.desk.decisions.undoable import can_be_undone
from models.desk.guidance import ways
from models.desk.rights import Right
from models.desk.views import CaseFile
from models.records.applications import attachment_queries
from models.records.applications.case import Case
from models.records.desk import desk_queries
from models.records.desk.decision_queries import Decided
from models.turns.outcome import Noted, Outcome, only
from models.turns.turn import Turn
from models.turns.views import Download

NUMBER = re.compile(r"[a-z]{2,10}-[a-z0-9-]{1,20}-[0-9]{4,6}", re.IGNORECASE)  # "PROF-2021-2-0007"
# What an officer decides, in the order of the buttons; a button bears the place, so it only grows at the end.
DECIDED = (
    Stage.ADMISSIBLE,
    Stage.SELECTED,
    Stage.INADMISSIBLE,
    Stage.UNCLEAR,
    Stage.NOT_SELECTED,
    Stage.INFORMATION_REQUESTED,
)


def show(session: Session, turn: Turn, application_id: int) -> Outcome:
    """Return an application as it was sent, with its check and what can be decided."""
    return view_of(turn, opened(session, turn, application_id))


def is_number(said: str) -> bool:
    """Return whether a message is the number of an application and nothing else."""
    return NUMBER.fullmatch(said.strip()) is not None


def by_number(session: Session, turn: Turn, number: str) -> Outcome:
    """Return the application with that number; one of another province reads as one that is not there."""
    rights.demand(turn, Right.READ)
    found = desk_queries.by_number(session, number.strip().upper())
    if found is None or rights.reached(session, turn, found) is None:
        return only(Noted.NO_SUCH_CASE)
    return show(session, turn, found)


def download(session: Session, turn: Turn, attachment_id: int) -> Outcome:
    """Return a file that was sent with an application."""
    rights.demand(turn, Right.READ)
    row = attachment_queries.any_one(session, attachment_id)
    if row is None:
        return only(Noted.NOT_THERE)
    case_file = opened(session, turn, row.application_id)
    file = next((one for one in case_file.files if one.attachment_id == attachment_id), None)
    if file is None:  # added after the last sending
        return only(Noted.NOT_THERE)
    return Outcome(view=Download(file=file, stored_name=row.stored_name))


def opened(session: Session, turn: Turn, application_id: int, right: Right = Right.READ) -> Sent:
    """Return what was sent of an application that the officer may see; a province knows what letters told.

    Raises:
        Instead: it is not there for this person.
    """
    case = rights.sent_case(session, turn, application_id, right)
    found = sent.standing(session, case)
    if found is None:
        raise KeyError(application_id)
    return found if rights.has(turn, Right.DECIDE) else found.as_told(turn.now)


def view_of(turn: Turn, case_file: Sent) -> Outcome:
    """Return how a case is shown to who speaks."""
    steps = steps_of(case_file.case) if rights.has(turn, Right.DECIDE) else ()
    watches = rights.has(turn, Right.WATCH)
    view = CaseFile(
        sent=case_file,
        steps=steps,
        watches=watches,
        ways=ways.onward(turn, case_file),
        undoable=undoable(turn, case_file),
    )
    return Outcome(view=view)


def undoable(turn: Turn, case_file: Sent) -> Decided | None:
    """Return the decision that who speaks can take back now."""
    last = case_file.decisions[-1] if case_file.decisions else None
    if last is None or not rights.has(turn, Right.DECIDE):
        return None
    return last if can_be_undone(case_file.case, last, turn.now) else None


def steps_of(case: Case) -> tuple[Stage, ...]:
    """Return what can be decided of an application now; while information is asked the clock stands still."""
    if case.stage is Stage.INFORMATION_REQUESTED:
        return ()
    return tuple(stage for stage in DECIDED if stage in STEPS[case.stage])
