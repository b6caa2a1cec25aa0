"""Which of the five hints a text gives: place, cause, who is affected, wished effect, a number."""

from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache

from models.coach.clarity_lack import Lack
from models.coach.clarity_reading import Reading, Span, read

Marks = Mapping[str, list[Span]]

_WINDOW = 9  # words behind a wish in which it says what is wished
_YEARS = range(1900, 2100)
_PLAIN_LENGTH = 7  # a shorter name is often a plain word too: Doel, Meer, Mol, Peer, Boom, Wortel
_LEADS_IN = "in te uit naar rond nabij deelgemeente kern centrum dorp dorpskern wijk from near"
_BEFORE_A_NAME = frozenset(_LEADS_IN.split())


def found_hints(reading: Reading, marks: Marks, *, asked: tuple[Lack, ...], place: Span | None) -> dict[Lack, str]:
    """Return the hints that the text gives, each with the words that give it; `place` is the one it names.

    Where the wished effect is `asked` and the cause is not, the question itself says that a wish follows: there, a
    change is enough ("Meer mensen te voet").
    """
    wish_is_the_question = Lack.EFFECT in asked and Lack.CAUSE not in asked
    spans = {
        Lack.PLACE: place or _first_of(marks, "spot"),
        Lack.CAUSE: _first_of(marks, "cause"),
        Lack.AFFECTED: _first_of(marks, "affected"),
        Lack.EFFECT: _wish(marks) or (_first_of(marks, "change") if wish_is_the_question else None),
        Lack.NUMBER: _number(reading, marks),
    }
    return {hint: reading.says(span) for hint, span in spans.items() if span is not None}


def named_place(reading: Reading, marks: Marks, places: frozenset[str], municipality: str | None) -> Span | None:
    """Return the first place with a name of its own, or None; "het centrum" has none."""
    none = frozenset(marks.get("no_place", ()))
    place = next((span for span in marks.get("place", ()) if span not in none), None)
    return place or _name(reading, places, municipality)


def _first_of(marks: Marks, topic: str) -> Span | None:
    return next(iter(marks.get(topic, ())), None)


def _wish(marks: Marks) -> Span | None:
    """Return the first wish that is about the town, not only about getting help."""
    for span in marks.get("effect", ()):
        if not _within(marks, "help", span) or any(_within(marks, topic, span) for topic in ("change", "thing")):
            return span
    return None


def _within(marks: Marks, topic: str, span: Span) -> bool:
    """Return whether `topic` is touched in the wish or soon behind it."""
    others = marks.get(topic, ())
    at = bisect_left(others, span.start, key=lambda other: other.start)
    return at < len(others) and others[at].start < span.end + _WINDOW


def _number(reading: Reading, marks: Marks) -> Span | None:
    """Return the first number that counts something; a year, a house number or "bijlage 2" does not."""
    none = {start for span in marks.get("no_number", ()) for start in range(span.start, span.end)}
    for span in marks.get("number", ()):
        if span.start not in none and not any(_is_year(word) for word in reading.words[span.start : span.end]):
            return span
    return None


def _is_year(word: str) -> bool:
    return len(word) == len("2021") and word.isdecimal() and int(word) in _YEARS


def _name(reading: Reading, places: frozenset[str], municipality: str | None) -> Span | None:
    """Return where the text first names one of `places`, or None."""
    if not places:
        return None
    names = _names(places, municipality)
    words = reading.words
    for start, word in enumerate(words):
        for name in names.get(word, ()):
            if words[start : start + len(name)] == name and (_speaks_for_itself(name) or _is_led_in(words, start)):
                return Span(start, start + len(name))
    return None


def _speaks_for_itself(name: tuple[str, ...]) -> bool:
    return len(name) > 1 or len(name[0]) >= _PLAIN_LENGTH


def _is_led_in(words: tuple[str, ...], start: int) -> bool:
    return start > 0 and words[start - 1] in _BEFORE_A_NAME


@lru_cache(maxsize=512)
def _names(places: frozenset[str], municipality: str | None) -> Mapping[str, list[tuple[str, ...]]]:
    """Return the names as words, by first word, without the municipality's own."""
    own = read(municipality or "").spoken
    names: dict[str, list[tuple[str, ...]]] = {}
    for place in sorted(places):
        name = read(place).spoken
        if name and name != own:
            names.setdefault(name[0], []).append(name)
    return names
