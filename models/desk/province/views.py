"""What a province officer can be shown: facts for the reply, without words; one frozen value for each view."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from models.calls.call import Item
from models.calls.stages import Stage
from models.desk.cases.waiting import Waiting
from models.desk.province.board import Progress, Spot
from models.desk.province.following import Matter
from models.desk.province.reaching import Contact
from models.desk.province.town import Deadline
from models.places.municipality import Municipality
from models.records.applications.case import Case
from models.records.desk.follow_up_queries import Step, Written
from models.turns.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Board(View):
    """A page of the municipalities of a province, by where they stand in a round."""

    province: str
    round_id: str
    rounds: tuple[str, ...]  # to choose from
    where: int  # the place in `board.WHERE` plus one; 0 for all
    counts: Mapping[str, int]  # by where
    rows: tuple[tuple[Spot, Progress | None], ...]
    page: int
    pages: int
    waiting: Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Pursuits(View):
    """A page of the municipalities that ask to be followed, by group."""

    province: str
    group: int  # the place in `following.GROUPS`
    counts: Mapping[str, int]  # by group
    rows: tuple[Matter, ...]
    page: int
    pages: int
    nudged: int  # nudges in all
    answered: int  # of those, how many were followed by an answer
    days: int | None  # until the deadline; None when no round is open
    waiting: Waiting
    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """A line of the history of a municipality: a step of an application, or what an officer did."""

    at: datetime
    what: str
    by: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TownFile(View):
    """A municipality: where it stands, what lacks, its history by round, how to reach whom, and what can be done."""

    matter: Matter
    progress: Progress | None
    lacking: tuple[Item, ...]  # what lacked when it fell out
    contacts: tuple[Contact, ...]
    rounds: tuple[tuple[str, Stage, str | None, int], ...]  # round, stage, number, application
    steps: tuple[Step, ...]
    notes: tuple[Written, ...]
    questions: "tuple[Asked, ...]"
    more_questions: int  # that are older
    is_shown: bool  # the draft may be read
    is_yours: bool
    now: datetime
    zone: ZoneInfo
    more_time: tuple[Deadline, ...]  # than everybody, in the round that is open or the one that closed last


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFile(View):
    """A draft that its municipality shows to the province."""

    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeDraft(View):
    """A nudge in preparation, as the municipality will read it."""

    nudge_id: int
    town: Municipality
    text: str
    language: str
    contacts: tuple[Contact, ...]  # who gets it
    signed: str  # by whom
    reply_to: str
    leaves_at: datetime | None  # None: at once
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineAsked(View):
    """Is it sure that the municipality does not take part?"""

    town: Municipality
    has_draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(View):
    """A question of somebody of a municipality, and its answer when there is one."""

    question_id: int
    text: str
    at: datetime
    asker: str
    town: Municipality | None
    item: Item | None
    answer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestions(View):
    """The questions that wait, the oldest first."""

    questions: tuple[Asked, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(View):
    """An answer is on its way."""

    asker: str
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign(View):
    """A mailbox that does not fit its municipality, and what was said of it."""

    mailbox_id: int
    email: str
    town: Municipality
    name: str
    found_at: datetime
    is_confirmed: bool | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignMailboxes(View):
    """The mailboxes that wait to be confirmed or refused."""

    mailboxes: tuple[Foreign, ...]
    count: int
