"""Reading hours a week in what people write: "6", "6 uur", "2 medewerkers, samen 6 uur per week"."""

import re

from models.answers.kinds_numbers import read_number
from models.answers.reading import Reading, listed, unread
from models.language.clean_text import folded, one_line

_HOURS = frozenset(listed("u h uur uren hour hours"))
# Counted in these, or for each of somebody, it says nothing about hours a week together.
_NO_HOURS = frozenset(
    listed(
        "vte fte voltijds voltijdse halftijds halftijdse dag dagen day days weken weeks maand maanden month months jaar"
        " year years procent percent euro eur elk elke ieder iedere each apiece januari februari maart april mei juni"
        " juli augustus september oktober november december january february march may june july august october"
    )
)
_PEOPLE = frozenset(
    listed(
        "medewerker medewerkers persoon personen mensen ambtenaren dienst diensten people persons services officials"
    )
)
_TOGETHER = frozenset(listed("samen totaal together total"))
_COUNTED = re.compile(r"[0-9][0-9.,' ’]*[^0-9]*")  # a number with the words behind it


def read_hours(least: int | None, most: int | None, said: str) -> Reading:
    """Read a number of hours; another unit is asked about, never taken for hours.

    Beside the hours people may be counted, when it is said that the hours are those of all together.
    """
    text = re.sub(r"\ba week\b", "per week", one_line(said))
    words = set(folded(text).split())
    if words & _NO_HOURS or "%" in text:
        return unread("hours")
    counted = _COUNTED.findall(text)
    if not words & _PEOPLE:
        return read_number(least, most, text)
    hours = [part for part in counted if _unit(part) in _HOURS]
    if len(hours) != 1 or not words & _TOGETHER or any(_unit(part) not in _HOURS | _PEOPLE for part in counted):
        return unread("hours")
    return read_number(least, most, _up_to_people(hours[0]))


def _unit(part: str) -> str:
    """Return the first word behind a number."""
    behind = re.findall(r"[a-z]+", folded(part))
    return behind[0] if behind else ""


def _up_to_people(part: str) -> str:
    """Return a number of hours without what follows about people: "6 uur per week voor" of "... voor 2 diensten"."""
    return re.split(r"[,;(]| voor | for | met | with ", part)[0]
