"""Nobody is written to at night, also in the night in which the clock changes."""

from dataclasses import replace
from datetime import datetime

import pytest

from models.call_files.call_file import shipped_call
from models.language import quiet_hours

CALL = shipped_call("profploeg-2021")


@pytest.mark.parametrize(
    ("moment", "out"),
    [
        ("2021-08-14 00:00:00", "2021-08-14 08:00:00"),
        ("2021-08-14 07:59:59", "2021-08-14 08:00:00"),
        ("2021-08-14 08:00:00", "2021-08-14 08:00:00"),
        ("2021-08-14 19:59:59", "2021-08-14 19:59:59"),
        ("2021-08-14 20:00:00", "2021-08-15 08:00:00"),
        ("2021-10-30 23:00:00", "2021-10-31 08:00:00"),
        ("2022-03-26 23:00:00", "2022-03-27 08:00:00"),
    ],
)
def test_a_message_waits_until_the_morning(moment: str, out: str) -> None:
    found = quiet_hours.next_out(CALL.reminders, CALL.zone, datetime.fromisoformat(moment).replace(tzinfo=CALL.zone))
    assert found == datetime.fromisoformat(out).replace(tzinfo=CALL.zone)


@pytest.mark.parametrize(
    ("hours", "moment", "hour"), [((1, 6), 3, 6), ((1, 6), 6, 6), ((1, 6), 0, 0), ((0, 0), 3, 3), ((8, 8), 8, 8)]
)
def test_quiet_hours_may_lie_within_a_day_or_not_be_there(hours: tuple[int, int], moment: int, hour: int) -> None:
    rule = replace(CALL.reminders, quiet_from_hour=hours[0], quiet_until_hour=hours[1])
    at = datetime(2021, 8, 14, moment, tzinfo=CALL.zone)
    assert quiet_hours.next_out(rule, CALL.zone, at) == datetime(2021, 8, 14, hour, tzinfo=CALL.zone)
