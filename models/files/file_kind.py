"""Judging a file by what is in it, never by its name: PDF, DOCX, JPG or PNG, or a reason to refuse it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from models.files.file_refused import Refused
from models.files.file_signature import OLD_OFFICE, recognised
from models.files.file_structure import check_jpeg, check_pdf, check_png
from models.files.file_word import check_docx, old_office
from models.language.clean_text import MOST_NAME_LENGTH, clean_file_name
from models.language.wording import words

MOST_BYTES = 20 * 1024 * 1024  # up to and including; also the most that Telegram lets a bot fetch
_HEAD_BYTES = 4096

__all__ = ["MOST_BYTES", "FileKind", "Refused", "judge_file", "refusal_words"]

_ACCEPTED = {
    "pdf": ("application/pdf", check_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", check_docx),
    "jpg": ("image/jpeg", check_jpeg),
    "png": ("image/png", check_png),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """What a file is: its media type, the extension that goes with it, and a safe name that ends on it."""

    media_type: str
    extension: str  # "pdf", "docx", "jpg" or "png"
    name: str
    size: int  # bytes


def judge_file(content: bytes | Path, name: str) -> FileKind:
    """Return what the file is; its `name` is kept as far as it is safe, with the extension that the content asks for.

    Reads only what it needs, unpacks nothing, and takes memory that does not grow with the file.

    Raises:
        Refused: the file is not taken; `reason` is a key of words [file].
        OSError: the file at the path cannot be read.
    """
    with _opened(content) as file:
        size = file.seek(0, 2)
        if size == 0:
            raise Refused("empty")
        if size > MOST_BYTES:
            raise Refused("too_large")
        file.seek(0)
        extension = recognised(file.read(_HEAD_BYTES))
        if extension == OLD_OFFICE:
            raise old_office(file)
        media_type, check = _ACCEPTED[extension]
        check(file, size)
    return FileKind(media_type=media_type, extension=extension, name=_named(name, extension), size=size)


def refusal_words(reason: str, language: str) -> str:
    """Return the sentence that says why a file is refused and what to do about it."""
    return words().say(f"file.{reason}", language)


@contextmanager
def _opened(content: bytes | Path) -> Iterator[BinaryIO]:
    with BytesIO(content) if isinstance(content, bytes) else content.open("rb") as file:
        yield file


def _named(name: str, extension: str) -> str:
    """Return a safe name with `extension`; another spelling of it (JPEG, .PDF) stands."""
    safe = clean_file_name(name)
    same = {"jpg", "jpeg", "jpe", "jfif"} if extension == "jpg" else {extension}
    if Path(safe).suffix[1:].lower() in same:
        return safe
    return f"{safe[: MOST_NAME_LENGTH - len(extension) - 1].rstrip(' .')}.{extension}"
