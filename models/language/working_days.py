"""Which days are working days in Belgium."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
MOST = 366  # nobody waits longer, and a clock that is far off costs no time


def is_working_day(day: date) -> bool:
    """Return whether offices are open: no weekend and no national holiday (11 July is none)."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def working_days_between(start: datetime, end: datetime) -> int:
    """Return how many working days began after `start` and up to `end`, in Brussels; at most MOST."""
    day, last = start.astimezone(BRUSSELS).date(), end.astimezone(BRUSSELS).date()
    count = 0
    while day < last and count < MOST:
        day += timedelta(days=1)
        count += is_working_day(day)
    return count


def on_or_before(day: date) -> date:
    """Return the day itself when it is a working day, else the last one before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def on_or_after(day: date) -> date:
    """Return the day itself when it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days_before(day: date, count: int) -> date:
    """Return the working day that lies `count` working days before `day`, which need not be one itself."""
    for _ in range(count):
        day = on_or_before(day - timedelta(days=1))
    return day


@lru_cache(maxsize=8)
def _holidays(year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays("BE", years=year))
