"""The charts: as high and as long as their numbers, whole numbers at the axis, and no line where there are no facts."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.web.figures import charts
from models.figures.over_time import Course, Day

FIRST, LAST = date(2021, 6, 9), date(2021, 8, 13)


def course(*days: tuple[date, int], until: date = LAST, last: date = LAST) -> Course:
    total, found = 0, []
    for on, sent in days:
        total += sent
        found.append(Day(on=on, sent=sent, total=total))
    return Course(first_on=FIRST, last_on=last, until_on=until, deadline_on=LAST, days=tuple(found))


def numbers(path: str) -> list[float]:
    return [float(one) for one in re.findall(r"[\d.]+", path)]


def test_the_line_begins_at_the_axis_steps_up_on_each_day_and_ends_where_the_facts_end() -> None:
    chart = charts.steps(course((date(2021, 8, 1), 2), (LAST, 3)))
    assert chart.line.count("V") == 2
    start_x, start_y, first_x, first_y, second_x, top, end_x = numbers(chart.line)
    assert (start_x, start_y) == (charts.LEFT, charts.HEIGHT - charts.BOTTOM)
    assert start_x < first_x < second_x == end_x == chart.deadline_x == charts.WIDTH - charts.RIGHT
    assert start_y > first_y > top == charts.TOP
    assert (start_y - first_y) / (start_y - top) == pytest.approx(2 / 5, abs=0.01)


def test_a_round_that_is_open_has_no_line_in_the_days_to_come() -> None:
    half = FIRST + (LAST - FIRST) / 2
    chart = charts.steps(course((FIRST, 1), until=half))
    assert numbers(chart.line)[-1] < chart.deadline_x


def test_who_had_more_time_stands_behind_the_line_of_the_deadline() -> None:
    later = LAST + timedelta(days=7)
    chart = charts.steps(course((later, 1), until=later, last=later))
    assert numbers(chart.line)[2] > chart.deadline_x


@pytest.mark.parametrize("most", [0, 1, 2, 4, 5, 6, 9, 10, 11, 35, 99, 100, 101, 300, 12_345])
def test_the_axis_has_few_whole_numbers_and_reaches_just_as_far_as_needed(most: int) -> None:
    ticks = charts._ticks(most)
    steps = {after - before for before, after in pairwise(ticks)}
    assert ticks[0] == 0
    assert ticks[-1] >= max(most, 1)
    assert len(ticks) <= charts.MOST_TICKS + 1
    assert len(steps) == 1
    assert ticks[-1] - steps.pop() < max(most, 1)


def test_bars_are_as_long_as_their_numbers_and_a_part_lies_within() -> None:
    chart = charts.bars([("Antwerpen", 10, 4), ("Limburg", 5, 5), ("West-Vlaanderen", 0, 0)])
    assert [(one.label, one.value, one.part) for one in chart.bars] == [
        ("Antwerpen", 10, 4),
        ("Limburg", 5, 5),
        ("West-Vlaanderen", 0, 0),
    ]
    longest, half, none = chart.bars
    assert longest.length == charts.WIDTH - charts.LABELS - charts.VALUES
    assert half.length == half.part_length == longest.length / 2
    assert longest.part_length == pytest.approx(longest.length * 0.4)
    assert (none.length, none.part_length) == (0, 0)
    assert chart.has_parts


def test_bars_do_not_overlap_and_all_of_them_are_within_the_picture() -> None:
    chart = charts.bars([(str(one), one, None) for one in range(25)])
    tops = [one.y for one in chart.bars]
    assert all(after - before >= charts.BAR for before, after in pairwise(tops))
    assert tops[-1] + charts.BAR <= chart.height
    assert not chart.has_parts


def test_nothing_to_count_is_a_picture_without_bars() -> None:
    assert charts.bars([]).bars == ()
