"""What a person can be shown: facts for the reply, without words; one frozen value for each view.

`handlers/views/` turns each into words and buttons.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from models.answers.answer import Answer
from models.calls.call import Call, Faq, Item
from models.calls.round import Round
from models.calls.stages import Stage
from models.coach.clarity import Verdict
from models.places.municipality_match import Candidate
from models.records.applications.case import Case
from models.records.applications.listed import Asker, Colleague, Elsewhere, File, OtherAnswer
from models.records.guidance.course import Course
from models.turns.reminding.preferences import Choice


class View:
    """What a person can be shown; each kind is a frozen value of its own."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello(View):
    """The first hello, or the way back in."""

    call: Call
    round: Round | None  # None: no round is open and none will be
    now: datetime
    agreed: bool
    invited: bool = False  # to an application that is there: no round needs to be open


@dataclass(frozen=True, slots=True, kw_only=True)
class About(View):
    """What the call is; `back` is the case to return to, if any."""

    call: Call
    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(View):
    """The item that is asked now."""

    case: Case
    item: Item
    by: str | None = None  # the colleague whose answer stands there now
    others: tuple[OtherAnswer, ...] = ()  # answers of somebody else or from before, to choose from
    files: tuple[File, ...] = ()
    asked_again: str | None = None  # by the agency, in these words ("" without any); None when it is not
    typed: str = ""  # what is typed now is to "add" to an unclear answer or to "rewrite" it; "" is an answer by itself
    asks_meeting: bool = False  # with the item, how the college meets is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear(View):
    """The answer was kept, but the coach or the reader misses something."""

    case: Case
    item: Item
    answer: Answer
    verdict: Verdict | None  # None when it could not be read at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates(View):
    """The municipalities that can be meant; the person chooses."""

    case: Case
    said: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo(View):
    """What is still to do."""

    case: Case
    missing: tuple[Item, ...]
    unclear: tuple[Item, ...]
    mailbox_missing: bool
    has_news: bool = True  # there is something to send
    unplaced: tuple["Unplaced", ...] = ()  # files that belong to no item yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced(View):
    """A file was kept; the person says to which item it belongs."""

    case: Case
    attachment_id: int
    items: tuple[Item, ...]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download(View):
    """A file to send to the person."""

    file: File
    stored_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status(View):
    """Where the application is."""

    case: Case
    stage: Stage  # as its people know it: a decision is told some minutes after it was taken
    now: datetime
    missing: int
    unclear: int
    unsent: tuple[Item, ...]
    colleagues: tuple[Colleague, ...]
    files: tuple[File, ...]
    elsewhere: tuple[Elsewhere, ...]
    mailbox: str | None
    can_plan: bool = False  # the way to the college
    unreachable: str | None = None  # the mailbox of the person at which no mail arrives
    course: Course | None = None  # what was arranged since it was selected


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerList(View):
    """All answers, one tap away."""

    case: Case
    unsent: tuple[Item, ...]
    differing: frozenset[str] = frozenset()  # keys of items with another answer to choose from


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete(View):
    """Nothing is left to ask: it can be sent, unless the municipality has another application."""

    case: Case
    unclear: tuple[Item, ...]
    can_be_sent: bool
    is_beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready(View):
    """The summary before sending; `fingerprint` names exactly these answers."""

    case: Case
    unclear: tuple[Item, ...]
    files: tuple[File, ...]
    fingerprint: str
    mailbox: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsMailbox(View):
    """Everything is there but the proof of a mailbox."""

    case: Case
    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent(View):
    """It was sent."""

    case: Case
    number: str
    version: int
    sent_at: datetime
    checksum: str
    mailbox: str
    is_news: bool = True  # it was sent just now


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawAsked(View):
    """Are you sure?"""

    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftExists(View):
    """The municipality has an application already; the person can ask to join."""

    case: Case  # the person's own draft
    target_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing(View):
    """Who works on the application, and the ways to bring somebody in."""

    case: Case
    colleagues: tuple[Colleague, ...]
    askers: tuple[Asker, ...]
    shown: bool | None = None  # to the province; None: it cannot be


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveAsked(View):
    """Are you sure that you stop working on it?"""

    case: Case
    is_last: bool  # nobody else works on it


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor(View):
    """What waits for typed text: "invite", "hand_over" or "mailbox" for an address, "code" for a mailed code."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Faqs(View):
    """The questions people ask; a typed one is looked up."""

    call: Call
    item: Item | None
    entries: Sequence[Faq]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqAnswer(View):
    """The answer to a question people ask."""

    faq: Faq
    question_id: int | None = None  # found by typed words; the person can say that it was not it


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences(View):
    """How the person is reminded."""

    choice: Choice
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages(View):
    """The choice of language."""

    current: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Help(View):
    """What can be said."""

    call: Call
    role: str | None = None  # an officer has more commands
    can_edit: bool = False  # a message that was sent can be changed there


@dataclass(frozen=True, slots=True, kw_only=True)
class StartAgain(View):
    """The last application ended (withdrawn, expired); a new one can begin with its answers or empty."""

    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRound(View):
    """No round takes applications now."""

    call: Call
    next_round: Round | None
