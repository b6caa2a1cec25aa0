"""What makes a text unclear whatever was asked: too little, only an attachment, repetition, jargon."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from models.coach.clarity_hints import Marks
from models.coach.clarity_lack import Lack
from models.coach.clarity_reading import Lexicon, Reading, Span

_LEAST_WORDS = 4  # different words with a weight of their own, below which nothing has been said
_LONG = 30  # such words, from which on a text must name things one can point at
_LEAST_THINGS = 2
_LEAST_FACTS = 2  # hints that a text gives itself when it also refers to an attachment
_JARGON_WORDS = 3
_JARGON_SHARE = 0.2
_FEW_WORDS = 8  # a text with fewer different words may be repetition alone
_SHORT_KEYS = 4
_NAMED_WORDS = 8  # as evidence, a few of many

# The rows of the Belgian and the English keyboard, along which a bored hand slides.
_KEYS = " ".join(
    row + " " + row[::-1] for row in ("azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm")
)
_NO_VOWEL = re.compile(r"[^aeiouy0-9%]{4,}")
_ONE_KEY = re.compile(r"(.)\1{2,}")
_FILLERS = frozenset(
    ["bla", "blabla", "lorem", "ipsum", "dolor", "hallo", "hello", "test", "tests", "testing", "foo", "bar", "tralala"]
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the rules about a whole text look at."""

    reading: Reading
    lexicon: Lexicon
    marks: Marks
    hints: Mapping[Lack, str]
    place: Span | None  # the place that is named

    @cached_property
    def weighty(self) -> tuple[str, ...]:
        """Return the words that say something, in order, with repeats."""
        return self.weighty_in(Span(0, len(self.reading.words)))

    @cached_property
    def different(self) -> int:
        """Return how many of the words that say something differ."""
        return len(set(self.weighty))

    def weighty_in(self, span: Span) -> tuple[str, ...]:
        """Return the words of `span` that say something."""
        return tuple(filter(self.lexicon.says_something, self.reading.shapes[span.start : span.end]))

    @property
    def names_trouble(self) -> bool:
        """Return whether something is said to be wrong."""
        return "trouble" in self.marks

    @property
    def next_to_nothing(self) -> bool:
        """Return whether there is hardly a word, or none with a weight of its own."""
        return self.different == 0 or len(self.reading.spoken) < len(("er", "is", "leegstand"))

    @property
    def is_concrete(self) -> bool:
        """Return whether there is a named place or a number."""
        return Lack.NUMBER in self.hints or self.place is not None


def faults(said: Said) -> dict[Lack, str]:
    """Return what is wrong with the text as a whole, each with the words that betray it."""
    evidence = {
        Lack.SUBSTANCE: _too_little(said),
        Lack.ATTACHMENT_ONLY: _attachment_only(said),
        Lack.REPEATED: _repeated(said.reading.spoken),
        Lack.JARGON: _jargon(said),
    }
    return {fault: shown for fault, shown in evidence.items() if shown is not None}


def _too_little(said: Said) -> str | None:
    if said.different < _LEAST_WORDS:
        return " ".join(said.weighty)
    things = {said.reading.says(span) for span in said.marks.get("thing", ())}
    if said.different >= _LONG and not said.is_concrete and len(things) < _LEAST_THINGS:
        return " ".join(sorted(things))
    return None


def _attachment_only(said: Said) -> str | None:
    """Return the reference when hardly anything is said in the sentences without one, or None."""
    references = said.marks.get("attachment", [])
    if not references or len(said.hints) >= _LEAST_FACTS:
        return None
    referring = {span.start for span in references}
    rest: set[str] = set()
    for sentence in said.reading.sentences():
        if referring.isdisjoint(range(sentence.start, sentence.end)):
            rest.update(said.weighty_in(sentence))
    return said.reading.says(references[0]) if len(rest) < _LEAST_WORDS else None


def _repeated(words: tuple[str, ...]) -> str | None:
    """Return what is repeated, or None.

    A short text is repetition when half of its words or more were said before, a long one when fewer than a third of
    its runs of three words are new: a good text that was pasted twice is still a good text.
    """
    noise = [word for word in words if _is_noise(word)]
    if noise and len(noise) * 2 >= len(words):
        return " ".join(noise[:_NAMED_WORDS])
    different = len(set(words))
    runs = len(words) - 2
    new_runs = len(set(zip(words, words[1:], words[2:], strict=False)))
    if (len(words) > 1 and different < _FEW_WORDS and different * 2 <= len(words)) or (
        runs > 0 and new_runs * 3 < runs
    ):
        return " ".join(list(dict.fromkeys(words))[:_NAMED_WORDS])
    return None


def _is_noise(word: str) -> bool:
    if word in _FILLERS or _ONE_KEY.fullmatch(word):
        return True
    return len(word) >= _SHORT_KEYS and (word in _KEYS or _NO_VOWEL.fullmatch(word) is not None)


def _jargon(said: Said) -> str | None:
    """Return the policy words when they stand for the point, or None."""
    spans = said.marks.get("jargon", [])
    terms = dict.fromkeys(said.reading.says(span) for span in spans)
    if len(terms) < _JARGON_WORDS or said.is_concrete or len(spans) < _JARGON_SHARE * len(said.weighty):
        return None
    return ", ".join(list(terms)[:_NAMED_WORDS])
