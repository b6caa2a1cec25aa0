"""Reading days as people write them, and writing them out."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from models.answers.reading import EMPTY, Reading, listed, unread
from models.language.clean_text import folded, one_line

YEARS_AROUND = 10  # a day further from today is a slip of the pen
# How far back and ahead a day without a year can lie: some nine months, or for what has been a year and little ahead.
_NEAR = (timedelta(days=274), timedelta(days=274))
_LAST = (timedelta(days=366), timedelta(days=30))
_MOST_SIGNS = 100
_LEAST_MONTH = 3  # letters of a month's name within a sentence

_MONTHS_NL = listed("januari februari maart april mei juni juli augustus september oktober november december")
_MONTHS_EN = listed("January February March April May June July August September October November December")
_SHORT_MONTHS = {"mrt": 3, "febr": 2, "okt": 10, "sept": 9, "mei": 5}
_WEEKDAYS_NL = listed("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag")
_WEEKDAYS_EN = listed("monday tuesday wednesday thursday friday saturday sunday")
_FILLING = frozenset(listed("op de den van the of on d dd e ste st nd rd th"))
# Beside a day these make it another day, or no single one; the first wherever they stand, the others right before it.
_NOT_THAT_DAY = frozenset(
    listed(
        "niet later vroeger eerder week vanaf tussen rond omstreeks uiterlijk laatste vroegste"
        " not earlier between around latest earliest"
    )
)
_FROM_OR_UNTIL = frozenset(listed("voor na tot sinds tegen before after from until till since by about"))
_RELATIVE = {
    "vandaag": 0, "today": 0, "gisteren": -1, "gister": -1, "yesterday": -1, "eergisteren": -2,
    "morgen": 1, "tomorrow": 1, "overmorgen": 2,
}  # fmt: skip


def _names(*lists: Sequence[str], short: int) -> dict[str, int]:
    """Return the place of each name in its list, by the name and by its first `short` letters."""
    numbered = [(name.casefold(), n) for names in lists for n, name in enumerate(names)]
    return {name[:short]: n for name, n in numbered} | dict(numbered)


_MONTH = {name: n + 1 for name, n in _names(_MONTHS_NL, _MONTHS_EN, short=3).items()} | _SHORT_MONTHS
_WEEKDAY = _names(_WEEKDAYS_NL, short=2) | _names(_WEEKDAYS_EN, short=3)


def read_date(said: str, *, on: date, past: bool = False, ahead: date | None = None) -> Reading:
    """Read a day as it is understood on the day `on`; day before month, as in Flanders.

    Without a year it is the nearest one, with a weekday the nearest that falls on it. With `past` it is the last one,
    unless one is to come so soon that it will be meant: a day that is still to come is refused. With `ahead` it is the
    next one from that day on, unless none comes within some nine months of it.
    """
    text = one_line(said)
    if not text:
        return EMPTY
    parts = re.findall(r"[0-9]+|[^0-9\s]+", folded(text)) if len(text) <= _MOST_SIGNS else []
    if len(parts) == 1 and parts[0] in _RELATIVE:
        return _been([on + timedelta(days=_RELATIVE[parts[0]])], on, past)
    weekdays = {_WEEKDAY[part] for part in parts if part in _WEEKDAY}
    rest = [part for part in parts if part not in _WEEKDAY and part not in _FILLING]
    found = None if re.search(r"[0-9],[0-9]", text) or len(weekdays) > 1 else _day_month_year(rest) or _within(parts)
    if found is None:
        return unread("date")
    days = _days(*found, ahead or on, _LAST if past else _NEAR)
    to_come = [day for day in days if day >= ahead] if ahead else []
    return _falling_on(next(iter(weekdays), None), to_come or days, on, past)


def is_month(word: str) -> bool:
    """Return whether a folded word is the name of a month, or how it is shortened."""
    return word in _MONTH


def _falling_on(weekday: int | None, days: Sequence[date], on: date, past: bool) -> Reading:
    """Return the reading of the day that is meant; a weekday that contradicts it is asked about, not ignored."""
    if not days:
        return unread("no_such_day")
    if weekday is None:
        return _been(days, on, past)
    fitting = [day for day in days if day.weekday() == weekday]
    return _been(fitting, on, past) if fitting else unread("wrong_weekday")


def _been(days: Sequence[date], on: date, past: bool) -> Reading:
    """Return the reading of the day that is meant; with `past` only one that has been will do."""
    found = _reading(days, on)
    return unread("still_to_come") if past and found.value is not None and str(found.value) > on.isoformat() else found


def _reading(days: Iterable[date], on: date) -> Reading:
    """Return the reading of the day nearest to `on`; of two as near, the one to come."""
    day = min(days, key=lambda one: (abs(one - on), on - one))
    if abs(day.year - on.year) > YEARS_AROUND:
        return unread("date_far")
    return Reading(value=day.isoformat())


def _day_month_year(parts: Sequence[str]) -> tuple[int, int, int | None] | None:
    """Return day, month and year (None when there is none) of two or three parts, or None when they are no date."""
    if len(parts) not in {2, 3} or any(len(part) > 4 for part in parts if part.isdecimal()):
        return None
    if len(parts) == 3 and len(parts[0]) == 4 and parts[0].isdecimal():  # 2021-11-04
        parts = [parts[2], parts[1], parts[0]]
    if parts[0] in _MONTH:  # November 4, 2021
        parts = [parts[1], parts[0], *parts[2:]]
    day, month = _small(parts[0]), _MONTH.get(parts[1]) or _small(parts[1])
    year = _year(parts[2]) if len(parts) == 3 else None
    if day is None or month is None or (len(parts) == 3 and year is None):
        return None
    return day, month, year


def _within(parts: Sequence[str]) -> tuple[int, int, int | None] | None:
    """Return the one day that a sentence names, its month by name: "op 4 november 2021 om 14 uur"; else None."""
    at = [place for place, part in enumerate(parts) if part in _MONTH and len(part) >= _LEAST_MONTH]
    if len(at) != 1 or at[0] == 0:
        return None
    month = at[0]
    has_year = month + 1 < len(parts) and len(parts[month + 1]) == 4 and parts[month + 1].isdecimal()
    end = month + 2 if has_year else month + 1
    others = [(place, part) for place, part in enumerate(parts) if part.isdecimal() and not month - 1 <= place < end]
    if any(place < month or not _is_hour(parts, place) for place, _ in others) or _is_near(parts, month - 1):
        return None
    return _day_month_year(parts[month - 1 : end])


def _is_hour(parts: Sequence[str], place: int) -> bool:
    """Return whether a number is of an hour: "14 u", "20 30 uur"."""
    return any(part in {"u", "uur", "h"} for part in parts[place + 1 : place + 3])


def _is_near(parts: Sequence[str], day: int) -> bool:
    """Return whether the day at a place only bounds what is meant: "na 4 november", "de week van 4 november"."""
    before = [part for part in parts[:day] if part not in _FILLING and part not in _WEEKDAY]
    return not _NOT_THAT_DAY.isdisjoint(parts) or (bool(before) and before[-1] in _FROM_OR_UNTIL)


def _small(part: str) -> int | None:
    return int(part) if part.isdecimal() and len(part) <= 2 else None


def _year(part: str) -> int | None:
    if not part.isdecimal() or len(part) not in {2, 4}:
        return None
    return int(part) + (2000 if len(part) == 2 else 0)


def _days(day: int, month: int, year: int | None, on: date, near: tuple[timedelta, timedelta]) -> list[date]:
    """Return the days that exist: in `year`, else as near to `on` as (back, ahead) says."""
    days: list[date] = []
    for one in (on.year - 1, on.year, on.year + 1) if year is None else (year,):
        try:
            days.append(date(one, month, day))
        except ValueError:
            continue
    return [day for day in days if year is not None or on - near[0] <= day <= on + near[1]]


def shown_date(value: str, language: str) -> str:
    """Return an ISO day as "4 november 2021" or "4 November 2021"."""
    day = date.fromisoformat(value)
    months = _MONTHS_EN if language == "en" else _MONTHS_NL
    return f"{day.day} {months[day.month - 1]} {day.year:04}"
