"""What each kind of item makes of what a person typed, and how its values and problems are said."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from models.answers import kinds_contact
from models.answers.answer import Value
from models.answers.kinds_contact import read_phone, shown_phone
from models.answers.kinds_dates import read_date, shown_date
from models.answers.kinds_hours import read_hours
from models.answers.kinds_numbers import read_number, shown_number
from models.answers.kinds_options import numbered, read_choice, read_several, shown_options, unknown_part
from models.answers.kinds_texts import read_text
from models.answers.kinds_yes_no import read_yes_no
from models.answers.reading import EMPTY, Reading, unread
from models.calls.call import HOURS, Item, Kind
from models.language.clean_text import one_line
from models.language.wording import words

__all__ = ["Reading", "problem_words", "read", "read_email", "shown"]

_MOST_QUOTED = 40  # signs of what was said that a sentence repeats


def read(item: Item, said: str, *, on: date) -> Reading:
    """Return what `said` is worth as an answer to `item` on the day `on`, in the time zone of the call.

    Values, all fit for canonical JSON: text and long_text the cleaned text, choice an option key, several a list of
    option keys, yes_no true or false, number an int or a string such as "6.5", date "2021-11-04", email and phone a
    string (E.164). Files are not typed: they always give the problem "file_expected".

    Raises:
        ValueError: the item asks for a municipality, which is looked up and confirmed, not read.
    """
    readers: Mapping[Kind, Callable[[str], Reading]] = {
        Kind.TEXT: partial(read_text, item),
        Kind.LONG_TEXT: partial(read_text, item),
        Kind.CHOICE: partial(read_choice, item),
        Kind.SEVERAL: partial(read_several, item),
        Kind.YES_NO: read_yes_no,
        Kind.NUMBER: partial(
            read_hours if item.limits.unit == HOURS else read_number, item.limits.least, item.limits.most
        ),
        Kind.DATE: partial(read_date, on=on, past=item.limits.past),
        Kind.EMAIL: kinds_contact.read_email,
        Kind.PHONE: read_phone,
        Kind.FILE: _read_file,
    }
    if item.kind not in readers:
        raise ValueError(f"{item.key}: an answer of kind {item.kind} is not read from text")
    return readers[item.kind](said)


def read_email(said: str) -> str | None:
    """Return the one e-mail address in `said`, asked for outside a checklist; None when it cannot be read."""
    value = kinds_contact.read_email(said).value
    return value if isinstance(value, str) else None


def _read_file(said: str) -> Reading:
    return unread("file_expected") if one_line(said) else EMPTY


def shown(item: Item, value: Value, language: str) -> str:
    """Return `value` as people read it, "" for None; what does not fit the kind (any more) is shown as it is."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return words().say(f"value.{'yes' if value else 'no'}", language)
    if isinstance(value, list):
        if item.kind is Kind.FILE:
            return words().say("value.files", language, count=len(value))
        return shown_options(item, value, language)
    if item.kind is Kind.NUMBER or not isinstance(value, str):
        return shown_number(value, language)
    return _shown_text(item, value, language)


def _shown_text(item: Item, value: str, language: str) -> str:
    match item.kind:
        case Kind.CHOICE:
            return shown_options(item, [value], language)
        case Kind.DATE:
            return shown_date(value, language)
        case Kind.PHONE:
            return shown_phone(value)
        case _:
            return value


def problem_words(problem: str, item: Item, language: str, *, said: str = "", other: Item | None = None) -> str:
    """Return one sentence or two that say what to do about `problem`.

    With `said` it names the part that is wrong; `other` is the item from whose answer this one has to differ.

    Raises:
        KeyError: there is no such problem.
    """
    part = _quoted(unknown_part(item, said)) if problem == "several" and said else ""
    key = f"problem.{problem}_part" if part else f"problem.{problem}"
    limits = item.limits
    if problem in {"too_few", "too_many"}:
        count = (limits.least or 1) if problem == "too_few" else (limits.most or 1)
        return words().say(key, language, count=count, options=numbered(item.options, language))
    return words().say(
        key,
        language,
        part=part,
        other=f"{other.number} ({other.short.in_language(language)})" if other is not None else "",
        why=item.why.in_language(language),
        options=numbered(item.options, language),
        example=one_line(item.example.in_language(language)),
        **{name: getattr(limits, name) for name in ("min_length", "max_length", "least", "most")},
    )


def _quoted(part: str) -> str:
    return part if len(part) <= _MOST_QUOTED else f"{part[: _MOST_QUOTED - 1]}…"
