"""Words of a reply are put with the items whose numbers or names stand before them.

"3: ja" and "vraag 13. 4 november" answer an item, over several lines until the next number; "3: ja; 5: 015 25 00 00"
answers two. An own list within a long answer ("1. leegstand 2. verkeer") is no answer to items 1 and 2.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from models.calls.call import Checklist, Item, Kind
from models.language.clean_text import clean, folded
from models.mail_reading import wishes
from models.mail_reading.passages import Passage, Written

_ASKED = r"(?:vraag|punt|item|onderdeel|nummer|nr|question|no|n°|antwoord(?: op)?|answer(?: to)?)"
_BEFORE = rf"[\s*_•·–-]{{0,8}}(?:{_ASKED}\s*\.?\s*){{0,2}}"
_NUMBER = r"(?P<number>[1-9][0-9]?[a-z]?)"
_SIGN = r"(?P<sign>[:=)\]]|\.(?![0-9])|->|→|–|-(?=\s))"
_HEAD = re.compile(rf"{_BEFORE}[*_]*{_NUMBER}[*_]*\s*{_SIGN}[*_]*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_ALONE = re.compile(rf"{_BEFORE}[*_]*{_NUMBER}[*_]*\s*\.?", re.IGNORECASE)
_CLOCK = re.compile(r"[0-5][0-9](?![0-9])")  # what follows the colon of "9:30"
_NEXT_ON_LINE = re.compile(
    r"(?:\s*[;|]\s*|,\s+|\s{2,}|(?<!nr)(?<!no)\.\s+)(?=(?:vraag\s*)?[1-9][0-9]?[a-z]?\s*[:=]\s*\S)", re.IGNORECASE
)
_TIGHT = re.compile(r"\s(?=(?P<number>[1-9][0-9]?[a-z]?)[:=]\s\S)", re.IGNORECASE)  # "3: ja 5: 015 25 00 00"
_NAMED = re.compile(r"[\s*_•·–-]{0,8}(?P<name>[^:=]{3,60}?)[*_]*\s*[:=][*_]*\s*(?P<rest>\S.*)")
_TIME_IN_BRACKETS = re.compile(r"\s*\((?:ongeveer |about )?[0-9]{1,3} ?(?:minuten|minuut|minutes|minute|min)\.?\)")
_LETTER = re.compile(
    r"\s*(?P<letter>[A-Z])\s*[:=)>.-]+\s*(?:vraag|bij|nummer|nr\.?)?\s*(?P<number>[1-9][0-9]?[a-z]?)\s*\.?\s*"
)


# What a line answers whose number bears no sign; None when that is not certain.
Bare = Callable[[str], tuple[Item, str] | None]


def begins_answer(line: str) -> bool:
    """Return whether a line begins with a number, as an answer does."""
    return _HEAD.fullmatch(line) is not None or is_number(line)


def is_number(line: str) -> bool:
    """Return whether a line is a number and nothing else: its answer follows."""
    head = _HEAD.fullmatch(line)
    return _ALONE.fullmatch(line) is not None or (head is not None and not head["rest"].strip())


@dataclass(slots=True, kw_only=True)
class Assigned:
    """What was put with items, by key in the order of the mail, and what could not be put with any."""

    answers: dict[str, str] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)
    placed: dict[str, str] = field(default_factory=dict)  # "A" -> item key: where words of an earlier mail belong


def assign(written: Written, checklist: Checklist, bare: Bare = lambda _line: None) -> Assigned:
    """Return which words answer which item."""
    found = Assigned()
    names = _names(checklist)
    for passage in written.passages:
        _Passage(checklist, names, found, bare).take(passage)
    _between_unmarked_lines(written.history, checklist, names, found)
    return found


@lru_cache(maxsize=16)
def _names(checklist: Checklist) -> Mapping[str, Item]:
    return {folded(name): item for item in checklist.items for name in (item.short.nl, item.short.en)}


class _Passage:
    """Goes through the lines of one passage; knows the item whose answer goes on."""

    def __init__(
        self, checklist: Checklist, names: Mapping[str, Item], found: Assigned, bare: Bare = lambda _line: None
    ) -> None:
        self._checklist = checklist
        self._names = names
        self._found = found
        self._bare = bare
        self._item: Item | None = None
        self._listed = 0  # the last number of an own list within the answer
        self._lines: list[str] = []

    def take(self, passage: Passage) -> None:
        """Put the words of a passage with their items; below a quoted item they answer that one."""
        above = self._head(passage.below) if passage.below is not None else None
        self._item = above[0] if above is not None else None
        for line in passage.lines:
            self._line(line)
        self._settle()

    def _line(self, line: str) -> None:
        placed = _LETTER.fullmatch(line)
        if placed is not None and placed["number"].lower() in self._checklist.by_number:
            self._found.placed[placed["letter"]] = self._checklist.by_number[placed["number"].lower()].key
            return
        for part in _NEXT_ON_LINE.split(_as_words(line, self._checklist)):
            self._part(part)

    def _part(self, part: str) -> None:
        head = self._head(part)
        if head is None:
            self._lines.append(part)
            return
        self._settle()
        self._item, rest = head
        self._listed = 0
        at = self._where_the_next_begins(rest)
        self._lines = [rest[:at].rstrip()] if rest[:at].strip() else []
        if at < len(rest):
            self._part(rest[at:].lstrip())

    def _where_the_next_begins(self, text: str) -> int:
        """Return where a later item's number stands within a short answer, or the end: "Deskundige 5: 015 25 00 00"."""
        numbers = [item.number for item in self._checklist.items]
        if self._item is None or self._item.kind is Kind.LONG_TEXT:
            return len(text)
        later = numbers[numbers.index(self._item.number) + 1 :]
        return next((one.start() for one in _TIGHT.finditer(text) if one["number"].lower() in later), len(text))

    def _head(self, line: str) -> tuple[Item, str] | None:
        """Return the item that a line begins to answer, with the words behind its number."""
        read = _HEAD.fullmatch(line)
        if read is not None:
            item = self._checklist.by_number.get(read["number"].lower())
            is_clock = read["sign"] == ":" and _CLOCK.match(read["rest"]) is not None
            if item is None or is_clock or self._goes_on_an_own_list(read):
                return None
            return item, _without_name(read["rest"], item)
        alone = _ALONE.fullmatch(line)
        if alone is not None and alone["number"].lower() in self._checklist.by_number:
            return self._checklist.by_number[alone["number"].lower()], ""
        named = _NAMED.fullmatch(line)
        item = self._names.get(folded(named["name"])) if named is not None else None
        return (item, named["rest"].strip()) if item is not None and named is not None else self._bare_head(line)

    def _bare_head(self, line: str) -> tuple[Item, str] | None:
        """Return what a number without a sign answers: not within prose, and nothing that was answered before."""
        above = self._lines[-1] if self._lines else ""
        goes_on = self._item.kind is Kind.LONG_TEXT if self._item is not None else wishes.without_small_talk(above)
        if goes_on:
            return None
        found = self._bare(line)
        return found if found is not None and found[0].key not in self._found.answers else None

    def _goes_on_an_own_list(self, read: re.Match[str]) -> bool:
        """Return whether the number is one of a list that the writer made within a long answer."""
        if self._item is None or self._item.kind is not Kind.LONG_TEXT or read["sign"] not in {".", ")"}:
            return False
        if not read["number"].isdecimal() or int(read["number"]) != self._listed + 1:
            return False
        self._listed += 1
        return True

    def _settle(self) -> None:
        text = clean("\n".join(self._lines))
        self._lines = []
        if self._item is None:
            self._found.loose += [text] if text else []
        elif text := wishes.without_thanks_below(text):
            before = self._found.answers.get(self._item.key)
            self._found.answers[self._item.key] = f"{before}\n{text}" if before else text
        self._item = None


