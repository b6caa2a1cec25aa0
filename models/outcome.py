"""What came of a turn: facts for the reply, without words.

An Outcome holds notes (what just happened) and one view (where the person is now). `handlers/` turns both into words
and buttons, chat and mail alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from models.answer import Answer
from models.call import Call, Faq, Item
from models.case import Case
from models.clarity import Verdict
from models.municipality_match import Candidate
from models.round import Round


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
class Hello:
    """The first hello, or the way back in."""

    call: Call
    round: Round | None  # None: no round is open and none will be
    now: datetime
    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the call is; `back` is the case to return to, if any."""

    call: Call
    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The item that is asked now."""

    case: Case
    item: Item
    others: tuple["OtherAnswer", ...] = ()  # answers of somebody else or from before, to choose from
    files: tuple["File", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAnswer:
    """An answer that was given to the same item and does not stand now."""

    earlier_id: int
    said: str
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """The answer was kept, but the coach or the reader misses something."""

    case: Case
    item: Item
    answer: Answer
    verdict: Verdict | None  # None when it could not be read at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The municipalities that can be meant; the person chooses."""

    case: Case
    said: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """What is still to do."""

    case: Case
    missing: tuple[Item, ...]
    unclear: tuple[Item, ...]
    mailbox_missing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of an application, for lists."""

    attachment_id: int
    item_key: str | None
    name: str
    size: int  # bytes
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A file was kept; the person says to which item it belongs."""

    case: Case
    attachment_id: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """What is kept of the person, to read or take along."""

    data: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file to send to the person."""

    file: File
    stored_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody who works on the application."""

    person_id: int
    name: str | None
    email: str | None
    role: str
    is_you: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Where the application is."""

    case: Case
    now: datetime
    missing: int
    unclear: int
    unsent: tuple[Item, ...]
    colleagues: tuple[Colleague, ...]
    files: tuple[File, ...]
    mailbox: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerList:
    """All answers, one tap away."""

    case: Case
    unsent: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete:
    """Nothing is left to ask: it can be sent."""

    case: Case
    unclear: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The summary before sending; `fingerprint` names exactly these answers."""

    case: Case
    unclear: tuple[Item, ...]
    files: tuple[File, ...]
    fingerprint: str
    mailbox: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsMailbox:
    """Everything is there but the proof of a mailbox."""

    case: Case
    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """It was sent."""

    case: Case
    number: str
    version: int
    sent_at: datetime
    checksum: str
    mailbox: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawAsked:
    """Are you sure?"""

    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftExists:
    """The municipality has an application already; the person can ask to join."""

    case: Case  # the person's own draft
    target_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """Who works on the application, and the ways to bring somebody in."""

    case: Case
    colleagues: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """A side question that waits for typed text: "invite", "hand_over" or "mailbox"."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Faqs:
    """The questions people ask; a typed one is looked up."""

    call: Call
    item: Item | None
    entries: Sequence[Faq]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqAnswer:
    """The answer to a question people ask."""

    faq: Faq
    question_id: int | None = None  # found by typed words; the person can say that it was not it


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """What is kept and why."""

    call: Call
    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How the person is reminded: mail, chat or off."""

    reminders: str
    mailbox: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """The choice of language."""

    current: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What can be said."""

    call: Call


@dataclass(frozen=True, slots=True, kw_only=True)
class StartAgain:
    """The last application ended (withdrawn, expired); a new one can begin with its answers or empty."""

    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRound:
    """No round takes applications now."""

    call: Call
    next_round: Round | None


View = (
    Hello
    | About
    | Question
    | Unclear
    | Candidates
    | Unplaced
    | OwnData
    | Download
    | Todo
    | Status
    | AnswerList
    | Complete
    | Ready
    | NeedsMailbox
    | Sent
    | WithdrawAsked
    | DraftExists
    | Sharing
    | AskedFor
    | Faqs
    | FaqAnswer
    | Privacy
    | Preferences
    | Languages
    | Help
    | StartAgain
    | NoRound
)


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
