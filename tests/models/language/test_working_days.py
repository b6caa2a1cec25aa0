"""Working days in Belgium: weekends, holidays, and counting in Brussels."""

from datetime import UTC, date, datetime

import pytest

from models.language.working_days import (
    BRUSSELS,
    MOST,
    is_working_day,
    on_or_after,
    on_or_before,
    working_days_before,
    working_days_between,
)


def brussels(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2021, 10, 29), True),  # Friday
        (date(2021, 10, 30), False),  # Saturday
        (date(2021, 10, 31), False),  # Sunday, on which the clock goes back
        (date(2021, 11, 1), False),  # All Saints
        (date(2021, 11, 2), True),
        (date(2021, 11, 11), False),  # Armistice
        (date(2021, 11, 12), True),  # the last day of the second round
        (date(2021, 11, 15), True),  # the King's feast: offices are open
        (date(2021, 12, 24), True),
        (date(2022, 1, 1), False),
        (date(2022, 4, 17), False),  # Easter
        (date(2022, 4, 18), False),  # Easter Monday
        (date(2022, 5, 26), False),  # Ascension
        (date(2022, 6, 6), False),  # Whit Monday
        (date(2022, 7, 11), True),  # the Flemish feast is no legal holiday
        (date(2022, 7, 21), False),
        (date(2022, 8, 15), False),
    ],
)
def test_offices_are_open_on_working_days(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2021-10-20 10:00", "2021-10-20 23:59:59", 0),  # the day itself does not count
        ("2021-10-20 10:00", "2021-10-21 00:00", 1),
        ("2021-10-20 10:00", "2021-10-23 00:00", 2),
        ("2021-10-22 16:00", "2021-10-24 23:59", 0),  # a weekend
        ("2021-10-22 16:00", "2021-10-25 00:00", 1),
        ("2021-10-28 10:00", "2021-11-02 23:59", 2),  # over All Saints and the end of summer time
        ("2021-10-28 10:00", "2021-11-03 00:00", 3),
        ("2022-03-25 10:00", "2022-03-28 00:00", 1),  # over the begin of summer time
        ("2021-12-31 23:00", "2022-01-03 00:00", 1),  # over the new year
        ("2021-10-21 10:00", "2021-10-20 10:00", 0),  # backwards
    ],
)
def test_working_days_are_counted_by_their_beginning(start: str, end: str, days: int) -> None:
    assert working_days_between(brussels(start), brussels(end)) == days


def test_days_begin_in_brussels_whatever_the_zone_of_the_moments() -> None:
    late_in_brussels = datetime(2021, 10, 20, 22, 30, tzinfo=UTC)  # 0.30 on Thursday there
    assert working_days_between(late_in_brussels, brussels("2021-10-21 23:00")) == 0
    assert working_days_between(late_in_brussels, brussels("2021-10-22 00:00")) == 1


def test_counting_ends_at_more_than_a_year_of_working_days() -> None:
    assert working_days_between(brussels("2000-01-01 00:00"), brussels("2100-01-01 00:00")) == MOST


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2021, 11, 10), date(2021, 11, 10), date(2021, 11, 10)),  # a working day is its own
        (date(2021, 11, 11), date(2021, 11, 10), date(2021, 11, 12)),
        (date(2021, 10, 30), date(2021, 10, 29), date(2021, 11, 2)),  # a weekend and All Saints behind it
        (date(2022, 1, 1), date(2021, 12, 31), date(2022, 1, 3)),
    ],
)
def test_the_nearest_working_day_lies_on_either_side(day: date, before: date, after: date) -> None:
    assert (on_or_before(day), on_or_after(day)) == (before, after)


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2021, 11, 12), 0, date(2021, 11, 12)),
        (date(2021, 11, 12), 1, date(2021, 11, 10)),  # over Armistice
        (date(2021, 11, 14), 1, date(2021, 11, 12)),  # a Sunday itself is none
        (date(2021, 11, 3), 2, date(2021, 10, 29)),  # over All Saints, a weekend and the end of summer time
    ],
)
def test_working_days_are_counted_back(day: date, count: int, found: date) -> None:
    assert working_days_before(day, count) == found
