"""What an officer says in a mail about a municipality: take it on, let it rest, what came of it; the rest is a note.

Only a line that says nothing else is an order: "doet niet mee" ends something, "ze denken na of ze meedoen" is a note.

Source: ARCHITECTURE.md, Rules: Mail.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.language.clean_text import clean, folded
from models.mail_reading import wishes

USUAL_DAYS = 7  # "later" and nothing else


class What(StrEnum):
    """What is ordered."""

    CLAIM = "claim"
    RELEASE = "release"
    REST = "rest"
    WAKE = "wake"
    NUDGE = "nudge"
    ANSWERED = "answered"
    NEXT_ROUND = "next_round"
    DECLINES = "declines"
    SURELY_DECLINES = "surely_declines"  # the same, in answer to the question whether it is certain
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order; `days` only for a rest."""

    what: What
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said about a municipality: orders in their order, and what is left as a note, "" for none."""

    orders: tuple[Order, ...]
    note: str


_ORDERS = {
    What.CLAIM: r"(ik )?claim(en)?|(ik )?(volg|neem)( (dit|deze|ze|het|die))? op|voor mij|i (claim|follow|take) it",
    What.RELEASE: r"(ik )?laat los|loslaten|vrijgeven|niet meer voor mij|release|let go",
    What.WAKE: r"niet meer (laten )?rusten|(terug|weer) (in de lijst|opvolgen)|wake( up)?|back in the list",
    What.NUDGE: r"((stuur|verstuur) )?(een |de )?aansporing( sturen)?|(send )?(a )?nudge",
    What.ANSWERED: r"((heeft|hebben) )?(antwoord gekregen|geantwoord)|beantwoord|(they )?answered|got an answer",
    What.NEXT_ROUND: r"((in|naar|voor|tot) )?(de )?volgende ronde|(in )?(the )?next round",
    What.DECLINES: r"(doet|doen|ze doen) niet mee|(neemt|nemen) niet deel|niet dit jaar|declines?|not this year",
    What.SURELY_DECLINES: r"(doet|doen|ze doen) zeker niet mee|declines? for sure",
    What.REOPEN: r"opnieuw opvolgen|heropen(en)?|reopen",
}
_READ = [(what, re.compile(pattern)) for what, pattern in _ORDERS.items()]
_NUMBERS = {"een": 1, "one": 1, "a": 1, "twee": 2, "two": 2, "drie": 3, "three": 3, "vier": 4, "four": 4}
_REST = re.compile(
    r"(?:later|snooze|rest|(?:laat |laten )?(?:even )?rusten|rust)(?: (?:over|in|for))?"
    rf"(?: (?P<count>[0-9]{{1,3}}|{'|'.join(_NUMBERS)}) (?P<unit>dag(?:en)?|days?|week|weken|weeks))?"
)
_NOTE = re.compile(r"\s*(?:notitie|nota|note)\s*[:=]\s*(?P<rest>.*)", re.IGNORECASE)
_PARTS = re.compile(r"\s*[;,]\s*|\.\s+|\s+(?:en|and)\s+")


def read(lines: Iterable[str]) -> Said:
    """Return what lines about one municipality say."""
    orders: list[Order] = []
    left: list[str] = []
    for line in lines:
        found = ordered(line)
        orders += found
        if not found:
            note = _NOTE.fullmatch(line)
            left.append(note["rest"] if note is not None else line)
    return Said(orders=tuple(orders), note=wishes.without_small_talk(clean("\n".join(left))))


def ordered(line: str) -> tuple[Order, ...]:
    """Return the orders of a line that holds nothing but orders ("claim, later 3 dagen"); else none."""
    whole = _order(line)
    if whole is not None:
        return (whole,)
    found: list[Order] = []
    for part in _PARTS.split(line[:200].strip(" .")):
        one = _order(part)
        if one is None:
            return ()
        found.append(one)
    return tuple(found)


def _order(text: str) -> Order | None:
    said = folded(text)
    for what, pattern in _READ:
        if pattern.fullmatch(said):
            return Order(what=what)
    rest = _REST.fullmatch(said)
    if rest is None:
        return None
    if rest["count"] is None:
        return Order(what=What.REST, days=USUAL_DAYS)
    count = _NUMBERS.get(rest["count"]) or int(rest["count"])
    return Order(what=What.REST, days=count * (7 if rest["unit"].startswith("we") else 1))
