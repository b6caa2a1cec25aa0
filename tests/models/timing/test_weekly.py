"""The moments of the weekly lists: Mondays, holidays, the clock change, and absences."""

from datetime import UTC, datetime

import pytest

from models.timing.weekly import due_list, weekly_moments
from tests.fakes.deadline import brussels


def due(since: str, now: str) -> tuple[str, datetime] | None:
    found = due_list(brussels(since), brussels(now))
    return (found.week, found.at) if found else None


def test_it_is_monday_at_half_past_eight_also_over_the_end_of_summer_time_and_all_saints() -> None:
    found = weekly_moments(brussels("2021-10-11 08:30"), brussels("2021-11-15 08:30"))
    assert [f"{moment:%a %d %b %H:%M %z}" for moment in found] == [
        "Mon 18 Oct 08:30 +0200",
        "Mon 25 Oct 08:30 +0200",
        "Tue 02 Nov 08:30 +0100",
        "Mon 08 Nov 08:30 +0100",
        "Mon 15 Nov 08:30 +0100",
    ]


def test_it_keeps_its_hour_over_the_begin_of_summer_time() -> None:
    found = weekly_moments(brussels("2022-03-21 12:00"), brussels("2022-03-28 12:00"))
    assert [moment.astimezone(UTC).hour for moment in found] == [6]


@pytest.mark.parametrize("week", range(1, 53))
def test_every_week_of_a_year_has_one(week: int) -> None:
    monday = datetime.fromisocalendar(2022, week, 1).replace(tzinfo=UTC)
    sunday = datetime.fromisocalendar(2022, week, 7).replace(tzinfo=UTC)
    assert len(weekly_moments(monday, sunday)) == 1


@pytest.mark.parametrize(
    ("since", "now", "expected"),
    [
        ("2021-10-18 08:30", "2021-10-25 08:29:59", None),
        ("2021-10-18 08:30", "2021-10-25 08:30", ("2021-W43", "2021-10-25 08:30")),
        ("2021-10-25 08:30", "2021-10-25 08:31", None),  # done
        ("2021-10-25 08:30", "2021-11-01 12:00", None),  # All Saints
        ("2021-10-25 08:30", "2021-11-02 08:30", ("2021-W44", "2021-11-02 08:30")),
    ],
)
def test_a_list_is_due_from_its_moment_on(since: str, now: str, expected: tuple[str, str] | None) -> None:
    assert due(since, now) == (expected and (expected[0], brussels(expected[1])))


def test_after_five_weeks_away_there_is_one_the_newest() -> None:
    assert due("2021-09-13 09:00", "2021-10-20 10:00") == ("2021-W42", brussels("2021-10-20 10:00"))


@pytest.mark.parametrize(
    ("back", "at"),
    [
        ("2021-10-25 17:59", "2021-10-25 17:59"),
        ("2021-10-25 23:00", "2021-10-26 08:30"),
        ("2021-10-26 08:00", "2021-10-26 08:30"),
        ("2021-10-26 12:00", "2021-10-26 12:00"),
        ("2021-10-26 22:00", "2021-10-27 08:30"),
        ("2021-10-29 17:59", "2021-10-29 17:59"),
        ("2021-10-29 18:00", None),  # a Friday evening: Tuesday's list says it all, Monday is a holiday
        ("2021-10-31 12:00", None),
    ],
)
def test_what_was_missed_is_made_up_for_while_offices_are_open(back: str, at: str | None) -> None:
    found = due("2021-10-20 09:00", back)
    assert (found and found[1]) == (brussels(at) if at else None)


def test_a_list_is_of_no_use_once_the_next_one_is_due() -> None:
    found = due_list(brussels("2021-10-20 09:00"), brussels("2021-10-25 08:30"))
    assert found is not None
    assert found.until == brussels("2021-11-02 08:30")
