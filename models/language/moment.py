"""When a person sent something, as far as the front can tell."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Somewhere in [earliest, at], both aware; for a message, which bears a stamp, the two are equal.

    A button press on Telegram has no stamp: `at` is when it was read (or the stamp of a later message, whichever is
    first), `earliest` the last poll that left nothing behind.
    """

    at: datetime
    earliest: datetime

    @classmethod
    def exactly(cls, at: datetime) -> "Moment":
        """Return the moment of something that bears a stamp."""
        return cls(at=at, earliest=at)

    def is_before(self, closes_at: datetime) -> bool:
        """Return whether it counts as sent before `closes_at`: in doubt, for the applicant."""
        return self.earliest < closes_at

    def is_doubtful(self, closes_at: datetime) -> bool:
        """Return whether it may have been sent before or after `closes_at`; the history says so."""
        return self.earliest < closes_at <= self.at


def moment_of_press(*, received_at: datetime, sent_after: datetime | None, sent_before: datetime | None) -> Moment:
    """Return the moment of a button press that bears no stamp.

    Source: ARCHITECTURE.md, Rules: Moments.
    """
    at = received_at if sent_before is None else min(received_at, sent_before)
    return Moment(at=at, earliest=at if sent_after is None else min(at, sent_after))
