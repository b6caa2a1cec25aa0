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


class SimulatedClock:
    """A clock that stands until it is moved: for playing what will happen."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def __call__(self) -> datetime:
        """Return the moment at which it stands, in UTC."""
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Stand at another moment."""
        self._now = moment.astimezone(UTC)
