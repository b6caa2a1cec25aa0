"""When nobody is written to: from the evening until the morning, in the zone of the call."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.calls.call import ReminderRule


def next_out(rule: ReminderRule, zone: ZoneInfo, moment: datetime) -> datetime:
    """Return `moment` in `zone` when it is not in the quiet hours, else their end; they may span midnight."""
    local = moment.astimezone(zone)
    start, end = rule.quiet_from_hour, rule.quiet_until_hour
    spans_midnight = start > end
    late, early = local.hour >= start, local.hour < end
    quiet = (late or early) if spans_midnight else (late and early)
    if not quiet:
        return local
    day = local.date() + timedelta(days=1) if spans_midnight and late else local.date()
    return datetime.combine(day, time(end), tzinfo=zone)
