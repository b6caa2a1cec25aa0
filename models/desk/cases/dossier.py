"""A case as a page shows it: with what can be undone still, and the versions that were sent."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.calls.stages import Stage
from models.desk import rights
from models.desk.cases import cases
from models.desk.cases.sent import Sent
from models.desk.guidance import ways
from models.desk.rights import Right
from models.records.desk.decision_queries import Decided
from models.turns.turn import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A case at the desk of one officer."""

    sent: Sent
    steps: tuple[Stage, ...]  # what can be decided now
    ways: tuple[str, ...]  # the forms that can be filled in now
    watches: bool  # a province officer: the municipality has a page of its own
    undoable: Decided | None  # the decision that can be taken back
    now: datetime


def opened(session: Session, turn: Turn, application_id: int) -> Dossier:
    """Return an application as it was sent.

    Raises:
        Instead: it is not there for this person.
    """
    case_file = cases.opened(session, turn, application_id)
    return Dossier(
        sent=case_file,
        steps=cases.steps_of(case_file.case) if rights.has(turn, Right.DECIDE) else (),
        ways=ways.onward(turn, case_file),
        watches=rights.has(turn, Right.WATCH),
        undoable=cases.undoable(turn, case_file),
        now=turn.now,
    )
