"""The applications of a call as files: JSON, CSV, a workbook, or all of it with the attachments as a zip."""

import csv
import json
import zipfile
from collections.abc import Callable
from io import StringIO
from typing import BinaryIO, Literal

from models.calls.call import Call
from models.figures.applications import Given, as_table, for_a_program
from models.figures.tables import Cell
from models.figures.workbook import workbook
from models.language.wording import words

Form = Literal["json", "csv", "xlsx"]
FORMS: tuple[Form, ...] = ("json", "csv", "xlsx")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with what a spreadsheet takes a cell for a formula


def as_file(given: tuple[Given, ...], call: Call, form: Form, language: str) -> bytes:
    """Return the applications as the bytes of a file."""
    match form:
        case "json":
            return _json(given, call)
        case "csv":
            return _csv(given, call, language)
        case "xlsx":
            return _workbook(given, call, language)


class AttachmentGone(Exception):
    """The bytes of a file are not there; its text says of which application and how it was called."""


def write_zip(given: tuple[Given, ...], call: Call, language: str, read: Callable[[str], bytes], out: BinaryIO) -> None:
    """Write the applications and their attachments, one at a time; `read` gives the bytes of a stored file.

    Raises:
        AttachmentGone: a file is not there.
        OSError: `out` takes no more.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("applications.json", _json(given, call))
        archive.writestr("applications.xlsx", _workbook(given, call, language))
        for one in given:
            for place, file in enumerate(one.files, 1):
                name = f"{one.standing.number}/{place:02}-{file.name}"
                archive.writestr(f"files/{name}", _read(read, file.stored_name, name))


def _read(read: Callable[[str], bytes], stored_name: str, name: str) -> bytes:
    try:
        return read(stored_name)
    except OSError as error:
        raise AttachmentGone(f"{name}: {error.strerror}") from error


def _json(given: tuple[Given, ...], call: Call) -> bytes:
    content = {"call": call.name, "applications": [for_a_program(one) for one in given]}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _csv(given: tuple[Given, ...], call: Call, language: str) -> bytes:
    """Return lines with a semicolon between cells and a mark of UTF-8 before them, as Excel in Flanders opens them."""
    table = as_table(given, call, language)
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in (table.head, *table.rows))
    return text.getvalue().encode("utf-8-sig", "replace")


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _workbook(given: tuple[Given, ...], call: Call, language: str) -> bytes:
    return workbook({words().say("export.sheet", language): as_table(given, call, language)})
