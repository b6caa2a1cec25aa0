"""How applications came in: by the day of the call, up to today, with the total of the figures."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.call_files.call_file import shipped_call
from models.calls.stages import Stage
from models.figures.over_time import Course, Day, over_time
from models.records.counted.figure_queries import Counted

BRUSSELS = ZoneInfo("Europe/Brussels")
CALL = shipped_call("profploeg-2021")
FIRST, SECOND = CALL.round("2021-1"), CALL.round("2021-2")
LATER = datetime(2021, 12, 1, 10, 0, tzinfo=BRUSSELS)


def sent(at: datetime, round_id: str = "2021-1") -> Counted:
    return Counted(
        application_id=1,
        number="PROF-2021-1-0001",
        round_id=round_id,
        nis_code="13008",
        stage=Stage.SUBMITTED,
        sent_at=at,
        admissible=False,
        selected=False,
        late=False,
    )


def course(*moments: datetime, now: datetime = LATER) -> Course:
    return over_time([sent(at) for at in moments], FIRST, BRUSSELS, now)


def test_days_are_in_order_and_each_total_holds_what_came_before() -> None:
    found = course(*(datetime(2021, 8, day, 12, tzinfo=BRUSSELS) for day in (13, 2, 13, 12)))
    assert found.days == (
        Day(on=date(2021, 8, 2), sent=1, total=1),
        Day(on=date(2021, 8, 12), sent=1, total=2),
        Day(on=date(2021, 8, 13), sent=2, total=4),
    )
    assert (found.total, found.since(date(2021, 8, 12)), found.since(date(2021, 8, 14))) == (4, 3, 0)


@pytest.mark.parametrize(("before_midnight", "day"), [(1, 12), (0, 13)])
def test_a_day_is_one_of_the_zone_of_the_call(before_midnight: int, day: int) -> None:
    midnight = datetime(2021, 8, 12, 22, 0, tzinfo=ZoneInfo("UTC"))  # in Brussels the 13th begins
    [only] = course(midnight - timedelta(microseconds=before_midnight)).days
    assert only.on == date(2021, 8, day)


def test_a_round_runs_from_its_opening_to_its_last_day() -> None:
    found = course()
    assert (found.first_on, found.last_on) == (FIRST.opens_at.date(), date(2021, 8, 13))
    assert (found.total, found.days) == (0, ())


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (FIRST.opens_at, FIRST.opens_at.date()),
        (FIRST.opens_at - timedelta(days=9), FIRST.opens_at.date()),
        (datetime(2021, 8, 10, 12, tzinfo=BRUSSELS), date(2021, 8, 10)),
        (LATER, date(2021, 8, 13)),
    ],
)
def test_there_are_facts_up_to_today_and_never_beyond_the_end(now: datetime, until: date) -> None:
    assert course(now=now).until_on == until


def test_who_had_more_time_makes_the_round_longer_and_its_deadline_stays() -> None:
    found = course(datetime(2021, 8, 20, 12, tzinfo=BRUSSELS))
    assert (found.last_on, found.until_on, found.deadline_on) == (
        date(2021, 8, 20),
        date(2021, 8, 20),
        date(2021, 8, 13),
    )


def test_other_rounds_are_left_out() -> None:
    found = over_time([sent(LATER, "2021-2"), sent(LATER)], SECOND, BRUSSELS, LATER)
    assert found.total == 1
