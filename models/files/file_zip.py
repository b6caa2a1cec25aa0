"""The directory of a ZIP file, read without unpacking anything.

`zipfile` is not used: it reads a directory of any length into memory before one can say no.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO

from models.files.file_refused import Refused

# Source: APPNOTE.TXT 6.3.10, 4.3.12 (central directory header) and 4.3.16 (end of central directory record).
_END = struct.Struct("<4sHHHHIIH")
_HEADER = struct.Struct("<4sHHHHHHIIIHHHHHII")
_LOCAL_BYTES = 30
_MOST_COMMENT_BYTES = 0xFFFF
_MOST_DIRECTORY_BYTES = 2 * 1024 * 1024
_ENCRYPTED = 0x0001
_ENCRYPTED_DIRECTORY = 0x2000


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in the archive, as the directory declares it."""

    name: str
    packed_bytes: int
    unpacked_bytes: int
    encrypted: bool


def directory(file: BinaryIO, size: int, *, most_entries: int) -> list[Entry]:
    """Return the entries that the directory of the archive declares.

    Raises:
        Refused: "broken" when there is no sound directory (a ZIP64 one is never needed below 20 MB), "zip_bomb" when
            it has more than `most_entries`.
    """
    count, length, start, end_at = _end_record(file, size)
    if count > most_entries or length > _MOST_DIRECTORY_BYTES:
        raise Refused("zip_bomb")
    if start + length > end_at or count == 0:
        raise Refused("broken")
    file.seek(start)
    return _entries(file.read(length), count, start)


def _end_record(file: BinaryIO, size: int) -> tuple[int, int, int, int]:
    """Return entry count, length and start of the directory, and where its end record stands."""
    tail_at = max(0, size - _END.size - _MOST_COMMENT_BYTES)
    file.seek(tail_at)
    tail = file.read(_END.size + _MOST_COMMENT_BYTES)
    found = tail.rfind(b"PK\x05\x06")
    if found < 0 or len(tail) - found < _END.size:
        raise Refused("broken")
    _, _, _, _, count, length, start, _ = _END.unpack_from(tail, found)
    return count, length, start, tail_at + found


def _entries(data: bytes, count: int, start: int) -> list[Entry]:
    entries: list[Entry] = []
    at = 0
    for _ in range(count):
        if len(data) - at < _HEADER.size or data[at : at + 4] != b"PK\x01\x02":
            raise Refused("broken")
        fields = _HEADER.unpack_from(data, at)
        flags, packed, unpacked = fields[3], fields[8], fields[9]
        name_length, extra_length, comment_length, local_at = fields[10], fields[11], fields[12], fields[16]
        name = data[at + _HEADER.size : at + _HEADER.size + name_length]
        if len(name) < name_length or local_at + _LOCAL_BYTES + packed > start:
            raise Refused("broken")
        at += _HEADER.size + name_length + extra_length + comment_length
        encrypted = bool(flags & (_ENCRYPTED | _ENCRYPTED_DIRECTORY))
        entries.append(Entry(name.decode("utf-8", "replace"), packed, unpacked, encrypted))
    if at != len(data):
        raise Refused("broken")
    return entries
