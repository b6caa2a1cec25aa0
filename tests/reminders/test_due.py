"""When a reminder is owed: both sides of every edge, weekends, holidays, and the days on which the clock changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from models.calls.call import ReminderRule
from models.language.working_days import BRUSSELS, is_working_day
from reminders.due import Deadline, Kind, Occasion, Owed, next_allowed, occasions, owed

RULE = ReminderRule(
    days_before=(42, 28, 14, 7, 3, 1),
    interest_days_before=(28, 14, 7),
    at_hour=9,
    last_call_hours=(9, 14),
    quiet_from_hour=20,
    quiet_until_hour=8,
)
SECOND = timedelta(seconds=1)


def brussels(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=BRUSSELS)


def closing_after(day: str, opens: str = "2021-06-25") -> Deadline:
    """Return the deadline "up to and including" a day."""
    end = brussels(day) + timedelta(days=1)
    return Deadline(opens_at=brussels(opens), closes_at=end, zone=BRUSSELS)


ROUND_2 = closing_after("2021-11-12", "2021-08-14")
OF_ROUND_2 = occasions(ROUND_2, RULE, RULE.days_before)


def local(moment: datetime) -> str:
    return f"{moment.astimezone(BRUSSELS):%Y-%m-%d %H:%M}"


def plan(deadline: Deadline, rule: ReminderRule = RULE) -> list[str]:
    return [f"{local(one.at)} {one.days_before}" for one in occasions(deadline, rule, rule.days_before)]


def due(since: str, until: str, deadline: Deadline = ROUND_2) -> Owed | None:
    every = occasions(deadline, RULE, RULE.days_before)
    return owed(every, deadline, RULE, brussels(since), brussels(until))


# Which moments there are.


def test_the_second_round_of_2021_goes_round_its_weekends_and_holidays() -> None:
    assert plan(ROUND_2) == [
        "2021-10-01 09:00 42",
        "2021-10-15 09:00 28",
        "2021-10-29 09:00 14",
        "2021-11-05 09:00 7",
        "2021-11-09 09:00 3",
        "2021-11-10 09:00 1",  # the eleventh is Armistice
        "2021-11-12 09:00 0",
        "2021-11-12 14:00 0",
    ]


def test_moments_are_utc_so_nine_in_brussels_is_another_hour_after_the_clock_change() -> None:
    assert [one.at for one in OF_ROUND_2][2:4] == [
        datetime(2021, 10, 29, 7, 0, tzinfo=UTC),
        datetime(2021, 11, 5, 8, 0, tzinfo=UTC),
    ]


def test_a_round_that_ends_after_the_clock_change_of_march_is_counted_in_days_not_in_hours() -> None:
    of_march = occasions(closing_after("2022-03-28"), RULE, (3, 1))
    assert [local(one.at) for one in of_march] == ["2022-03-25 09:00", "2022-03-28 09:00", "2022-03-28 14:00"]
    assert [one.at.hour for one in of_march] == [8, 7, 12]


@pytest.mark.parametrize(
    ("last_day", "last_calls"),
    [
        ("2021-11-13", "2021-11-12"),  # Saturday
        ("2021-11-14", "2021-11-12"),  # Sunday
        ("2021-11-11", "2021-11-10"),  # Armistice
        ("2021-11-01", "2021-10-29"),  # All Saints, a Monday
        ("2021-11-02", "2021-11-02"),
    ],
)
def test_the_last_call_comes_on_the_last_day_or_the_working_day_before(last_day: str, last_calls: str) -> None:
    calls = [one for one in occasions(closing_after(last_day), RULE, ()) if one.kind is Kind.LAST_CALL]
    assert [local(one.at) for one in calls] == [f"{last_calls} 09:00", f"{last_calls} 14:00"]
    assert [one.turn for one in calls] == [0, 1]


def test_when_two_fall_on_one_day_the_one_nearest_to_the_deadline_stays() -> None:
    on_monday = plan(closing_after("2021-11-15"))
    assert on_monday[-3:] == ["2021-11-12 09:00 1", "2021-11-15 09:00 0", "2021-11-15 14:00 0"]
    assert "2021-11-12 09:00 3" not in on_monday
    on_sunday = plan(closing_after("2021-11-14"))
    assert on_sunday[-3:] == ["2021-11-10 09:00 3", "2021-11-12 09:00 0", "2021-11-12 14:00 0"]


def test_every_last_day_of_a_year_has_occasions_on_working_days_only_and_one_a_day() -> None:
    for last_day in (date(2021, 9, 1) + timedelta(days=n) for n in range(400)):
        found = occasions(closing_after(last_day.isoformat(), "2021-01-01"), RULE, RULE.days_before)
        assert all(is_working_day(one.on) and one.on <= last_day for one in found), last_day
        assert {one.at.astimezone(BRUSSELS).hour for one in found} == {9, 14}, last_day
        assert len({one.on for one in found}) == len(found) - 1, last_day  # the second last call shares its day
        assert all(earlier.at < later.at for earlier, later in pairwise(found)), last_day


def test_nothing_comes_at_the_deadline_or_after_it_and_nothing_before_the_round_opens() -> None:
    at_two = replace(ROUND_2, closes_at=brussels("2021-11-12 14:00"))
    assert plan(at_two)[-1] == "2021-11-12 09:00 0"
    just_after = replace(ROUND_2, closes_at=brussels("2021-11-12 14:00:01"))
    assert plan(just_after)[-1] == "2021-11-12 14:00 0"
    assert plan(replace(ROUND_2, opens_at=brussels("2021-10-01 09:00")))[0] == "2021-10-01 09:00 42"
    assert plan(replace(ROUND_2, opens_at=brussels("2021-10-01 09:00:01")))[0] == "2021-10-15 09:00 28"


def test_a_deadline_within_a_day_belongs_to_that_day_and_one_at_midnight_to_the_day_before() -> None:
    assert replace(ROUND_2, closes_at=brussels("2021-11-19 12:00")).last_day == date(2021, 11, 19)
    assert replace(ROUND_2, closes_at=brussels("2021-11-20 00:00")).last_day == date(2021, 11, 19)


def test_who_showed_interest_hears_it_less_often_and_gets_no_last_call() -> None:
    gentle = occasions(ROUND_2, RULE, RULE.interest_days_before, with_last_calls=False)
    assert [local(one.at) for one in gentle] == ["2021-10-15 09:00", "2021-10-29 09:00", "2021-11-05 09:00"]


@pytest.mark.parametrize(("days", "wanted"), [(8, False), (7, True), (1, True), (0, True)])
def test_the_last_week_begins_seven_days_before(days: int, wanted: bool) -> None:
    one = Occasion(at=brussels("2021-11-05"), on=date(2021, 11, 5), kind=Kind.AHEAD, days_before=days)
    assert one.is_of_last_week is wanted


# What fell due between two looks.


def test_an_occasion_falls_due_at_its_moment_and_never_again() -> None:
    assert due("2021-11-05 08:59:00", "2021-11-05 08:59:59") is None
    at_nine = due("2021-11-05 08:59:59", "2021-11-05 09:00:00")
    assert at_nine is not None
    assert (at_nine.occasion.days_before, local(at_nine.send_at), at_nine.merged) == (7, "2021-11-05 09:00", 1)
    assert due("2021-11-05 09:00:00", "2021-11-05 09:00:01") is None


def test_a_bot_that_was_away_from_the_seventh_to_the_third_day_before_owes_one_merged_reminder() -> None:
    back = due("2021-11-05 08:00", "2021-11-09 10:00")
    assert back is not None
    assert (back.occasion.days_before, local(back.send_at), back.merged) == (3, "2021-11-09 10:00", 2)


@pytest.mark.parametrize(
    ("back_at", "leaves_at"),
    [
        ("2021-11-05 19:59:59", "2021-11-05 19:59"),
        ("2021-11-05 20:00:00", "2021-11-08 08:00"),  # quiet, and then it is weekend
        ("2021-11-06 10:00:00", "2021-11-08 08:00"),  # Saturday
        ("2021-11-08 07:59:59", "2021-11-08 08:00"),
        ("2021-11-08 08:00:00", "2021-11-08 08:00"),
    ],
)
def test_what_was_missed_leaves_outside_the_quiet_hours_on_a_working_day(back_at: str, leaves_at: str) -> None:
    back = due("2021-11-05 08:00", back_at)
    assert back is not None
    assert local(back.send_at) == leaves_at


def test_what_was_missed_leaves_on_a_holiday_only_when_no_working_day_is_left() -> None:
    until_sunday = closing_after("2021-11-14")
    left = due("2021-11-12 08:00", "2021-11-13 11:00", until_sunday)
    assert left is not None
    assert local(left.send_at) == "2021-11-13 11:00"
    in_the_night = due("2021-11-12 08:00", "2021-11-13 23:00", until_sunday)
    assert in_the_night is not None
    assert local(in_the_night.send_at) == "2021-11-14 08:00"


def test_nothing_leaves_after_the_deadline() -> None:
    assert due("2021-11-12 08:00", "2021-11-12 19:59") is not None
    assert due("2021-11-12 08:00", "2021-11-12 20:00") is None
    assert due("2021-11-12 08:00", "2021-11-13 00:00") is None
    assert due("2021-11-05 08:00", "2021-11-20 10:00") is None


def test_what_was_missed_is_left_to_the_occasion_of_the_day_on_which_it_would_leave() -> None:
    assert due("2021-11-10 08:00", "2021-11-10 21:00") is None  # the next working day has the last calls
    assert due("2021-11-10 08:00", "2021-11-12 08:30") is not None  # now is now
    assert due("2021-11-12 08:30", "2021-11-12 09:00") is not None


def test_between_the_last_calls_each_is_owed_once_and_together_they_are_one() -> None:
    first, second = due("2021-11-12 08:00", "2021-11-12 10:00"), due("2021-11-12 10:00", "2021-11-12 14:00")
    both = due("2021-11-12 08:00", "2021-11-12 15:00")
    assert first is not None
    assert second is not None
    assert both is not None
    assert [(o.occasion.turn, o.merged) for o in (first, second, both)] == [(0, 1), (1, 1), (1, 2)]


@pytest.mark.parametrize(
    ("rule", "now", "allowed"),
    [
        (RULE, "2021-11-03 20:00", "2021-11-04 08:00"),
        (RULE, "2021-11-03 00:00", "2021-11-03 08:00"),
        (replace(RULE, quiet_from_hour=12, quiet_until_hour=14), "2021-11-03 13:59", "2021-11-03 14:00"),
        (replace(RULE, quiet_from_hour=12, quiet_until_hour=14), "2021-11-03 14:00", "2021-11-03 14:00"),
        (replace(RULE, quiet_from_hour=8, quiet_until_hour=8), "2021-11-03 03:00", "2021-11-03 03:00"),
        (replace(RULE, quiet_from_hour=0, quiet_until_hour=0), "2021-11-06 03:00", "2021-11-08 00:00"),
        (RULE, "2021-10-31 02:30", "2021-11-02 08:00"),  # the hour that comes twice, a Sunday before a holiday
        (RULE, "2022-03-27 03:30", "2022-03-28 08:00"),
    ],
)
def test_quiet_hours_end_at_their_hour_on_the_clock_of_the_wall(rule: ReminderRule, now: str, allowed: str) -> None:
    far = closing_after("2022-06-30")
    found = next_allowed(brussels(now), far, rule)
    assert found is not None
    assert local(found) == allowed


# The clock.


def looks(*moments: str) -> list[int]:
    """Return which occasions are owed when these are the moments at which somebody looks; the mark never goes back."""
    found, since = [], brussels(moments[0])
    for moment in moments[1:]:
        now = brussels(moment)
        one = owed(OF_ROUND_2, ROUND_2, RULE, since, now)
        found += [one.occasion.days_before] if one else []
        since = max(since, now)
    return found


def test_a_look_every_minute_across_the_clock_change_finds_everything_once() -> None:
    moment, end = brussels("2021-10-28 00:00").astimezone(UTC), brussels("2021-11-03 00:00").astimezone(UTC)
    every = occasions(closing_after("2021-11-01"), RULE, RULE.days_before)
    found = []
    while moment < end:
        one = owed(every, closing_after("2021-11-01"), RULE, moment, moment + timedelta(minutes=1))
        found += [local(one.occasion.at)] if one else []
        moment += timedelta(minutes=1)
    assert found == ["2021-10-29 09:00", "2021-10-29 14:00"]


def test_a_clock_that_jumps_back_finds_nothing_twice() -> None:
    assert looks("2021-11-05 08:00", "2021-11-05 09:01", "2021-11-05 08:01", "2021-11-05 09:02") == [7]
    assert looks("2021-11-05 08:00", "2021-11-05 09:01", "2021-11-04 09:01", "2021-11-05 09:02") == [7]


def test_a_clock_that_jumps_ahead_skips_nothing() -> None:
    assert looks("2021-11-05 08:30", "2021-11-05 09:30", "2021-11-09 09:00") == [7, 3]
    assert looks("2021-11-04 09:30", "2021-11-05 09:30", "2021-11-04 09:40", "2021-11-09 09:00") == [7, 3]
    assert looks("2021-11-08 12:00", "2021-11-09 12:00", "2021-11-10 12:00", "2021-11-12 12:00") == [3, 1, 0]
