"""Which lines answer an item whose number stands before them without a sign: "2 Mia Maes", "5 015 25 00 00".

"2 winkels sloten" is no answer to item 2: a bare number counts only before words that can be nothing else.
"""

import re
from collections.abc import Collection
from datetime import date

from models.answers import kinds
from models.answers.kinds_dates import read_date
from models.calls.call import Checklist, Item, Kind
from models.mail_reading.yes_or_no import yes_or_no

_BARE = re.compile(r"[\s*_•·–-]{0,8}(?P<number>[1-9][0-9]?[a-z]?)[*_]*\s+(?P<rest>[^\W_].*)", re.DOTALL)
IN_WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT})  # whose answers have no form of their own
_MOST_SIGNS = 200  # of what is read by its form


def numbered_bare(text: str, checklist: Checklist) -> tuple[Item, str] | None:
    """Return the item whose number a text begins with, with the words behind it; None when it begins with none."""
    read = _BARE.fullmatch(text)
    item = checklist.by_number.get(read["number"].lower()) if read is not None else None
    return (item, read["rest"].strip()) if read is not None and item is not None else None


def answered(line: str, checklist: Checklist, still_open: Collection[str], on: date) -> tuple[Item, str] | None:
    """Return the item that a line certainly answers, with its answer: one that is open, in a form that fits.

    A text begins with a capital, as it does behind no number that counts something; and no day is meant ("3 Mei").
    """
    found = numbered_bare(line, checklist)
    if found is None or found[0].key not in still_open:
        return None
    item, said = found
    if read_date(line, on=on).value is not None:
        return None
    return found if _fits(item, said, on) else None


def _fits(item: Item, said: str, on: date) -> bool:
    if item.kind in IN_WORDS:
        return said[0].isupper()
    if item.kind is Kind.MUNICIPALITY:
        return said[0].isupper() or yes_or_no(said) is not None
    return len(said) <= _MOST_SIGNS and item.kind is not Kind.FILE and kinds.read(item, said, on=on).value is not None
