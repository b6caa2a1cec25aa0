"""Reading texts, short and long."""

import re

from models.answers.reading import EMPTY, Reading, unread
from models.calls.call import Item, Kind
from models.language.clean_text import clean, folded, one_line

_MANY_BREAKS = re.compile(r"\n\s*\n\s*\n\s*")
# A slip of who thinks that yes or no is asked; no name, function or place is called so.
_NO_ANSWER = frozenset({"ja", "nee", "neen", "yes", "no", "ok", "oke"})
# What points elsewhere: nobody who reads the answer by itself can follow.
_ELSEWHERE = frozenset(
    {"idem", "ditto", "hetzelfde", "dezelfde", "zelfde", "zie boven", "zie hierboven", "zie hoger", "zie onder"}
    | {"same", "the same", "same as above", "see above", "see below"}
)


def read_text(item: Item, said: str) -> Reading:
    """Read a text: a short one on one line, a long one with its line breaks, at most one empty line in a row."""
    text = _MANY_BREAKS.sub("\n\n", clean(said)) if item.kind is Kind.LONG_TEXT else one_line(said)
    if not text:
        return EMPTY
    if item.kind is Kind.TEXT and folded(text) in _NO_ANSWER:
        return unread("yes_or_no_here")
    if folded(text) in _ELSEWHERE:
        return unread("elsewhere")
    shortest, longest = item.limits.min_length, item.limits.max_length
    if longest is not None and len(text) > longest:
        return unread("too_long")
    too_short = shortest is not None and len(text) < shortest
    return Reading(value=text, problem="too_short" if too_short else None)
