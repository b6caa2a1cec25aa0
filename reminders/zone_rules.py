"""The clock changes of a zone as a calendar file tells them: each one by its own day, read from the zone itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

BEFORE = timedelta(days=366)  # so that the first of the days lies behind a change, in a zone that has any
AFTER = timedelta(days=31)
STEP = timedelta(days=7)  # no zone goes to and fro within a week


def timezone_rules(zone: ZoneInfo, first: datetime, last: datetime) -> "Timezone":
    """Return the VTIMEZONE of `zone` for every moment from `first` to `last`."""
    from icalendar import Timezone

    begin = first.astimezone(UTC) - BEFORE
    found = Timezone()
    found.add("tzid", str(zone))
    found.add_component(_observance(zone, begin, begin))
    for change in changes(zone, begin, last.astimezone(UTC) + AFTER):
        found.add_component(_observance(zone, change, change - timedelta(seconds=1)))
    return found


def changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """Yield each moment in (begin, end] from which on the zone has another offset, in UTC."""
    at = begin
    while at < end:
        following = min(at + STEP, end)
        if at.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            yield _change_between(zone, at, following)
        at = following


def _change_between(zone: ZoneInfo, at: datetime, following: datetime) -> datetime:
    """Return the second at which the offset changes in (at, following], found by halving."""
    old = at.astimezone(zone).utcoffset()
    while following - at > timedelta(seconds=1):
        middle = at + timedelta(seconds=(following - at) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == old:
            at = middle
        else:
            following = middle
    return following.replace(microsecond=0)


def _observance(zone: ZoneInfo, change: datetime, before: datetime) -> "TimezoneStandard | TimezoneDaylight":
    """Return what holds from `change` on; its begin is told by the clock that held `before`."""
    from icalendar import TimezoneDaylight, TimezoneStandard

    local, earlier = change.astimezone(zone), before.astimezone(zone)
    offset = earlier.utcoffset() or timedelta()
    found = TimezoneDaylight() if local.dst() else TimezoneStandard()
    found.add("dtstart", (change + offset).replace(tzinfo=None, microsecond=0))
    found.add("tzoffsetfrom", offset)
    found.add("tzoffsetto", local.utcoffset() or timedelta())
    found.add("tzname", local.tzname() or str(zone))
    return found
