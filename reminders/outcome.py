"""How a try to send a message ended."""

from asyncio import CancelledError
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Sent:
    """The other side took the message; `detail` is what it answered."""

    detail: str = ""


@dataclass(frozen=True, slots=True)
class TryLater:
    """The message did not leave and may leave later; `after` is None when the sender has no opinion on when."""

    reason: str
    after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """The message will never arrive this way."""

    reason: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The whole message was handed over, but no answer came: it may have arrived."""

    reason: str


class MayHaveLeft(CancelledError):
    """Sending was cancelled after the whole message was handed over, before an answer came: it may have arrived."""


# Reasons and details are one line in English for the operator, without addresses, at most 200 characters.
Outcome = Sent | TryLater | Undeliverable | Uncertain
"""What sending returns."""
