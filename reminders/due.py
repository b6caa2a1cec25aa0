"""When somebody is owed a reminder before a deadline: pure, with moments in UTC as the outcome.

A deadline, the rule of its call and working days go in; occasions come out. They are computed from the deadline as it
is now, so one that moves needs no replanning. What was missed merges into one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from models.calls.call import ReminderRule
from models.language import quiet_hours
from models.language.working_days import is_working_day, on_or_before

DAY = timedelta(days=1)
LAST_WEEK_DAYS = 7  # who wants only the last reminders hears those of this many days before the last day


class Kind(StrEnum):
    """What sort of moment it is."""

    AHEAD = "ahead"  # some days before the last day
    LAST_CALL = "last_call"  # on the last day, or the working day before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A round, or what is left of it for one municipality: [opens_at, closes_at), both aware."""

    opens_at: datetime
    closes_at: datetime
    zone: ZoneInfo

    @property
    def last_day(self) -> date:
        """Return the day up to and including which can be submitted, in the zone of the call."""
        return (self.closes_at - timedelta(microseconds=1)).astimezone(self.zone).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A moment at which people are owed a reminder."""

    at: datetime  # UTC
    on: date  # its day in the zone of the call
    kind: Kind
    days_before: int  # as the rule counts them; 0 for a last call
    turn: int = 0  # 1 for the second last call of a day, 2 for the third

    @property
    def is_of_last_week(self) -> bool:
        """Return whether people who only want the last reminders get this one."""
        return self.days_before <= LAST_WEEK_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One reminder for all the occasions that fell due: the newest of them, and when it may leave."""

    occasion: Occasion
    send_at: datetime  # UTC
    merged: int  # how many occasions it stands for


def occasions(
    deadline: Deadline, rule: ReminderRule, days_before: Sequence[int], *, with_last_calls: bool = True
) -> tuple[Occasion, ...]:
    """Return the occasions before a deadline in order: at most one a day, but for the last calls.

    Each lies on a working day, earlier than its number of days rather than later, and within the round.
    """
    last_calls = list(_last_calls(deadline, rule)) if with_last_calls else []
    taken = {one.on for one in last_calls}
    ahead: dict[date, Occasion] = {}
    for days in sorted(set(days_before)):
        day = on_or_before(deadline.last_day - days * DAY)
        if day not in taken:  # nearer to the deadline says more
            ahead.setdefault(day, _occasion(deadline, day, rule.at_hour, Kind.AHEAD, days))
    found = [*ahead.values(), *last_calls]
    return tuple(sorted((o for o in found if deadline.opens_at <= o.at < deadline.closes_at), key=lambda o: o.at))


def owed(
    all_occasions: Sequence[Occasion], deadline: Deadline, rule: ReminderRule, since: datetime, until: datetime
) -> Owed | None:
    """Return the one reminder for what fell due in (since, until], or None when nothing did or it would be too late.

    One that has to wait for the next day leaves it to the occasion of that day, when there is one.
    """
    fallen = [one for one in all_occasions if since < one.at <= until]
    send_at = next_allowed(until, deadline, rule) if fallen else None
    if send_at is None:
        return None
    on = send_at.astimezone(deadline.zone).date()
    if send_at > until and any(one.on == on and one.at > until for one in all_occasions):
        return None
    return Owed(occasion=fallen[-1], send_at=send_at.astimezone(UTC), merged=len(fallen))


def next_allowed(now: datetime, deadline: Deadline, rule: ReminderRule) -> datetime | None:
    """Return the first moment from `now` out of the quiet hours, on a working day if one is left; None: too late."""
    awake = quiet_hours.next_out(rule, deadline.zone, now)
    working = awake
    while not is_working_day(working.date()) and working < deadline.closes_at:
        working = quiet_hours.next_out(rule, deadline.zone, _at(working.date() + DAY, 0, deadline.zone))
    return next((moment for moment in (working, awake) if moment < deadline.closes_at), None)


def _last_calls(deadline: Deadline, rule: ReminderRule) -> Iterator[Occasion]:
    day = on_or_before(deadline.last_day)
    for turn, hour in enumerate(sorted(rule.last_call_hours)):
        yield _occasion(deadline, day, hour, Kind.LAST_CALL, 0, turn)


def _occasion(deadline: Deadline, day: date, hour: int, kind: Kind, days: int, turn: int = 0) -> Occasion:
    at = _at(day, hour, deadline.zone).astimezone(UTC)
    return Occasion(at=at, on=day, kind=kind, days_before=days, turn=turn)


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=zone)
