"""The backward plan: from the deadline back to the college, on both sides of every edge."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.language.working_days import is_working_day, working_days_before
from models.timing.backward_plan import Habit, Outlook, Step, backward_plan

SECOND = date(2021, 11, 12)  # a Friday, the day after Armistice
FIRST = date(2021, 8, 13)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)


def plan(weekday: int, agenda_days: int = 7, last_day: date = SECOND):
    return backward_plan(last_day, Habit(weekday=weekday, agenda_days=agenda_days))


@pytest.mark.parametrize(
    ("weekday", "meeting_on"),
    [
        (MONDAY, date(2021, 11, 8)),  # two working days for the signature, one to send it
        (TUESDAY, date(2021, 11, 2)),
        (WEDNESDAY, date(2021, 11, 3)),
        (THURSDAY, date(2021, 11, 4)),  # 11 November is a holiday
        (FRIDAY, date(2021, 11, 5)),
    ],
)
def test_the_last_meeting_leaves_time_to_sign_and_to_send(weekday: int, meeting_on: date) -> None:
    found = plan(weekday)
    assert found.meeting_on == meeting_on
    assert found.signed_on == date(2021, 11, 10)
    assert found.last_day == SECOND


def test_a_meeting_that_falls_on_a_holiday_is_the_one_before() -> None:
    assert plan(MONDAY, last_day=date(2021, 11, 5)).meeting_on == date(2021, 10, 25)  # 1 November is All Saints


@pytest.mark.parametrize(
    ("agenda_days", "agenda_on"),
    [
        (3, date(2021, 11, 5)),
        (7, date(2021, 10, 29)),  # Monday 1 November is a holiday: the Friday before
        (10, date(2021, 10, 29)),
        (14, date(2021, 10, 25)),
    ],
)
def test_the_agenda_closes_so_many_days_before_and_on_a_working_day(agenda_days: int, agenda_on: date) -> None:
    assert plan(MONDAY, agenda_days).agenda_on == agenda_on


def test_more_days_for_the_signature_bring_the_meeting_forward() -> None:
    slow = backward_plan(SECOND, Habit(weekday=MONDAY, agenda_days=7), signature_days=3)
    assert slow.meeting_on == date(2021, 10, 25)


def test_the_summer_round_counts_the_same_way() -> None:
    found = plan(MONDAY, last_day=FIRST)
    assert [day for _, day in found.steps] == [date(2021, 8, 2), date(2021, 8, 9), date(2021, 8, 12), FIRST]


@pytest.mark.parametrize(
    ("today", "outlook"),
    [
        (date(2021, 10, 20), Outlook.POSSIBLE),
        (date(2021, 10, 29), Outlook.POSSIBLE),  # the day itself
        (date(2021, 10, 30), Outlook.AGENDA_CLOSED),
        (date(2021, 11, 8), Outlook.AGENDA_CLOSED),
        (date(2021, 11, 9), Outlook.MEETING_GONE),
        (date(2021, 11, 12), Outlook.MEETING_GONE),
    ],
)
def test_what_is_no_longer_possible_is_known(today: date, outlook: Outlook) -> None:
    assert plan(MONDAY).outlook(today) is outlook


def test_an_extra_meeting_is_in_time_up_to_the_day_that_leaves_time_to_sign() -> None:
    assert plan(TUESDAY).extra_on == date(2021, 11, 8)


@given(
    last_day=some.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31)),
    weekday=some.integers(0, 4),
    agenda_days=some.integers(0, 60),
)
def test_whatever_the_deadline_the_steps_are_in_order_and_on_working_days(
    last_day: date, weekday: int, agenda_days: int
) -> None:
    found = plan(weekday, agenda_days, last_day)
    days = [day for _, day in found.steps]
    assert [step for step, _ in found.steps] == list(Step)
    assert days == sorted(days)
    assert all(is_working_day(day) for day in days[:3])
    assert found.meeting_on.weekday() == weekday
    assert found.meeting_on <= found.extra_on == working_days_before(last_day, 3)
    assert found.extra_on - found.meeting_on < timedelta(days=28)  # holidays never take a month of meetings
