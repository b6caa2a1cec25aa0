"""Checking that a PDF, PNG or JPEG is whole, as lenient as the programs that will open it."""

import re
import struct
from collections.abc import Callable, Iterator
from typing import BinaryIO

from models.files.file_refused import Refused

_PDF_TAIL_BYTES = 64 * 1024  # scanners and mail gateways add something behind the end
_PDF_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_CHUNK_BYTES = 256 * 1024
_MOST_JPEG_SEGMENTS = 10_000
_MOST_PNG_CHUNKS = 100_000

_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the others in this range are tables
_START_OF_SCAN = 0xDA
_END_OF_IMAGE = 0xD9
_BARE_MARKERS = frozenset([0x01, *range(0xD0, 0xD8)])  # markers without a length


def check_pdf(file: BinaryIO, size: int) -> None:
    """Check that a PDF holds an object and its end marker near the end.

    Raises:
        Refused: it does not.
    """
    file.seek(max(0, size - _PDF_TAIL_BYTES))
    if b"%%EOF" not in file.read(_PDF_TAIL_BYTES):
        raise Refused("broken")
    if not holds(file, 0, lambda chunk: _PDF_OBJECT.search(chunk) is not None):
        raise Refused("broken")


def check_png(file: BinaryIO, size: int) -> None:
    """Check that a PNG begins with its size, holds an image and comes to its end.

    Raises:
        Refused: it does not.
    """
    file.seek(8)
    header = file.read(25)
    length, kind, width, height = struct.unpack(">I4sII", header[:16]) if len(header) == 25 else (0, b"", 0, 0)
    if (length, kind) != (13, b"IHDR") or not width or not height:
        raise Refused("broken")
    kinds = list(_png_chunks(file, size))
    if b"IDAT" not in kinds or kinds[-1] != b"IEND":
        raise Refused("broken")


def _png_chunks(file: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield the kind of each whole chunk behind the header, up to and including the last one."""
    at = file.tell()
    for _ in range(_MOST_PNG_CHUNKS):
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return
        length, kind = struct.unpack(">I4s", head)
        at += 12 + length
        if at > size:
            return
        yield kind
        if kind == b"IEND":
            return


def check_jpeg(file: BinaryIO, size: int) -> None:
    """Check that a JPEG holds a frame and a scan, and an end behind them; what follows the end does not matter.

    Raises:
        Refused: it does not.
    """
    at, framed = 2, False
    for _ in range(_MOST_JPEG_SEGMENTS):
        marker, length = _jpeg_segment(file, at)
        if marker in _START_OF_FRAME:
            framed = _jpeg_has_size(file)
        if marker == _START_OF_SCAN:
            break
        at += 2 + length
        if at >= size or marker == _END_OF_IMAGE:
            raise Refused("broken")
    else:
        raise Refused("broken")
    if not framed or not holds(file, at + 2 + length, lambda chunk: b"\xff\xd9" in chunk):
        raise Refused("broken")


def _jpeg_segment(file: BinaryIO, at: int) -> tuple[int, int]:
    """Return marker and length of the segment at `at`; the file then stands at its content."""
    file.seek(at)
    head = file.read(4)
    if len(head) < 4 or head[0] != 0xFF:
        raise Refused("broken")
    if head[1] == 0xFF:  # a fill byte before the marker
        return 0xFF, -1
    if head[1] in _BARE_MARKERS:
        return head[1], 0
    length = int.from_bytes(head[2:4], "big")
    if length < 2:
        raise Refused("broken")
    return head[1], length


def _jpeg_has_size(file: BinaryIO) -> bool:
    """Return whether the frame says how wide it is; the height may follow later in the file."""
    frame = file.read(5)
    return len(frame) == 5 and frame[3:5] != b"\0\0"


def holds(file: BinaryIO, start: int, found: Callable[[bytes], bool]) -> bool:
    """Return whether something short is found from `start` on, reading piece by piece with some overlap."""
    file.seek(start)
    kept = b""
    while chunk := file.read(_CHUNK_BYTES):
        if found(kept + chunk):
            return True
        kept = chunk[-32:]
    return False
