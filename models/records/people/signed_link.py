"""Links that act without logging in: a token says for whom and until when, and the installation's key vouches for it.

Nothing of them is stored. A token for one use is of no use for another.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from models.records.people import derived_secret

LIFE = timedelta(days=400)  # a mail that is found again a year later still lets its reader stop
_TOKEN = re.compile(r"(?P<body>(?P<kind>[pi])(?P<row>[1-9][0-9]{0,9})-(?P<day>[0-9]{1,7}))-(?P<seal>[a-z2-7]{26})")


class Use(StrEnum):
    """What the holder of a link may do."""

    PREFERENCES = "preferences"  # see and change how they are reminded
    STOP = "stop"  # have no more reminders
    CALENDAR = "calendar"  # see the days of their own applications


class HolderKind(StrEnum):
    """Of which table the row is; the letter stands in the token."""

    PERSON = "p"
    INTEREST = "i"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who a link is for: a person, or a line of a list of interest."""

    kind: HolderKind
    row_id: int


def sign(key: bytes, use: Use, holder: Holder, now: datetime) -> str:
    """Return the token that lets `holder` do `use`, for 400 days from `now`."""
    last_day = _day(now + LIFE)
    body = f"{holder.kind}{holder.row_id}-{last_day}"
    return f"{body}-{derived_secret.seal_of(key, use, body)}"


def holder_of(key: bytes, use: Use, token: str, now: datetime) -> Holder | None:
    """Return who holds a token, or None when it is forged, expired or for another use."""
    read = _TOKEN.fullmatch(token.lower()) if token.isascii() else None
    if read is None or not derived_secret.same(read["seal"], derived_secret.seal_of(key, use, read["body"])):
        return None
    if int(read["day"]) < _day(now):
        return None
    return Holder(kind=HolderKind(read["kind"]), row_id=int(read["row"]))


def _day(moment: datetime) -> int:
    return moment.astimezone(UTC).date().toordinal()
