"""What a call is: its rounds, its checklists and its texts, as frozen values.

A call is data. `models/call_files/` reads and checks the TOML file and makes these values; nothing else does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from models.calls.round import Round, RoundRule, rounds_around


class Kind(StrEnum):
    """What sort of answer an item takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    SEVERAL = "several"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    FILE = "file"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text in both languages."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the text in `language`, Dutch when it is not English."""
        return self.en if language == "en" else self.nl


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One possible answer to a choice or several item; `key` is fixed for ever."""

    key: str
    words: Words


HOURS = "hours"
UNITS = (HOURS,)  # in which a number can count, so that another one is asked about


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of an answer; None means no bound.

    `length` in characters for texts, `least` and `most` in units for numbers, in options for several,
    in files for file items. `unit` says in what a number counts; a day that is `past` has been.
    """

    min_length: int | None = None
    max_length: int | None = None
    least: int | None = None
    most: int | None = None
    unit: str = ""
    past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a checklist."""

    number: str  # fixed for ever: "7", conditional ones "8a" .. "8e"
    key: str  # fixed for ever: "challenge"
    kind: Kind
    title: Words  # the question
    short: Words  # two or three words for lists: "Uitdaging"
    why: Words
    example: Words  # a valid answer; for a file a file name
    required: bool
    minutes: float  # how long it takes to answer; halves are fine, sums are rounded up
    options: tuple[Option, ...] = ()
    limits: Limits = field(default_factory=Limits)
    clarity: tuple[str, ...] = ()  # what the coach looks for: place, cause, affected, effect, number
    when: tuple[tuple[str, str], ...] = ()  # asked only when each (item key, wanted value) holds
    required_when: tuple[tuple[str, str], ...] = ()  # and required only when each of these holds
    dated: bool = False  # goes stale: a carried-over answer asks "klopt dit nog?"
    other_than: str = ""  # the key of an item that gets another answer: a back-up is somebody else
    nothing_counts: bool = False  # "nog niets" is a full answer, however short
    plan: str = ""  # "college": it takes a decision of the college, so the way to it is planned here
    experts: bool = False  # its options are the fields of expertise by which experts are named
    showcase: bool = False  # of an application: it finds entries of the showcase; of an evaluation: it is shown there


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """The items of a call in the order in which they are asked."""

    items: tuple[Item, ...]

    def __hash__(self) -> int:
        return hash(tuple(self.by_key))  # a key of caches, as calls are: its whole content took 0.2 ms

    @cached_property
    def by_key(self) -> Mapping[str, Item]:
        """Return the items by key."""
        return {item.key: item for item in self.items}

    @cached_property
    def by_number(self) -> Mapping[str, Item]:
        """Return the items by number."""
        return {item.number: item for item in self.items}

    @cached_property
    def planned(self) -> Item | None:
        """Return the item at which the way to the college is planned, or None when the call asks no decision of it."""
        return next((item for item in self.items if item.plan), None)

    @cached_property
    def of_experts(self) -> Item | None:
        """Return the item whose options are the fields of expertise, or None when the call names none."""
        return next((item for item in self.items if item.experts), None)

    @cached_property
    def shown(self) -> tuple[Item, ...]:
        """Return the items that the showcase goes by: to find an entry, or to show it."""
        return tuple(item for item in self.items if item.showcase)


@dataclass(frozen=True, slots=True, kw_only=True)
class Faq:
    """A question people ask, with the words by which it is recognised, and its answer."""

    key: str
    question: Words
    answer: Words
    triggers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderRule:
    """When people are reminded: whole days before the last day, local hours, local quiet hours [from, until).

    Source: ARCHITECTURE.md, Rules: Reminders.
    """

    days_before: tuple[int, ...]
    interest_days_before: tuple[int, ...]  # for who showed interest and has nothing filled in; empty: never
    at_hour: int
    last_call_hours: tuple[int, ...]
    quiet_from_hour: int
    quiet_until_hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long what is kept, in days.

    Source: ARCHITECTURE.md, Rules: Retention.
    """

    drafts_days: int  # what was never sent, after its round closed
    applications_days: int  # what was sent, after its round closed or its guidance ended
    interest_days: int = 730  # a line of a list of interested people, after it was taken over
    mails_days: int = 365  # sender and subject of a mail, and to whom one left


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call that municipalities apply for, as one version of its file says it."""

    name: str  # "profploeg-2021"
    version: str  # SHA-256 of the canonical content, hex
    title: Words
    short: Words  # as it is called within a sentence: "de profploeg"
    summary: Words  # the answer to "what is it?"
    help: Words  # where a person can be reached when nobody answers in the chat
    number_prefix: str  # "PROF": the first part of an application's number
    zone: ZoneInfo
    opens_at: datetime | None  # the first round of a fixed call opens then; None for a yearly call
    round_rules: tuple[RoundRule, ...]
    municipalities_on: date | None  # the day whose municipalities apply; None means the round's last day
    reminders: ReminderRule
    checklist: Checklist
    evaluation: Checklist
    faq: tuple[Faq, ...]
    decisions: Mapping[str, Words]  # decision texts by stage
    after_submission: tuple[Words, ...]  # what happens after sending, step by step; for the receipt
    retention: Retention

    def __hash__(self) -> int:
        return hash(self.version)  # calls are keys of caches; hashing the whole content each time would be slow

    def round_at(self, now: datetime) -> Round | None:
        """Return the round that takes applications at `now`, or None when none is open."""
        return next((r for r in self.rounds_near(now) if r.is_open(now)), None)

    def next_round(self, now: datetime) -> Round | None:
        """Return the first round that closes after `now`, open or not yet, or None when there is none."""
        return next((r for r in self.rounds_near(now) if now < r.closes_at), None)

    def round_after(self, round_: Round) -> Round | None:
        """Return the round that follows `round_`, or None when it is the last."""
        return self.next_round(round_.closes_at + timedelta(microseconds=1))

    def rounds_near(self, now: datetime) -> tuple[Round, ...]:
        """Return the rounds in order: all of a fixed call, last year's to the year after next's of a yearly call."""
        return rounds_around(self.round_rules, self.opens_at, self.zone, now)

    def round(self, round_id: str) -> Round:
        """Return the round called `round_id`.

        Raises:
            KeyError: the call has no such round.
        """
        return _round(self, round_id)


@lru_cache(maxsize=256)  # every turn asks it twice, which took 20 µs
def _round(call: Call, round_id: str) -> Round:
    middle = datetime(_year_of(round_id), 7, 1, tzinfo=call.zone)
    for candidate in call.rounds_near(middle):
        if candidate.id == round_id:
            return candidate
    raise KeyError(round_id)


def _year_of(round_id: str) -> int:
    """Return the year that an id such as "2026-1" begins with; any other year does for what is no such id."""
    head = round_id[:4]
    year = int(head) if head.isascii() and head.isdecimal() else 0
    return year if 1000 <= year <= 9000 else 2000  # room for the neighbouring years that `rounds_near` looks at
