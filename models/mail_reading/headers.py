"""Reading the headers of a mail, however they are broken: nothing here raises."""

import re
from collections.abc import Iterator
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from models.language.clean_text import one_line

MOST_SIGNS = 4_000  # of one header; References of a long thread are the longest that mean anything
MOST_ADDRESSES = 50
MOST_OF_A_KIND = 20  # headers of one name
ADDRESS = re.compile(r"[^\s@<>,;:\"\\()\[\]\x00-\x1f\x7f]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,300}>")
_WHERE_TO = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-forwarded-to", "resent-to")
# Behind the plus of the address, or in our own Message-ID: <k.TOKEN@...>.
_TOKEN = re.compile(r"(?:\+|<k\.)([A-Za-z2-7]{50})@")


def raw(message: Message, name: str) -> str:
    """Return the first header of that name as it stands, "" when there is none."""
    return next(every(message, name), "")


def every(message: Message, name: str) -> Iterator[str]:
    """Give the headers of that name from the top, each bounded and on one line."""
    for value in (message.get_all(name) or [])[:MOST_OF_A_KIND]:
        yield " ".join(str(value)[:MOST_SIGNS].split())


def words(message: Message, name: str, most: int = 200) -> str:
    """Return a header for people: encoded words decoded, on one line."""
    return one_line(decoded(raw(message, name)))[:most]


def decoded(text: str) -> str:
    """Return a text of a header with its encoded words decoded, as it came when they cannot be."""
    try:
        return str(make_header(decode_header(text)))
    except (HeaderParseError, LookupError, ValueError, AssertionError):
        return text


def sender(message: Message) -> str | None:
    """Return the mailbox of From in lower case; None unless it names exactly one."""
    headers = message.get_all("from") or []
    found = _addresses(message, ("from",))
    return found[0] if len(headers) == 1 and len(found) == 1 else None


def message_id(message: Message) -> str | None:
    """Return the Message-ID with its angle brackets, or None."""
    found = _MESSAGE_ID.search(raw(message, "message-id"))
    return found[0][:320] if found else None


def tokens(message: Message) -> tuple[str, ...]:
    """Return what may be our tokens: of where the mail went to first, then of what it replies to."""
    places = [value for name in _WHERE_TO for value in every(message, name)]
    places += [raw(message, "in-reply-to"), raw(message, "references")]
    found = [token.lower() for place in places for token in _TOKEN.findall(place)]
    return tuple(dict.fromkeys(found))[:MOST_ADDRESSES]


def _addresses(message: Message, names: tuple[str, ...]) -> list[str]:
    values = [value for name in names for value in every(message, name)]
    try:
        pairs = getaddresses(values)[:MOST_ADDRESSES]
    except (ValueError, IndexError, TypeError):
        return []
    return [address.lower() for _, address in pairs if ADDRESS.fullmatch(address)]


def taken_at(message: Message) -> datetime | None:
    """Return when the last server on the way took the mail, by its topmost Received; None when it does not say."""
    stamp = raw(message, "received").rpartition(";")[2].strip()
    try:
        moment = parsedate_to_datetime(stamp) if stamp else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
