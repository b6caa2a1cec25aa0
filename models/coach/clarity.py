"""The clarity coach: what a text leaves unsaid, by rules that can name their reasons.

No model and no randomness: the same text gives the same verdict while writing, before submission and at the agency.
Source: ARCHITECTURE.md, Rules: Clarity coach.
Beside this file, `clarity_words.py` holds the words, `clarity_hints.py` and `clarity_faults.py` the rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from models.coach.clarity_faults import Said, faults
from models.coach.clarity_hints import found_hints, named_place
from models.coach.clarity_lack import HINTS, Lack
from models.coach.clarity_lexicon import lexicon_of
from models.coach.clarity_reading import read
from models.language.wording import words

# Goes into the receipt: raise it whenever a rule or a word changes a verdict.
COACH_VERSION = "2021.2"

__all__ = ["COACH_VERSION", "HINTS", "Lack", "Verdict", "advice", "hint", "judge"]

# What to mend comes in this order: first what spoils the whole text, then what helps an adviser most.
_WHOLE = (Lack.ATTACHMENT_ONLY, Lack.REPEATED, Lack.JARGON)
_HINTS_BY_USE = (Lack.PLACE, Lack.EFFECT, Lack.CAUSE, Lack.AFFECTED, Lack.NUMBER)
_NAMED = 2  # nobody mends five things at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the coach makes of a text.

    `lacks` is in the order of `Lack`, `first` holds the at most two to mend first, in that order. `found` gives the
    words, as they were read, that satisfied a hint or betrayed a fault.
    """

    lacks: tuple[Lack, ...]
    first: tuple[Lack, ...]
    found: Mapping[Lack, str]
    clear: bool


def judge(
    text: str, looks_for: tuple[str, ...], *, municipality: str | None = None, places: frozenset[str] = frozenset()
) -> Verdict:
    """Return what `text` lacks of the hints in `looks_for`, and whether an adviser could start from it.

    `places` are names that say where (the parts of the municipality). The name of the `municipality` itself is on every
    application and says nothing more, so it does not count as a place.
    """
    reading = read(text)
    lexicon = lexicon_of(reading)
    marks = lexicon.marks(reading)
    asked = tuple(hint for hint in HINTS if hint in looks_for)
    place = named_place(reading, marks, places, municipality)
    hints = found_hints(reading, marks, asked=asked, place=place)
    said = Said(reading=reading, lexicon=lexicon, marks=marks, hints=hints, place=place)
    wrong = faults(said)
    missing = tuple(hint for hint in asked if hint not in hints)
    lacks = tuple(lack for lack in Lack if lack in missing or lack in wrong)
    return Verdict(
        lacks=lacks,
        first=_first(lacks, said),
        found={hint: hints[hint] for hint in asked if hint in hints}
        | {fault: shown for fault, shown in wrong.items() if shown},
        clear=not wrong and _enough(asked, missing, said),
    )


def _enough(asked: tuple[Lack, ...], missing: tuple[Lack, ...], said: Said) -> bool:
    """Return whether what is missing can be forgiven.

    Half of the hints may lack. But a text without a wish must say where it is, or nobody can start, and name a
    trouble, or it is a brochure; one without a place must name a trouble or a number, or it is a mission statement.
    """
    if len(missing) * 2 > len(asked):
        return False
    if Lack.PLACE in missing:
        return Lack.EFFECT not in missing and (said.names_trouble or said.is_concrete)
    return Lack.EFFECT not in missing or said.names_trouble


def _first(lacks: tuple[Lack, ...], said: Said) -> tuple[Lack, ...]:
    """Return the lacks to name; that next to nothing was said goes before any hint."""
    hints = [Lack.SUBSTANCE, *_HINTS_BY_USE] if said.next_to_nothing else [*_HINTS_BY_USE, Lack.SUBSTANCE]
    return tuple(lack for lack in (*_WHOLE, *hints) if lack in lacks)[:_NAMED]


def advice(verdict: Verdict, language: str) -> str:
    """Return one sentence that names at most two lacks and how to mend them."""
    language = _known(language)
    if not verdict.first:
        return words().say("clarity.clear", language)
    chief = verdict.first[0]
    if chief in _WHOLE:
        return words().say(f"clarity.{chief}", language)
    kind = "stronger" if verdict.clear else "too_little" if chief is Lack.SUBSTANCE else "unclear"
    parts = [words().say(f"clarity.part.{lack}", language) for lack in verdict.first if lack in HINTS]
    return _joined(kind, parts, language)


def _joined(kind: str, parts: list[str], language: str) -> str:
    match parts:
        case [first, second]:
            return words().say(f"clarity.{kind}.two", language, first=first, second=second)
        case [first]:
            return words().say(f"clarity.{kind}.one", language, first=first)
        case _:
            return words().say("clarity.substance", language)


def hint(verdict: Verdict, language: str) -> str:
    """Return an example sentence that mends the first lack, to imitate; empty when nothing lacks."""
    if not verdict.first:
        return ""
    return words().say(f"clarity.example.{verdict.first[0]}", _known(language))


def lack_words(lack: Lack, language: str) -> str:
    """Return in a few words what a lack is, for lists and receipts."""
    group = "part" if lack in HINTS else "fault"
    return words().say(f"clarity.{group}.{lack}", _known(language))


def _known(language: str) -> str:
    return "en" if language == "en" else "nl"
