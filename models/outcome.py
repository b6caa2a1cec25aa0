"""What came of a turn: notes (what just happened) and one view (where the person is now), without words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.views import View


class Noted(StrEnum):
    """What just happened, said in one sentence before the view."""

    AGREE_FIRST = "agree_first"
    WELCOME_BACK = "welcome_back"
    SAVED = "saved"
    SAME = "same"
    SAVED_FILE = "saved_file"
    FILE_REFUSED = "file_refused"
    FILE_UNPLACED = "file_unplaced"
    FILE_REMOVED = "file_removed"
    CONFIRMED = "confirmed"
    COLLEAGUE_ANSWERED = "colleague_answered"
    PUT_BACK = "put_back"
    SKIPPED = "skipped"
    ALREADY_ANSWERED = "already_answered"
    OLD_BUTTON = "old_button"
    NOT_THERE = "not_there"
    NO_SUCH_ITEM = "no_such_item"
    EDITED = "edited"
    EDIT_UNKNOWN = "edit_unknown"
    CARRIED_OVER = "carried_over"
    CLOSED = "closed"
    NO_NEXT_ROUND = "no_next_round"
    CODE_SENT = "code_sent"
    CODE_LIMIT = "code_limit"
    CODE_WRONG = "code_wrong"
    CODE_DEAD = "code_dead"
    MAILBOX_PROVEN = "mailbox_proven"
    MAILBOX_FOREIGN = "mailbox_foreign"
    NOT_A_MAILBOX = "not_a_mailbox"
    JOIN_ASKED = "join_asked"
    JOIN_WAITS = "join_waits"
    JOINED = "joined"
    JOIN_REFUSED = "join_refused"
    JOIN_ANSWERED = "join_answered"
    INVITED = "invited"
    INVITATION_LINK = "invitation_link"
    INVITATION_DEAD = "invitation_dead"
    HANDED_OVER = "handed_over"
    LEFT = "left"
    MERGED = "merged"
    SENT_LATE = "sent_late"
    CANNOT_SEND = "cannot_send"
    CHANGED_MEANWHILE = "changed_meanwhile"
    WITHDRAWN = "withdrawn"
    KEPT_GOING = "kept_going"
    QUESTION_KEPT = "question_kept"
    LANGUAGE = "language"
    REMINDERS = "reminders"
    LATER = "later"
    NOT_UNDERSTOOD = "not_understood"
    UNREADABLE = "unreadable"
    PICK_UP = "pick_up"
    MUNICIPALITY_FIXED = "municipality_fixed"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that happened, with the values that its sentence names."""

    what: Noted
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a turn; with `view` None the notes say it all."""

    view: View | None
    notes: tuple[Note, ...] = ()
    quiet: bool = False  # a double press: one line above the buttons is enough

    def noting(self, *notes: Note) -> "Outcome":
        """Return the same outcome with `notes` said first."""
        return Outcome(view=self.view, notes=(*notes, *self.notes), quiet=self.quiet)


class Instead(Exception):
    """A turn that cannot go on; `outcome` is said instead. What was written before it stays."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


def only(what: Noted, **values: object) -> Outcome:
    """Return an outcome that is one sentence and no view."""
    return Outcome(view=None, notes=(Note(what, values),))
