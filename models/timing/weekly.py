"""When the weekly lists of officers leave: Monday at half past eight, or the next working day.

Source: ARCHITECTURE.md, Rules: Weekly lists.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models.language.working_days import BRUSSELS, is_working_day, on_or_after

AT = time(8, 30)
LATEST = time(18, 0)  # a list that is made up for is read the next morning when the office is closed by now
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """The list of one week: when it leaves, and until when it is of use."""

    week: str  # "2021-W43": the name under which it is sent once
    at: datetime
    until: datetime  # the next one takes its place


def weekly_moment(day: date) -> datetime:
    """Return the moment of the week in which `day` lies."""
    monday = day - timedelta(days=day.weekday())
    return datetime.combine(on_or_after(monday), AT, tzinfo=BRUSSELS)


def weekly_moments(since: datetime, until: datetime) -> tuple[datetime, ...]:
    """Return every moment in (since, until], in order."""
    day, found = since.astimezone(BRUSSELS).date(), []
    while (moment := weekly_moment(day)) <= until:
        found += [moment] if since < moment else []
        day += A_WEEK
    return tuple(found)


def due_list(since: datetime, now: datetime) -> Weekly | None:
    """Return the one list that is due, with everything up to `since` done; None when none is.

    After an absence of weeks that is one, the newest. Where no office is open any more before the next one, there is
    none: that one says it all.
    """
    moment = _newest(now)
    if moment <= since:
        return None
    until = weekly_moment(moment.date() + A_WEEK)
    at = _office_hour(now)
    year, week, _ = moment.date().isocalendar()
    return Weekly(week=f"{year}-W{week:02}", at=at, until=until) if at < until else None


def _newest(now: datetime) -> datetime:
    """Return the last moment that is not after `now`."""
    today = now.astimezone(BRUSSELS).date()
    this_week = weekly_moment(today)
    return this_week if this_week <= now else weekly_moment(today - A_WEEK)


def _office_hour(now: datetime) -> datetime:
    """Return `now` while offices are open, else the next morning on which they are."""
    local = now.astimezone(BRUSSELS)
    if is_working_day(local.date()) and AT <= local.time() < LATEST:
        return now
    day = local.date() if local.time() < AT else local.date() + timedelta(days=1)
    return datetime.combine(on_or_after(day), AT, tzinfo=BRUSSELS)
