"""One mail at one application: who writes, what comes of it, and the case as each answer leaves it."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from models.answers import checklist
from models.calls.call import Item
from models.calls.stages import Stage
from models.correspondence.taken import Result
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.people import person_queries
from models.turns.turn import Turn


@dataclass(slots=True, kw_only=True)
class MailedCase:
    """The application that a mail is about; the case is read anew after each answer."""

    session: Session
    turn: Turn
    case: Case
    mail_id: int
    result: Result
    is_closed: bool = False  # nothing can be changed any more

    @property
    def asked(self) -> tuple[Item, ...]:
        """Return the items that are asked now."""
        return checklist.asked_items(self.case.checklist, self.case.answers)

    def read_anew(self) -> None:
        """Read who writes and the case again: an answer may have led to another application, of a colleague."""
        before = self.turn.speaker
        known = person_queries.current_application(self.session, self.turn.person_id)
        moved = known if known is not None and self._was_left(known) else before.application_id
        speaker = person_queries.writer(self.session, self.turn.person_id, moved)
        if speaker is not None and speaker.application_id is not None:
            self.case = case_queries.load(self.session, speaker.application_id)
            self.turn = replace(self.turn, speaker=replace(speaker, asked="", asked_at=before.asked_at))

    def _was_left(self, known: int) -> bool:
        """Return whether the writer went over to another application with this answer."""
        if known == self.case.application_id:
            return False
        return case_queries.load(self.session, self.case.application_id).stage is Stage.WITHDRAWN
