"""Which mailboxes a bounce says are gone.

Source: RFC 3464, 2.3: a failed action with a status of 5 says so; a delay does not.
"""

import re
from email.message import Message

from models.mail_reading import headers
from models.mail_reading.headers import ADDRESS

MOST_RECIPIENTS = 20
_MARK = re.compile(rb"(?im)^>? ?x-kernbot: *([a-z2-7]{26})\b")


def failed(message: Message) -> tuple[str, ...]:
    """Return the mailboxes at which nothing arrives, in lower case."""
    found = _of_reports(message) or _addresses(headers.raw(message, "x-failed-recipients"))
    return tuple(dict.fromkeys(found))[:MOST_RECIPIENTS]


def marks(raw: bytes) -> tuple[str, ...]:
    """Return what may be our marks on the mail that came back."""
    return tuple(found.decode() for found in _MARK.findall(raw)[:MOST_RECIPIENTS])


def _of_reports(message: Message) -> list[str]:
    found: list[str] = []
    for part in message.walk():
        blocks = part.get_payload()
        if part.get_content_type() != "message/delivery-status" or not isinstance(blocks, list):
            continue
        for block in blocks[: MOST_RECIPIENTS + 1]:
            if isinstance(block, Message) and _is_final(block):
                found += _addresses(headers.raw(block, "final-recipient"))[:1]
                found += _addresses(headers.raw(block, "original-recipient"))[:1]
    return found


def _is_final(block: Message) -> bool:
    is_failed = headers.raw(block, "action").lower() == "failed"
    return is_failed and headers.raw(block, "status").strip().startswith("5")


def _addresses(value: str) -> list[str]:
    return [address.lower() for address in re.findall(ADDRESS, value.partition(";")[2] or value)]
