"""A clock that stands still until the replay moves it on."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


def brussels(local: str) -> datetime:
    """Return a moment such as "2021-08-13 23:59" in Brussels."""
    return datetime.fromisoformat(local).replace(tzinfo=BRUSSELS)


class SimulatedClock:
    """Tells the moment to which it was moved; it never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def __call__(self) -> datetime:
        """Return the moment, in UTC."""
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Let it be `moment`, unless it is later already."""
        self._now = max(self._now, moment.astimezone(UTC))
