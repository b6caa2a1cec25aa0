"""The shape of a call file: which fields there are and what each of them takes.

Field names here are those of the file. Rules that look at more than one field are in `call_checks` and
`calendar_checks`. Only `call_file` imports this file, and only to check: a stored call needs no schema.
"""

import re
from datetime import date
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from models.call_files.call_mistakes import no_such
from models.calls.call import UNITS, Kind
from models.coach.clarity_lack import HINTS

PLANS = ("college",)  # whose decision an item takes, when the way to it is planned
YEARLY_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")


def _text(text: str) -> str:
    if not text.strip():
        raise ValueError("this text is empty")
    return text


def _key(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", text):
        raise ValueError(f'"{text}" is no key: use up to 40 small letters, digits and _, and begin with a letter')
    return text


def _number(text: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]?[a-z]?", text):
        raise ValueError(f'"{text}" is no item number: write "7", or "8c" for a conditional item')
    return text


def _kind(text: str) -> str:
    if text not in list(Kind):
        raise ValueError(no_such("kind", text, Kind))
    return text


def _hint(text: str) -> str:
    if text not in HINTS:
        raise ValueError(no_such("clarity hint", text, HINTS))
    return text


def _plan(text: str) -> str:
    if text not in PLANS:
        raise ValueError(no_such("plan", text, PLANS))
    return text


def _unit(text: str) -> str:
    if text not in UNITS:
        raise ValueError(no_such("unit", text, UNITS))
    return text


def is_day(text: str) -> bool:
    """Return whether this is a day such as 2021-11-12; the other ways of ISO 8601 are not for people."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _day(text: str) -> str:
    if not is_day(text):
        raise ValueError(f'"{text}" is no day of the calendar: write 2021-11-12')
    return text


def _round_day(text: str) -> str:
    # 2023 is no leap year: a yearly day has to exist in every year
    if not is_day(f"2023-{text}" if YEARLY_DAY.fullmatch(text) else text):
        advice = 'write 2021-11-12, or "11-12" for a day that comes every year'
        raise ValueError(f'"{text}" is no day of the calendar: {advice}')
    return text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        from zoneinfo import available_timezones

        raise ValueError(no_such("time zone", text, available_timezones())) from None
    return text


def _round_id(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9-]{1,15}", text):
        raise ValueError(f'"{text}" is no round id: use up to 15 letters, digits and hyphens')
    return text


def _prefix(text: str) -> str:
    if not re.fullmatch(r"[A-Z][A-Z0-9]{1,9}", text):
        raise ValueError(f'"{text}" is no prefix: use 2 to 10 capitals or digits, such as PROF')
    return text


Text = Annotated[str, AfterValidator(_text)]
Key = Annotated[str, AfterValidator(_key)]
Hour = Annotated[int, Field(ge=0, le=23)]
Days = Annotated[int, Field(gt=0)]
Count = Annotated[int, Field(ge=0)]
Conditions = dict[str, str]
Table = dict[str, Any]  # a TOML table as it was parsed


class Shape(BaseModel):
    """A table of a call file: no other fields, no guessing of types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class WordsShape(Shape):
    """A text in both languages."""

    nl: Text
    en: Text


class OptionShape(WordsShape):
    """An option of a choice or several item."""

    key: Key


class ItemWordsShape(Shape):
    """The texts of an item in one language."""

    title: Text
    short: Annotated[str, StringConstraints(max_length=30), AfterValidator(_text)]
    why: Text
    example: Text


class LimitsShape(Shape):
    """The bounds of an answer."""

    min_length: Count | None = None
    max_length: Annotated[int, Field(gt=0)] | None = None
    least: int | None = None
    most: int | None = None
    unit: Annotated[str, AfterValidator(_unit)] = ""
    past: bool = False


class ItemShape(Shape):
    """A line of a checklist."""

    number: Annotated[str, AfterValidator(_number)]
    key: Key
    kind: Annotated[str, AfterValidator(_kind)]
    minutes: Annotated[float, Field(gt=0, le=60)]
    nl: ItemWordsShape
    en: ItemWordsShape
    required: bool | None = None  # left out: required
    dated: bool = False
    other_than: Key | None = None
    nothing_counts: bool = False
    plan: Annotated[str, AfterValidator(_plan)] = ""
    experts: bool = False
    showcase: bool = False
    options: list[OptionShape] = []
    limits: LimitsShape = LimitsShape()
    clarity: list[Annotated[str, AfterValidator(_hint)]] = []
    when: Conditions = {}
    required_when: Conditions = {}


class FaqWordsShape(Shape):
    """A question people ask and its answer, in one language."""

    question: Text
    answer: Text


class FaqShape(Shape):
    """A question people ask."""

    key: Key
    triggers: list[Text] = []
    nl: FaqWordsShape
    en: FaqWordsShape


class RoundShape(Shape):
    """A round: both days fixed, or both yearly."""

    id: Annotated[str, AfterValidator(_round_id)]
    last_day: Annotated[str, AfterValidator(_round_day)]
    guidance_from: Annotated[str, AfterValidator(_round_day)]


class RemindersShape(Shape):
    """When people are reminded."""

    days_before: list[Days]
    interest_days_before: list[Days] = []  # left out: nobody who only showed interest is written to
    at_hour: Hour
    last_call_hours: list[Hour]
    quiet_from_hour: Hour
    quiet_until_hour: Hour


class RetentionShape(Shape):
    """How long what is kept."""

    drafts_days: Days
    applications_days: Days
    interest_days: Days | None = None  # left out: two years
    mails_days: Days | None = None  # left out: a year


class CallShape(Shape):
    """A whole call file, after `extends` was resolved."""

    title: WordsShape
    short: WordsShape
    summary: WordsShape
    help: WordsShape
    number_prefix: Annotated[str, AfterValidator(_prefix)]
    time_zone: Annotated[str, AfterValidator(_zone)]
    opens_on: Annotated[str, AfterValidator(_day)] | None = None
    municipalities_on: Annotated[str, AfterValidator(_day)] | None = None
    reminders: RemindersShape
    retention: RetentionShape
    decisions: dict[str, WordsShape]
    after_submission: list[WordsShape] = []
    round: list[RoundShape] = []
    faq: list[FaqShape] = []
    item: list[ItemShape] = []
    evaluation: list[ItemShape] = []
