"""How the clarity coach reads: a text as plain words, and cues that match them.

A cue is a short phrase. In its words `a|b` means one of both, `stem*` a beginning and `*tail` an ending, `_` a word
that says something (no function word), `#` a number (`n#`: a letter and a number, as in N8), and `...` up to five
words within the same sentence. Commas separate cues. Every step is linear in the length of the text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

# Nobody makes a point clear after 20,000 characters, and a mail may hold a hundred thousand.
MOST_CHARACTERS = 20_000
GAP = 5  # words that `...` may stand for
_INDEXED = 3  # letters by which beginnings and endings are looked up
_REMEMBERED = 2_000  # words whose cues are remembered: most of any text is made of far fewer (a third of the time)
_LONGEST = 40  # letters of a word that is worth remembering

# Marks that ride on a letter and signs that are not seen. They go first: composing 10,000 of them is quadratic.
_UNSEEN = re.compile(
    "[\u00ad\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)
# What is left and is no Latin letter, digit or sign: emoji, other scripts, lone surrogates.
_FOREIGN = re.compile("[^\x00-\x7f\u00b2\u00bd\u00c0-\u024f\u1e00-\u1eff\uff01-\uff5e]+")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+\d*|%|[.!?;)]")
# Abbreviations, whose full stop ends no sentence.
_ABBREVIATED = re.compile(r"\b(cf|cfr|bijl|blz|p|nr|art|ca|max|min|bv|vb|incl|st|resp)\.")
_DIGITS = "0123456789.,"
_ENDS = frozenset(".!?;)")


@dataclass(frozen=True, slots=True)
class Span:
    """Words [start, end) of a text."""

    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """A text as words: lower case, without accents; a sign that ends a sentence is a word of its own, a full stop."""

    words: tuple[str, ...]

    @cached_property
    def shapes(self) -> tuple[str, ...]:
        """Return the words with `#` for their digits: "n8" is "n#", "1.250" is "#"."""
        return tuple(
            word if word[-1] not in _DIGITS or word == "." else word.rstrip(_DIGITS) + "#" for word in self.words
        )

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """Return the words without the full stops."""
        return tuple(word for word in self.words if word != ".")

    def sentences(self) -> Iterator[Span]:
        """Return the stretches between full stops."""
        start = 0
        for at, word in enumerate((*self.words, ".")):
            if word == ".":
                yield Span(start, at)
                start = at + 1

    def says(self, span: Span) -> str:
        """Return the words of `span` as one string."""
        return " ".join(self.words[span.start : span.end])


def read(text: str) -> Reading:
    """Return `text` as words; case, accents, white space and signs that are not seen make no difference."""
    plain = _ABBREVIATED.sub(r"\1 ", _plain(text))
    return Reading(tuple("." if token in _ENDS else token for token in _TOKEN.findall(plain)))


def _plain(text: str) -> str:
    if text.isascii():
        return " ".join(text.split())[:MOST_CHARACTERS].lower()
    seen = _UNSEEN.sub("", text).replace("€", " euro ")
    latin = " ".join(_FOREIGN.sub(" ", seen).split())[:MOST_CHARACTERS]
    return unicodedata.normalize("NFKD", latin.casefold()).encode("ascii", "ignore").decode().lower()


@dataclass(frozen=True, slots=True)
class _Piece:
    """One word of a cue."""

    exact: frozenset[str]
    heads: tuple[str, ...]
    tails: tuple[str, ...]

    def fits(self, shape: str) -> bool:
        return shape in self.exact or shape.startswith(self.heads) or shape.endswith(self.tails)


@dataclass(frozen=True, slots=True)
class _Cue:
    topic: str
    rest: tuple[tuple[_Piece | None, int], ...]  # None is "_"; the number is how many words may stand in front of it


class Lexicon:
    """The cues of one language, found by the first word of each."""

    def __init__(self, cues: Mapping[str, str], function_words: str, telling_words: str) -> None:
        """Read `cues`, from topic to cues in the notation above.

        Raises:
            ValueError: a beginning or ending in a cue is too short.
            TypeError: a cue begins with `_` or `...`.
        """
        self._function_words = frozenset(function_words.split())
        self._telling_words = frozenset(telling_words.split())
        self._by_word: dict[str, list[_Cue]] = {}
        self._by_head: dict[str, list[tuple[str, _Cue]]] = {}  # by its first letters
        self._by_tail: dict[str, list[tuple[str, _Cue]]] = {}  # by its last letters
        for topic, phrases in cues.items():
            for phrase in _phrases(phrases):
                self._add(topic, [_piece(word) for word in phrase.split()])
        self._remembered = lru_cache(_REMEMBERED)(self._begun_by)

    def told_by(self, reading: Reading) -> int:
        """Return how many words of `reading` are of this language alone."""
        return sum(word in self._telling_words for word in reading.words)

    def says_something(self, shape: str) -> bool:
        """Return whether `shape` is a word of its own weight: three letters or more and no function word."""
        return len(shape) > 2 and shape not in self._function_words and shape[0] != "#"

    def marks(self, reading: Reading) -> dict[str, list[Span]]:
        """Return where each topic is touched, in the order of the text; a topic that is not touched is absent."""
        touched: dict[str, list[Span]] = {}
        shapes = reading.shapes
        for start, shape in enumerate(shapes):
            for cue in self._remembered(shape) if len(shape) <= _LONGEST else self._begun_by(shape):
                end = self._end(cue, shapes, start + 1) if cue.rest else start + 1
                if end is not None:
                    touched.setdefault(cue.topic, []).append(Span(start, end))
        return touched

    def _add(self, topic: str, pieces: list[_Piece | str]) -> None:
        first, *rest = pieces
        if isinstance(first, str):
            raise TypeError(f"a cue of {topic} begins with {first}")
        cue = _Cue(topic, tuple(_with_gaps(rest)))
        for word in first.exact:
            self._by_word.setdefault(word, []).append(cue)
        for head in first.heads:
            self._by_head.setdefault(head[:_INDEXED], []).append((head, cue))
        for tail in first.tails:
            self._by_tail.setdefault(tail[-_INDEXED:], []).append((tail, cue))

    def _begun_by(self, shape: str) -> tuple[_Cue, ...]:
        """Return the cues whose first word `shape` can be."""
        return (
            *self._by_word.get(shape, ()),
            *(cue for head, cue in self._by_head.get(shape[:_INDEXED], ()) if shape.startswith(head)),
            *(cue for tail, cue in self._by_tail.get(shape[-_INDEXED:], ()) if shape.endswith(tail)),
        )

    def _end(self, cue: _Cue, shapes: tuple[str, ...], start: int) -> int | None:
        """Return where `cue` ends when the rest of it stands at `start`, else None."""
        at = start
        for piece, gap in cue.rest:
            found = self._next(piece, shapes, at, gap)
            if found is None:
                return None
            at = found + 1
        return at

    def _next(self, piece: _Piece | None, shapes: tuple[str, ...], at: int, gap: int) -> int | None:
        for place, shape in enumerate(shapes[at : at + gap + 1], at):
            if shape == ".":
                return None
            if piece.fits(shape) if piece is not None else self.says_something(shape):
                return place
        return None


def _with_gaps(pieces: Iterable[_Piece | str]) -> Iterator[tuple[_Piece | None, int]]:
    """Return each piece but "...", None for "_", with how many words may stand in front of it."""
    gap = 0
    for piece in pieces:
        if piece == "...":
            gap = GAP
        else:
            yield (piece if isinstance(piece, _Piece) else None), gap
            gap = 0


def _phrases(text: str) -> Iterator[str]:
    joined = re.sub(r"\|\s+", "|", text)  # a long choice goes on in the next line
    return (phrase for line in joined.split(",") if (phrase := " ".join(line.split())))


def _piece(word: str) -> _Piece | str:
    if word in {"_", "..."}:
        return word
    ways = word.split("|")
    piece = _Piece(
        exact=frozenset(way for way in ways if "*" not in way),
        heads=tuple(way[:-1] for way in ways if way.endswith("*")),
        tails=tuple(way[1:] for way in ways if way.startswith("*")),
    )
    if any(len(part) < _INDEXED or "*" in part for part in (*piece.heads, *piece.tails)):
        raise ValueError(f"{word}: a beginning or ending needs {_INDEXED} letters and one star")
    return piece
