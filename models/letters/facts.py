"""What a letter is about: the values that it names, and what else goes with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.language.wording import words
from models.records.applications.case import Case
from models.records.applications.receipt import Erased
from models.records.messages.outbox_queries import Message
from models.records.people.reply_token import Reply

if TYPE_CHECKING:
    from models.figures.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCopy:
    """What the receipt shows: the case, exactly what was sent, and its files."""

    case: Case
    municipality: str
    number: str
    content: str
    checksum: str
    version: int
    sent_at: datetime
    sent_at_words: str
    coach_version: str
    coach_outcome: Mapping[str, list[str]]
    files: tuple[tuple[str, str, int, str], ...]  # item key, name, bytes, SHA-256
    erased: Erased | None = None  # contact details are gone from it since


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCopy:
    """What the copy of a draft shows that was not sent: the case as it ended, and its files."""

    case: Case
    files: tuple[tuple[str | None, str], ...]  # item key, name


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One day in a calendar."""

    uid: str  # the same whenever it is sent again
    day: date
    summary: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """What a calendar takes: put in, or taken out again."""

    file_name: str
    entries: tuple[CalendarEntry, ...]
    zone: ZoneInfo
    sequence: int
    stamped_at: datetime
    is_cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Somebody who is invited to a meeting."""

    name: str
    mailbox: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting of two sides: planned or moved, or cancelled."""

    file_name: str
    uid: str  # the same whenever it is sent again
    starts_at: datetime  # in the zone of the call
    lasts: timedelta
    place: str
    summary: str
    description: str
    attendees: tuple[Attendee, ...]
    sequence: int
    stamped_at: datetime
    is_cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The values that a letter names, and what else goes with it."""

    values: Mapping[str, object] = field(default_factory=dict)
    reply_to: str | None = None  # the mailbox to which an answer by mail goes; None: that of the sender
    sent_copy: SentCopy | None = None
    draft_copy: DraftCopy | None = None
    calendar: CalendarFile | None = None
    report: "Report | None" = None
    meeting: Meeting | None = None
    start_token: str | None = None  # what a link that opens the chat carries
    buttons: tuple[tuple[str, str], ...] = ()  # (word, what pressing it sends), for chat
    reply: Reply | None = None  # what a reply to the mail is about; None when replies mean nothing
    thread: str | None = None  # the Message-ID of the mail that this one answers


# Given the message, the key of the installation and the moment; None when the letter need not leave any more.
Gather = Callable[[Session, Message, bytes, datetime], Facts | None]


def town(case: Case, language: str) -> str:
    """Return what the municipality of a case is called in a letter; "your municipality" while none is chosen."""
    return case.municipality.name if case.municipality else words().say("your_municipality", language)


def row_id(value: object) -> int | None:
    """Return an id out of the payload of a message, or None when it is none."""
    return value if isinstance(value, int) else None
