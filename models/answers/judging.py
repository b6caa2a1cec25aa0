"""What an answer is worth: read by its kind, then judged by the coach. The same on both sides of the desk."""

from collections.abc import Iterable
from datetime import date

from models.answers import kinds
from models.answers.answer import Answer
from models.calls.call import Item, Kind
from models.coach import clarity
from models.coach.clarity import Verdict
from models.language.clean_text import clean, folded

NOTHING = frozenset({"niets", "niks", "nothing"})
NOT_YET = frozenset({"nee", "neen", "geen", "nog niet", "nog geen", "no", "none", "not yet"})


def judged(item: Item, said: str, *, on: date, municipality: str | None) -> Answer:
    """Return what `said` is worth as an answer to `item`; an unreadable one is kept with its problem."""
    text = clean(said)
    reading = kinds.read(item, text, on=on)
    lacks: tuple[str, ...] = ()
    if reading.value is not None:
        verdict = coached(item, text, municipality=municipality)
        if verdict is not None and not verdict.clear:
            lacks = tuple(verdict.lacks)
    return Answer(key=item.key, value=reading.value, said=text, problem=reading.problem, unclear=lacks)


def coached(item: Item, text: str, *, municipality: str | None) -> Verdict | None:
    """Return the coach's verdict on a long text, or None for other kinds of item and for a "nothing" that counts."""
    if item.kind is not Kind.LONG_TEXT or (item.nothing_counts and _says_nothing(text)):
        return None
    return clarity.judge(text, item.clarity, municipality=municipality)


def _says_nothing(text: str) -> bool:
    words = folded(text).split()
    return not NOTHING.isdisjoint(words) or " ".join(words) in NOT_YET


def supplemented(item: Item, before: Answer, said: str, *, municipality: str | None) -> str:
    """Return the text that stands when `said` follows an unclear answer: added to it, or instead of it.

    A text that is clear by itself, or that repeats the first one, is a new version; anything else is an addition.
    """
    fresh = clean(said)
    if item.kind is not Kind.LONG_TEXT or not before.unclear:
        return fresh
    verdict = coached(item, fresh, municipality=municipality)
    return fresh if verdict is None or verdict.clear else behind(before.said, fresh)


def behind(first: str, said: str) -> str:
    """Return `first` with `said` behind it; `said` alone when it holds the first."""
    fresh = clean(said)
    return f"{first}\n{fresh}" if first and first not in fresh else fresh


def beginning(item: Item, standing: str, earlier: Iterable[str]) -> str:
    """Return the earlier text to which the last message was added to make `standing`, or "" when it was not added."""
    if item.kind is not Kind.LONG_TEXT:
        return ""
    return max((text for text in earlier if text and standing.startswith(f"{text}\n")), key=len, default="")
