"""Checking that a file is a Word document that can be opened without harm."""

import re
from typing import BinaryIO

from models.files.file_refused import Refused
from models.files.file_structure import holds
from models.files.file_zip import Entry, directory

_MOST_UNPACKED_BYTES = 200 * 1024 * 1024
_MOST_ENTRIES = 5_000
_MAIN_PART = re.compile(r"word/document\d*\.xml")  # Word for the web also writes document2.xml
_PASSWORD_STREAM = "EncryptedPackage".encode("utf-16-le")  # Source: [MS-OFFCRYPTO] 2.3.4


def check_docx(file: BinaryIO, size: int) -> None:
    """Check that a ZIP file is a Word document without macros, password or bomb, by its directory alone.

    Raises:
        Refused: it is not, with what it is instead.
    """
    entries = directory(file, size, most_entries=_MOST_ENTRIES)
    names = {entry.name for entry in entries}
    if any(entry.encrypted for entry in entries):
        raise Refused("encrypted")
    if "[Content_Types].xml" not in names or not any(_MAIN_PART.fullmatch(name) for name in names):
        raise Refused(_other_package(file, names))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("macros")
    _refuse_bombs(entries, size)


def _refuse_bombs(entries: list[Entry], size: int) -> None:
    if sum(entry.unpacked_bytes for entry in entries) > _MOST_UNPACKED_BYTES:
        raise Refused("zip_bomb")
    if sum(entry.packed_bytes for entry in entries) > size:  # entries that share their bytes
        raise Refused("zip_bomb")


def _other_package(file: BinaryIO, names: set[str]) -> str:
    """Return why a ZIP file that is no Word document is refused."""
    file.seek(0)
    if b"mimetypeapplication/vnd.oasis.opendocument" in file.read(200):
        return "open_document"
    return "other_office" if names & {"[Content_Types].xml", "Index/Document.iwa"} else "archive"


def old_office(file: BinaryIO) -> Refused:
    """Return why a file in the old Office container is refused: a new document with a password is kept in one too."""
    return Refused("encrypted" if holds(file, 0, lambda chunk: _PASSWORD_STREAM in chunk) else "legacy_doc")
