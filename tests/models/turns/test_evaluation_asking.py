"""When the evaluation is asked: on a working day, at the hour of reminders or later, never at night."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from models.call_files.call_file import shipped_call
from models.calls.call import Call
from models.turns.after import evaluation_asking

BRUSSELS = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True)
class OfCall:
    call: Call


@pytest.mark.parametrize(
    ("now", "out"),
    [
        ("2022-04-01 00:00", "2022-04-01 09:00"),  # Friday
        ("2022-04-01 08:59", "2022-04-01 09:00"),
        ("2022-04-01 15:30", "2022-04-01 15:30"),
        ("2022-04-01 20:00", "2022-04-04 09:00"),  # the weekend between
        ("2022-04-02 10:00", "2022-04-04 09:00"),
        ("2022-04-16 00:05", "2022-04-19 09:00"),  # Easter Monday
        ("2022-03-27 02:30", "2022-03-28 09:00"),  # an hour that does not exist
        ("2021-10-31 02:30", "2021-11-02 09:00"),  # an hour that comes twice, then All Saints
    ],
)
def test_it_leaves_when_people_are_at_work(now: str, out: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=BRUSSELS)

    found = evaluation_asking._out_at(OfCall(shipped_call("profploeg")), moment)

    assert found == datetime.fromisoformat(out).replace(tzinfo=BRUSSELS)
