"""What an officer can fill in, field by field: which fields each form has, and how what is typed is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from models.answers.amounts import read_cents, read_hour
from models.answers.kinds_dates import read_date
from models.language.clean_text import clean, one_line


class Fill(StrEnum):
    """What sort of thing a field takes."""

    DAY = "day"  # kept as "2021-11-04"
    HOUR = "hour"  # "14:30"
    MONEY = "money"  # whole cents
    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"  # the key of what was chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form."""

    key: str
    fill: Fill
    required: bool = True
    most: int = 200  # characters
    ahead: bool = False  # a day that is typed without its year is the next one
    behind: str = ""  # the field from whose day on it is the next one; "": from today on


def _text(key: str, *, required: bool = True, most: int = 1_000) -> Field:
    return Field(key=key, fill=Fill.TEXT, required=required, most=most)


FORMS: Mapping[str, tuple[Field, ...]] = {
    "extend": (Field(key="last_day", fill=Fill.DAY, ahead=True), _text("why", most=500)),
    "shorten": (_text("why_not", most=500),),
    "plan": (
        Field(key="on", fill=Fill.DAY, ahead=True),
        Field(key="at", fill=Fill.HOUR),
        Field(key="place", fill=Fill.LINE),
        _text("note", required=False),
    ),
    "cancel": (_text("called_off", required=False),),
    "held": (),
    "budget": (Field(key="amount", fill=Fill.MONEY),),
    "expert": (
        Field(key="field", fill=Fill.CHOICE, most=120),
        Field(key="name", fill=Fill.LINE, most=120),
        Field(key="organisation", fill=Fill.LINE, most=120),
    ),
    "phase": (
        Field(key="title", fill=Fill.LINE, most=120),
        Field(key="from", fill=Fill.DAY),
        Field(key="until", fill=Fill.DAY, ahead=True, behind="from"),
    ),
    "drop": (Field(key="which", fill=Fill.CHOICE),),
    "guide": (),
    "ask": (),
    "advise": (_text("advice", most=3_000),),
}


def read(field: Field, said: str, values: Mapping[str, str], *, on: date) -> str | None:
    """Return what was typed as a form keeps it, or None when it cannot be read as such a field.

    `values` holds the fields before it; `on` is today.
    """
    match field.fill:
        case Fill.DAY:
            since = date.fromisoformat(values[field.behind]) if field.behind in values else on
            value = read_date(said, on=on, ahead=since if field.ahead else None).value
            return value if isinstance(value, str) else None
        case Fill.HOUR:
            return read_hour(said)
        case Fill.MONEY:
            cents = read_cents(said)
            return str(cents) if cents else None
        case Fill.LINE | Fill.CHOICE:  # a choice of a call that names nothing to choose from
            return one_line(said)[: field.most] or None
        case _:
            return clean(said)[: field.most] or None


def first_open(what: str, values: Mapping[str, str]) -> Field | None:
    """Return the first field of a form that is not filled in, or None."""
    return next((field for field in FORMS[what] if field.key not in values), None)


def moment_of(values: Mapping[str, str], zone: ZoneInfo) -> datetime:
    """Return the moment that a day and an hour name, in a zone."""
    return datetime.combine(date.fromisoformat(values["on"]), time.fromisoformat(values["at"]), tzinfo=zone)
