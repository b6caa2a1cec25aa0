"""The list of what was erased: it outlives a restore, and nobody can read from it who is on it."""

import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

HEX = 64


def mark_of(key: bytes, way: str, address: str) -> str:
    """Return the mark of a mailbox or chat under the key of this installation, in hex."""
    return hmac.new(key, f"erased:{way}:{address.lower()}".encode(), sha256).hexdigest()


def as_lines(marks: Mapping[str, datetime]) -> str:
    """Return the list as the file beside the database holds it."""
    return "".join(f"{mark} {at.isoformat()}\n" for mark, at in sorted(marks.items()))


def from_lines(text: str) -> dict[str, datetime]:
    """Return the list that a file holds; a line that is none is left out, and the newest of two moments counts."""
    found: dict[str, datetime] = {}
    for mark, at in filter(None, map(_line, text.splitlines())):
        found[mark] = max(at, found.get(mark, at))
    return found


def together(*lists: Mapping[str, datetime]) -> dict[str, datetime]:
    """Return several lists as one; the newest moment counts."""
    return from_lines("".join(map(as_lines, lists)))


def _line(line: str) -> tuple[str, datetime] | None:
    mark, _, moment = line.strip().partition(" ")
    try:
        at = datetime.fromisoformat(moment)
        is_mark = len(bytes.fromhex(mark)) * 2 == HEX
    except ValueError:
        return None
    return (mark, at) if is_mark and at.tzinfo is not None else None


def matching(
    key: bytes, marks: Mapping[str, datetime], addresses: Iterable[tuple[str, str]]
) -> list[tuple[str, str, datetime]]:
    """Return (way, address, moment) of the addresses that are on the list."""
    found = [(way, address, marks.get(mark_of(key, way, address))) for way, address in sorted(addresses)]
    return [(way, address, at) for way, address, at in found if at is not None]
