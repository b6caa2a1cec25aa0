"""What the writer of a reply wrote: before the mail that is answered, below it, and between its lines."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.language.clean_text import clean, folded
from models.mail_reading import history

_NUMBERED = re.compile(r"[\s*_•·–-]{0,8}[1-9][0-9]?[a-z]?\s*[.:)]\s*\S")
_NUMBER_ALONE = re.compile(r"[\s*_•·–-]{0,8}(?:vraag |question )?[1-9][0-9]?[a-z]?[\s*_.:)]{0,4}", re.IGNORECASE)
MOST_NAMES = 3  # words of a name
MOST_LINES = 5_000
MOST_SIGNS = 4_000  # of a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Lines that the writer wrote, and the line of the answered mail above them that asks for an answer, if any."""

    lines: tuple[str, ...]
    below: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The passages of a reply, and the lines of the answered mail that bear no sign for that (Outlook has none)."""

    passages: tuple[Passage, ...]
    history: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """Return all that the writer wrote."""
        return [line for one in self.passages for line in one.lines]


def is_numbered(line: str) -> bool:
    """Return whether a line of a mail of ours asks something: it begins with a number."""
    return _NUMBERED.match(line) is not None


def written(text: str, asks: Callable[[str], bool] = is_numbered) -> Written:
    """Return what the writer wrote and what they answered; signatures and footers are in neither.

    `asks` says of a line of the answered mail whether the words below it may be its answer.
    """
    lines = [line[:MOST_SIGNS].rstrip() for line in clean(text).split("\n")[:MOST_LINES]]
    passages: list[Passage] = []
    current: list[str] = []
    below: str | None = None
    quoted = _Quoted(asks)
    at = 0
    while at < len(lines):
        begun = 0 if history.is_quoted(lines[at]) else history.begins_history(lines, at)
        if begun and _is_unmarked(lines, at + begun):
            rest = lines[at + begun :]
            return Written(passages=(*passages, *_passage(current, below)), history=tuple(rest))
        if begun or history.is_quoted(lines[at]):
            passages += _passage(current, below)
            current = []
            below = below if begun else quoted.after(history.unquoted(lines[at]).strip())
            at += begun or 1
            continue
        if history.begins_signature(lines[at]):
            at = _next_quoted(lines, at + 1)
            continue
        current.append(lines[at])
        at += 1
    return Written(passages=(*passages, *_passage(current, below)))


class _Quoted:
    """Remembers the line of the answered mail that asks; it goes on until its paragraph ends."""

    def __init__(self, asks: Callable[[str], bool]) -> None:
        self._asks = asks
        self._asking: str | None = None
        self._has_ended = False

    def after(self, line: str) -> str | None:
        """Return the line that asks and under which words stand that follow `line`, or None."""
        if self._asks(line):
            self._asking, self._has_ended = line, False
        elif not line:
            self._has_ended = True
        elif self._has_ended:
            self._asking = None
        return self._asking


def _is_unmarked(lines: Sequence[str], at: int) -> bool:
    """Return whether the answered mail that begins at `at` bears no sign of being quoted: its first line says so.

    A later line proves nothing: our own letters quote what a municipality asked, or a letter in preparation.
    """
    first = next((line for line in lines[at : at + 12] if line.strip()), "")
    return not history.is_quoted(first)


def _next_quoted(lines: Sequence[str], at: int) -> int:
    """Return where the answered mail goes on or begins behind a signature, or the end."""
    for place in range(at, len(lines)):
        if history.is_quoted(lines[place]) or history.begins_history(lines, place):
            return place
    return len(lines)


def unsigned(found: Written, sender: str) -> Written:
    """Return what was written without the writer's own name below it ("Bedankt!", "An"): it answers nothing."""
    own = set(folded(sender.partition("@")[0]).split())
    return replace(found, passages=tuple(replace(one, lines=_unsigned(one.lines, own)) for one in found.passages))


def _unsigned(lines: tuple[str, ...], own: set[str]) -> tuple[str, ...]:
    last = folded(lines[-1]).split()
    above = next((line for line in reversed(lines[:-1]) if line.strip()), "")
    is_name = 0 < len(last) <= MOST_NAMES and set(last) <= own
    return lines[:-1] if is_name and above and not _NUMBER_ALONE.fullmatch(above) else lines


def _passage(lines: Sequence[str], below: str | None) -> list[Passage]:
    kept = list(lines)
    while kept and not kept[0].strip():
        kept.pop(0)
    while kept and not kept[-1].strip():
        kept.pop()
    return [Passage(lines=tuple(kept), below=below)] if kept else []
