"""The lines of a table that a spreadsheet saved as CSV, whichever way it did that.

Excel writes what its machine is set to: `;` or `,`, UTF-8 with or without a mark in front, UTF-16 or Windows-1252,
sometimes a first line `sep=;`, and `="0123"` for what it must not take for a number.
"""

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.language.clean_text import one_line

MOST_LINES_IN_A_CELL = 3  # a quote that is not closed swallows no more than it must
_SEPARATORS = ";,\t"
_SEP_LINE = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)
_AS_TEXT = re.compile(r'^="(.*)"$')
_FORMULA = "=+-@"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table, counted from 1 as an editor does; `cells` is None when its quotes do not close."""

    number: int
    cells: tuple[str, ...] | None


def lines_of(content: bytes) -> tuple[Line, ...]:
    """Return the lines of a table that are not empty, the heading first; every cell is one harmless line of text."""
    raw = re.split(r"\r\n|\r|\n", decoded(content))
    first = 0
    named = _SEP_LINE.match(raw[0])
    if named:
        first = 1
    heading = next((line for line in raw[first:] if line.strip()), "")
    separator = named.group(1) if named else max(_SEPARATORS, key=heading.count)
    return tuple(line for line in _lines(raw, first, separator) if line.cells is None or any(line.cells))


def decoded(content: bytes) -> str:
    """Return the text of a file in any of the encodings that a spreadsheet writes."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _lines(raw: list[str], first: int, separator: str) -> Iterator[Line]:
    width = 0
    at = first
    while at < len(raw):
        cells, taken = _cells(raw, at, separator, width)
        width = width or len(cells or ())
        yield Line(number=at + 1, cells=cells)
        at += taken


def _cells(raw: list[str], at: int, separator: str, width: int) -> tuple[tuple[str, ...] | None, int]:
    """Return the cells that begin on a line, and over how many lines they go; None when no end can be found."""
    for span in range(1, MOST_LINES_IN_A_CELL + 1):
        text = "\n".join(raw[at : at + span])
        if text.count('"') % 2 == 0:
            cells = _split(text, separator)
            if span == 1 or (cells is not None and len(cells) == width):
                return cells, span
    return None, 1


def _split(text: str, separator: str) -> tuple[str, ...] | None:
    try:
        found = list(csv.reader([text.replace("\0", "")], delimiter=separator, strict=False))
    except csv.Error:  # a cell of more than 128 kB
        return None
    return tuple(harmless(cell) for cell in (found[0] if found else []))


def harmless(cell: str) -> str:
    """Return a cell as one line of text that no spreadsheet takes for a formula."""
    text = one_line(cell)
    as_text = _AS_TEXT.match(text)
    return (as_text.group(1) if as_text else text).lstrip(_FORMULA + " ").strip()
