"""What a reply to one of our mails is about: a token in the reply address, vouched for by the installation's key.

It names the person to whom the mail went and the application, whose version of the call fixes what each number asks.
Nothing of it is stored. Mail servers lower-case addresses, so it is base32 in lower case; it stands behind a plus.

Source: ARCHITECTURE.md, Rules: Mail.
"""

import re
import struct
from base64 import b32decode, b32encode
from binascii import Error
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from models.records.people import derived_secret

LIFE = timedelta(days=120)  # longer than from one round's first reminder to the next round's
MOST_LOCAL = 64  # letters before the @. Source: RFC 5321, 4.5.3.1.1
LENGTH = 50  # letters of a token
STAND_IN = "S"  # how the code begins of a municipality that has no public name
_STAND_INS = 1_000_000
PATTERN = re.compile(r"[a-z2-7]{50}")
_LAYOUT = struct.Struct(">cIIH4s")  # what for, person, application, last day, what exactly
_FIRST_DAY = date(2020, 1, 1).toordinal()


class For(StrEnum):
    """What a reply with the token may do; the letter stands in the token."""

    CASE = "c"  # answer the items of an application
    SUMMARY = "s"  # the same, and send exactly the answers that the mail showed
    EVALUATION = "e"  # answer the items of an evaluation, and send it when the mail showed all of it
    WITHDRAW = "w"  # the same, and withdraw the application of which the mail asked whether that is certain
    JOIN = "j"  # let in, or keep out, the colleague who asks; and answer the items of the application
    INVITATION = "u"  # accept an invitation; no person is named, for it went to a mailbox
    CODE = "k"  # say the code that the mail brought
    LIST = "i"  # stop mails to a line of a list of interest; the person is that line
    TOWN = "t"  # of an officer: follow one municipality; `exactly` is its code
    DESK = "d"  # of an officer: the municipalities of a weekly list, each by its name
    QUESTION = "q"  # of an officer: answer that question
    MAILBOX = "m"  # of an officer: confirm or refuse that mailbox
    NUDGE = "n"  # of an officer: send or rewrite that letter in preparation


CASES = frozenset({For.CASE, For.SUMMARY, For.EVALUATION, For.WITHDRAW, For.JOIN})
OFFICERS = frozenset({For.TOWN, For.DESK, For.QUESTION, For.MAILBOX, For.NUDGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a reply is about."""

    use: For
    person_id: int
    application_id: int = 0  # 0: none
    exactly: str = ""  # eight hex digits: the fingerprint of all answers that a mail showed, or what else it is `about`

    @property
    def about(self) -> int:
        """Return the row, or the municipality, that an officer's letter is about; 0 for none."""
        return int(self.exactly or "0", 16)


def of_officer(use: For, person_id: int, about: int = 0) -> Reply:
    """Return what an officer's reply is about."""
    return Reply(use=use, person_id=person_id, exactly=f"{about:08x}" if about else "")


def of_row(use: For, row_id: int, application_id: int, person_id: int = 0) -> Reply:
    """Return that a reply is about a row of an application: who asks to join it, or is invited."""
    return Reply(use=use, person_id=person_id, application_id=application_id, exactly=f"{row_id:08x}")


def of_town(person_id: int, nis_code: str) -> Reply:
    """Return that an officer's reply is about a municipality; a stand-in's code begins with a letter."""
    digits = int(nis_code.removeprefix(STAND_IN))
    return of_officer(For.TOWN, person_id, digits + _STAND_INS if nis_code.startswith(STAND_IN) else digits)


def town_of(reply: Reply) -> str:
    """Return the code of the municipality that an officer's reply is about."""
    return f"{reply.about:05d}" if reply.about < _STAND_INS else f"{STAND_IN}{reply.about - _STAND_INS:04d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReply:
    """A token that our key vouches for."""

    reply: Reply
    signed_on: date
    is_expired: bool


def sign(key: bytes, reply: Reply, now: datetime) -> str:
    """Return the token by which a reply is known, for 120 days from `now`."""
    last = _day(now + LIFE) - _FIRST_DAY
    exactly = bytes.fromhex(reply.exactly or "00000000")
    body = _LAYOUT.pack(reply.use.encode(), reply.person_id, reply.application_id, last, exactly)
    return _written(body + _seal(key, body))


def read(key: bytes, token: str, now: datetime) -> ReadReply | None:
    """Return what a token says, or None when it is none of ours."""
    if not PATTERN.fullmatch(token):
        return None
    try:
        content = b32decode(token.upper() + "=" * (-len(token) % 8))
    except Error:
        return None
    body, seal = content[: _LAYOUT.size], content[_LAYOUT.size :]
    if _written(content) != token or not derived_secret.same(seal.hex(), _seal(key, body).hex()):
        return None
    use, person_id, application_id, last, exactly = _LAYOUT.unpack(body)
    last_day = date.fromordinal(last + _FIRST_DAY)
    hex_digits = exactly.hex() if exactly != bytes(4) else ""
    reply = Reply(use=For(use.decode()), person_id=person_id, application_id=application_id, exactly=hex_digits)
    return ReadReply(reply=reply, signed_on=last_day - LIFE, is_expired=_day(now) > last_day.toordinal())


def _written(content: bytes) -> str:
    return b32encode(content).decode().rstrip("=").lower()


def _seal(key: bytes, body: bytes) -> bytes:
    return bytes.fromhex(derived_secret.seal_hex_of(key, "reply", body.hex()))


def _day(moment: datetime) -> int:
    return moment.astimezone(UTC).date().toordinal()
