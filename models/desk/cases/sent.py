"""What a municipality sent, word for word, and what the checklist and the coach make of it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from models.answers import checklist
from models.answers.answer import Answers, State
from models.calls.call import Item
from models.calls.stages import Stage
from models.records.applications import (
    attachment_queries,
    checked_answers,
    deadline_queries,
    event_queries,
    extension_queries,
    submission_queries,
)
from models.records.applications.application import UNDONE
from models.records.applications.case import Case
from models.records.applications.extension_queries import Granted
from models.records.applications.listed import File
from models.records.applications.submission import Submission
from models.records.desk import decision_queries
from models.records.desk.decision_queries import Decided
from models.records.guidance import course_queries
from models.records.guidance.course import Course

ARRANGING = frozenset({Stage.INTAKE, Stage.GUIDANCE, Stage.EVALUATED})
ARRANGED = (  # what happens after the selection beside the steps
    "intake_planned",
    "intake_moved",
    "intake_cancelled",
    "intake_held",
    "budget_fixed",
    "expert_named",
    "phase_planned",
    "dropped",
    "evaluation_asked",
    "advised",
    "shared",
    "unshared",
)
DECISION = re.compile(r"decision=(\d+)")  # in the detail of its event, see decisions/taking.py
# Of the history, what an officer needs to see.
TOLD = frozenset(Stage) | {UNDONE, "declined", "carried_over", "asked", "question_answered"}
TOLD |= {"foreign_mailbox", "mailbox_confirmed", "mailbox_refused", "province_nudged", "province_called"}
TOLD |= {"deadline_moved", *ARRANGED}
TOLD |= {"mail_refused", "mail_waits", "message_sent_again", "message_skipped", "message_cancelled"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An item as it was sent: fine, missing or unclear, and what the coach told the applicant about it."""

    item: Item
    state: State
    lacks: tuple[str, ...]
    same_as: Item | None = None  # from whose answer this one has to differ, and does not
    is_open: bool = False  # nothing was answered, and nothing had to be


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """A line of the history."""

    at: datetime
    what: str
    decision_id: int | None = None  # of the decision that it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The version of an application that stands."""

    case: Case
    submission_id: int
    version: int
    sent_at: datetime
    answers: Answers
    lacks: Mapping[str, tuple[str, ...]]  # by item key: what the coach missed when it was sent
    files: tuple[File, ...]
    history: tuple[Happened, ...]
    decisions: tuple[Decided, ...]  # that were taken and not undone, the oldest first
    course: Course  # what was arranged since it was selected
    granted: Granted | None  # more time than everybody, while that is so

    def decided_in(self, one: Happened) -> Decided | None:
        """Return the decision that is a line of the history, None when the line is none or it was undone."""
        return next((made for made in self.decisions if made.id == one.decision_id), None)

    def as_told(self, now: datetime) -> "Sent":
        """Return what is known of it once letters left: before that, and once undone, a decision is the agency's."""
        untold = [one for one in self.decisions if one.leaves_at is not None and one.leaves_at > now]
        told = tuple(one for one in self.decisions if one not in untold)
        known = {one.id for one in told} | {None}
        is_last = bool(untold) and self.case.stage is untold[-1].to_stage  # else the municipality did something since
        return replace(
            self,
            case=replace(self.case, stage=untold[0].from_stage) if is_last else self.case,
            history=tuple(one for one in self.history if one.decision_id in known and one.what != UNDONE),
            decisions=told,
        )

    @property
    def checked(self) -> tuple[Checked, ...]:
        """Return every item that was asked, in order, with the outcome of the check.

        It is the outcome that the applicant saw before sending: the coach is not asked again.
        """
        return tuple(self._checked(item) for item in checklist.asked_items(self.case.call.checklist, self.answers))

    @property
    def lacking(self) -> tuple[Item, ...]:
        """Return the items that are missing or unclear."""
        return tuple(one.item for one in self.checked if one.state is not State.FINE)

    def _checked(self, item: Item) -> Checked:
        lacks = self.lacks.get(item.key, ())
        state = checked_answers.state_of(item, self.answers)
        same_as = checked_answers.same_as(item, self.case.call.checklist, self.answers)
        state = State.UNCLEAR if lacks and state is State.FINE else state
        is_open = state is State.FINE and not checklist.is_answered(item, self.answers)
        return Checked(item=item, state=state, lacks=lacks, same_as=same_as, is_open=is_open)


def standing(session: Session, case: Case) -> Sent | None:
    """Return the version of an application that stands, or None when it was never sent."""
    row = submission_queries.newest(session, case.application_id)
    return of_row(session, case, row) if row is not None else None


def of_row(session: Session, case: Case, row: Submission) -> Sent:
    """Return one version of an application as it was sent."""
    content = json.loads(row.content)
    return Sent(
        case=case,
        submission_id=row.id,
        version=row.version,
        sent_at=row.sent_at,
        answers=checked_answers.read(content["answers"]),
        lacks={key: tuple(lacks) for key, lacks in json.loads(row.coach_outcome).items()},
        files=_files(session, row, content["attachments"]),
        history=_history(session, case.application_id),
        decisions=decision_queries.taken(session, case.application_id),
        course=course_queries.load(session, case.application_id) if case.stage in ARRANGING else Course(),
        granted=_granted(session, case),
    )


def _files(session: Session, row: Submission, listed: list[Mapping[str, str]]) -> tuple[File, ...]:
    """Return the files that were sent, also when they were removed afterwards."""
    rows = {one.sha256: one for one in attachment_queries.all_of(session, row.application_id)}
    found = [(one, rows[one["sha256"]]) for one in listed if one["sha256"] in rows]
    return tuple(
        File(attachment_id=file.id, item_key=one["item"], name=one["name"], size=file.size, sha256=file.sha256)
        for one, file in found
    )


def _granted(session: Session, case: Case) -> Granted | None:
    if not case.nis_code:
        return None
    found = extension_queries.one(session, case.call.name, case.round.id, case.nis_code)
    general = deadline_queries.round_of(session, case.call.name, case.round.id)
    return found if found is not None and found.closes_at > general.closes_at else None


def _history(session: Session, application_id: int) -> tuple[Happened, ...]:
    rows = event_queries.history(session, application_id)
    return tuple(
        Happened(at=row.at, what=row.what, decision_id=_decision_id(row.detail)) for row in rows if row.what in TOLD
    )


def _decision_id(detail: str) -> int | None:
    found = DECISION.match(detail)
    return int(found[1]) if found is not None else None
