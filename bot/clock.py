"""The only clock: what time it is, or what time it is taken to be."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the clock


def clock_from(start: datetime) -> Clock:
    """Return a clock that began at `start` and runs on from there."""
    began = monotonic()

    def now() -> datetime:
        from datetime import timedelta

        return start.astimezone(UTC) + timedelta(seconds=monotonic() - began)

    return now
