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
class WayShut:
    """Nothing can leave by this way now, whatever it is; `after` is None when the other side does not say how long.

    With `perhaps_the_message` it may be this very message that the other side chokes on.
    """

    reason: str
    after: timedelta | None = None
    perhaps_the_message: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The same chat has another address now; the message did not leave."""

    address: str
    reason: str = "the chat has a new number"


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """The message will never arrive this way; with `about_address` nothing else would arrive there either."""

    reason: str
    about_address: bool = False


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The whole message was handed over, but no answer came: it may have arrived."""

    reason: str


class MayHaveLeft(CancelledError):
    """Sending was cancelled after the whole message was handed over, before an answer came: it may have arrived."""


# Reasons and details are one line in English for the operator, without addresses, at most 200 characters.
Outcome = Sent | TryLater | WayShut | Moved | Undeliverable | Uncertain
"""What sending returns."""
