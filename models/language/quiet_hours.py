"""When nobody is written to: from the evening until the morning, in the zone of the call."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.calls.call import ReminderRule


def next_out(rule: ReminderRule, zone: ZoneInfo, moment: datetime) -> datetime:
    """Return `moment`, or the end of the quiet hours in which it falls."""
    local = moment.astimezone(zone)
    day = local.date() + timedelta(days=1 if local.hour >= rule.quiet_from_hour else 0)
    ends = datetime.combine(day, time(rule.quiet_until_hour), tzinfo=zone)
    return max(moment, ends) if local.hour >= rule.quiet_from_hour or local < ends else moment
