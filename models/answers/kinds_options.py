"""Reading a choice from a list, of one option or of several.

An option is recognised by its key, its label in either language, its number, the start of its label, a whole word of
it, or its label with one slip of the pen; always only when no other option fits as well.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from models.answers.reading import EMPTY, Reading, unread
from models.calls.call import Item, Option
from models.language.clean_text import folded, one_line
from models.language.wording import words

_LEAST_START = 3  # letters of a label that are enough to recognise it
_LEAST_WORD = 4  # letters of a word inside a label
_LEAST_SLIP = 5  # letters of a text in which one may be wrong
_MOST_PARTS = 60  # separated parts in one answer; nobody types more
_SEPARATOR = re.compile(r"[,;\n+&•]|(?<!\w)(?:en|and|ook)(?!\w)|(?<=[0-9])\s+(?=[0-9])", re.IGNORECASE)
_FILLING = frozenset({"vooral", "zeker", "graag", "misschien", "eventueel", "mainly", "perhaps", "maybe", "also"})
_ALL = frozenset(["alles", "alle", "allemaal", "allen", "all", "everything", "all of them", "allebei", "both"])
_NONE = frozenset(["geen", "geen enkele", "geen van allemaal", "niets", "none", "nothing", "none of them"])
_NUMBER = re.compile(r"(?:(?:nr|nummer|number|optie|option|no) ?)?([0-9]{1,3})")

_Names = tuple[tuple[str, frozenset[str]], ...]  # for each option its key and its folded names


def read_choice(item: Item, said: str) -> Reading:
    """Read one option; the value is its key."""
    if not one_line(said):
        return EMPTY
    key = _option(_names(item.options), said)
    return unread("choice") if key is None else Reading(value=key)


def read_several(item: Item, said: str) -> Reading:
    """Read a list of options; the value is their keys in the order of the checklist, each once."""
    if not one_line(said):
        return EMPTY
    keys, unknown = _parts(item, said)
    if unknown:
        return unread("several")
    chosen: list[str] = [option.key for option in item.options if option.key in keys]
    least = item.limits.least if item.limits.least is not None else int(item.required)
    if not chosen:
        return unread("too_few") if least > 0 else Reading(value=[])
    if item.limits.most is not None and len(chosen) > item.limits.most:
        return unread("too_many")
    return Reading(value=chosen, problem="too_few" if len(chosen) < least else None)


def unknown_part(item: Item, said: str) -> str:
    """Return the first part of `said` that is no option of a several item, "" when all are."""
    return _parts(item, said)[1]


def _parts(item: Item, said: str) -> tuple[frozenset[str], str]:
    """Return the keys of the options in `said`, and the first part that is none."""
    names, whole = _names(item.options), folded(said)
    if _exact(names, whole) is None:
        if whole in _ALL or whole in {f"alle {len(names)}", f"all {len(names)}"}:
            return frozenset(key for key, _ in names), ""
        if whole in _NONE:
            return frozenset(), ""
    keys: set[str] = set()
    for key, part in _recognised(item, said):
        if key is None:
            return frozenset(keys), part
        keys.add(key)
    return frozenset(keys), "" if keys else one_line(said)


def _recognised(item: Item, said: str) -> Iterator[tuple[str | None, str]]:
    """Yield each part with the key of its option, None for an unknown one.

    A label may hold a separator itself ("vastgoed en leegstand"), so the longest run of parts that is an option counts.
    """
    names, spans = _names(item.options), _spans(said)
    if len(spans) > _MOST_PARTS:
        yield None, one_line(said)
        return
    longest = max((len(_spans(label)) for one in item.options for label in (one.words.nl, one.words.en)), default=1)
    at = 0
    while at < len(spans):
        ends = range(min(len(spans), at + longest), at, -1)
        runs = ((end, said[spans[at][0] : spans[end - 1][1]]) for end in ends)
        found = next(((end, key) for end, run in runs if (key := _option(names, run)) is not None), None)
        yield (None, one_line(said[slice(*spans[at])])) if found is None else (found[1], "")
        at = at + 1 if found is None else found[0]


def _spans(said: str) -> list[tuple[int, int]]:
    """Return where the parts between separators begin and end, empty ones left out."""
    edges = [0, *(edge for cut in _SEPARATOR.finditer(said) for edge in cut.span()), len(said)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in pairs if set(folded(said[start:end]).split()) - _FILLING]


@lru_cache(maxsize=256)
def _names(options: tuple[Option, ...]) -> _Names:
    return tuple(
        (one.key, frozenset(folded(name) for name in (one.key, one.words.nl, one.words.en)) - {""}) for one in options
    )


def _option(names: _Names, said: str) -> str | None:
    """Return the key of the one option that `said` names, or None; "vooral beleving" names one, too."""
    text = folded(said)
    if _exact(names, text) is None:
        text = " ".join(word for word in text.split() if word not in _FILLING)
    if not text:
        return None
    exact = _exact(names, text)
    if exact is not None:
        return exact
    number = _NUMBER.fullmatch(text)
    if number:
        place = int(number[1])
        return names[place - 1][0] if 1 <= place <= len(names) else None
    for fits in (_starts, _holds_words, _slips):
        fitting = [key for key, own in names if any(fits(name, text) for name in own)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _exact(names: _Names, text: str) -> str | None:
    return next((key for key, own in names if text in own), None)


def _starts(name: str, text: str) -> bool:
    return len(text) >= _LEAST_START and name.startswith(text)


def _holds_words(name: str, text: str) -> bool:
    return len(text) >= _LEAST_WORD and f" {text} " in f" {name} "


def _slips(name: str, text: str) -> bool:
    if len(text) < _LEAST_SLIP or abs(len(name) - len(text)) > 1:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(name, text, score_cutoff=1) <= 1


def shown_options(item: Item, keys: Sequence[str], language: str) -> str:
    """Return the labels of `keys`, a key that is gone as itself; the word for "none" when there are none."""
    labels = {option.key: option.words.in_language(language) for option in item.options}
    return ", ".join(labels.get(key, key) for key in keys) or words().say("value.none", language)


def numbered(options: Sequence[Option], language: str) -> str:
    """Return the options as a line to choose from: "1. bekendheid, 2. beleving"."""
    return ", ".join(f"{n}. {option.words.in_language(language)}" for n, option in enumerate(options, start=1))