def _as_words(line: str, checklist: Checklist) -> str:
    """Return a row of a table as it would be typed: "| 3 | Functie | Deskundige |" is "3: Deskundige"."""
    first, *cells = (cell.strip() for cell in line.strip().strip("|").split("|"))
    item = checklist.by_number.get(first.rstrip(".").lower()) if cells else None
    if item is None:
        return line
    said = cells[1:] if len(cells) > 1 and _is_label(cells[0], item) else cells  # the last cell is never a label
    return f"{item.number}: {' '.join(cell for cell in said if cell)}"


def _is_label(cell: str, item: Item) -> bool:
    """Return whether a cell is a name of the item, or how one begins."""
    names = (item.short.nl, item.short.en, item.title.nl, item.title.en)
    return any(f"{folded(name)} ".startswith(f"{folded(cell)} ") for name in names)


def _without_name(rest: str, item: Item) -> str:
    """Return the words behind a number without the name of the item, when that was copied along."""
    text = _TIME_IN_BRACKETS.sub("", rest).strip(" *_")
    for name in (item.title.nl, item.title.en, item.short.nl, item.short.en):
        if text.lower().startswith(name.lower()):
            following = text[len(name) :]
            if not following or following[0] in " :=?.,-–>\t":
                return following.lstrip(" :=?.,-–>\t*_")
    return text


def _between_unmarked_lines(
    history: Sequence[str], checklist: Checklist, names: Mapping[str, Item], found: Assigned
) -> None:
    """Take answers that were typed behind the items of the answered mail, where it bears no sign of being quoted."""
    for line in history:
        reader = _Passage(checklist, names, Assigned())
        head = reader._head(line) if _may_be_typed_behind(line, checklist) else None  # noqa: SLF001 - its own helper
        if head is not None and head[1]:
            found.answers.setdefault(head[0].key, clean(head[1]))


def _may_be_typed_behind(line: str, checklist: Checklist) -> bool:
    """Return whether a line of the answered mail asks, so that words behind it are an answer.

    "4. E-mail contact: an@..." is how our own mails show what was answered, or what an officer asks: that is no answer.
    """
    read = _HEAD.fullmatch(line)
    item = checklist.by_number.get(read["number"].lower()) if read is not None else None
    if read is None or item is None:
        return False
    rest = read["rest"].strip(" *_").lower()
    if any(rest.startswith(f"{name.lower()}:") for name in (item.short.nl, item.short.en)):
        return False
    return any(rest.startswith(name.lower()) for name in (item.short.nl, item.short.en, item.title.nl, item.title.en))


def pairs(assigned: Assigned, checklist: Checklist) -> Iterator[tuple[Item, str]]:
    """Give what was put with items, in the order of the checklist: a condition is answered before what hangs on it."""
    for item in checklist.items:
        if item.key in assigned.answers:
            yield item, assigned.answers[item.key]
