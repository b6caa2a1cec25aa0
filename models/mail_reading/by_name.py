"""Words of a reply to a list are put with the lines of that list by the names that stand before them.

"Lier: claim" is about Lier, with what follows until an empty line; so are words below the quoted line of Lier.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from models.mail_reading import orders
from models.mail_reading.passages import Written

_NAMED = re.compile(r"[\s*_•·–-]{0,8}(?P<name>[^:=|]{2,60}?)[*_]*\s*(?:[:=]|\s[-–]\s)[*_]*\s*(?P<rest>.*)")
_CELLS = re.compile(r"\s*[|\t]\s*|\s{3,}")
MOST_WORDS = 5  # of a name

Known = Callable[[str], str | None]  # what a name stands for, None when it is none


@dataclass(slots=True, kw_only=True)
class Named:
    """What was said of each, in the order of the mail, and the lines that name none."""

    said: dict[str, list[str]] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)


def head(row: str) -> str:
    """Return the name with which a line of a list begins."""
    return _CELLS.split(row.strip(" *_•"), maxsplit=1)[0]


def by_name(written: Written, known: Known) -> Named:
    """Return which lines are about whom."""
    found = Named()
    for passage in written.passages:
        about = known(head(passage.below)) if passage.below is not None else None
        for line in passage.lines:
            named = _named(line, known)
            if named is not None:
                about, line = named  # noqa: PLW2901 - the words behind the name are what is left of the line
                found.said.setdefault(about, [])
            if not line.strip():
                about = about if named is not None else None
            elif about is not None:
                found.said.setdefault(about, []).append(line)
            else:
                found.loose.append(line)
    return found


def _named(line: str, known: Known) -> tuple[str, str] | None:
    """Return whom a line names, and the words behind the name; None when it names nobody."""
    read = _NAMED.fullmatch(line)
    about = known(read["name"]) if read is not None else None
    if read is not None and about is not None:
        return about, read["rest"]
    return next(((code, rest) for code, rest in _begun(line, known)), None)


def _begun(line: str, known: Known) -> Iterator[tuple[str, str]]:
    """Give whom the first words of a line name, when nothing or only orders follow: "Lier claim"."""
    words = line.strip(" .*_•-").split()
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        code, rest = known(" ".join(words[:count])), " ".join(words[count:])
        if code is not None and (not rest or orders.ordered(rest)):
            yield code, rest
