"""Moments of the replay, as they were read on a clock in Brussels."""

from datetime import datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


def brussels(local: str) -> datetime:
    """Return a moment such as "2021-08-13 23:59" in Brussels."""
    return datetime.fromisoformat(local).replace(tzinfo=BRUSSELS)
