"""Charts as places on a picture: steps that rise to a deadline, and bars. No words and no markup."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from models.figures.over_time import Course

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 12, 30  # room for the axes
MOST_TICKS = 5
NICE = (1, 2, 5)

ROW = 28  # of a bar
BAR = 16
LABELS = 220  # room for what a bar is called
VALUES = 52  # and for its number


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line across the chart, with its number."""

    y: float
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """How a total rises, day by day."""

    line: str  # as a path
    ticks: tuple[Tick, ...]
    deadline_x: float
    first_on: date
    deadline_on: date
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar, and what of it is a part."""

    label: str
    value: int
    part: int
    y: int
    length: float
    part_length: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Bars below each other."""

    height: int
    bars: tuple[Bar, ...]
    has_parts: bool


def steps(course: Course) -> Steps:
    """Return the chart of how applications came in: it ends where the facts end, and the axis at the last day."""
    ticks = _ticks(course.total)
    most = ticks[-1]
    return Steps(
        line="".join(_line(course, most)),
        ticks=tuple(Tick(y=_y(value, most), value=value) for value in ticks),
        deadline_x=_x(course, course.deadline_on),
        first_on=course.first_on,
        deadline_on=course.deadline_on,
        total=course.total,
    )


def bars(rows: Sequence[tuple[str, int, int | None]]) -> Bars:
    """Return bars for (what it is called, number, part of that number or None), in their order."""
    most = max([1, *(value for _, value, _ in rows)])
    room = WIDTH - LABELS - VALUES
    return Bars(
        height=ROW * len(rows) + 4,
        bars=tuple(
            Bar(
                label=label,
                value=value,
                part=part or 0,
                y=ROW * place + (ROW - BAR) // 2,
                length=round(room * value / most, 1),
                part_length=round(room * (part or 0) / most, 1),
            )
            for place, (label, value, part) in enumerate(rows)
        ),
        has_parts=any(part is not None for _, _, part in rows),
    )


def _line(course: Course, most: int) -> Iterator[str]:
    yield f"M{_x(course, course.first_on)} {_y(0, most)}"
    for day in course.days:
        yield f"H{_x(course, day.on)}V{_y(day.total, most)}"
    yield f"H{_x(course, course.until_on)}"


def _x(course: Course, day: date) -> float:
    span = max(1, (course.last_on - course.first_on).days)
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - course.first_on).days / span, 1)


def _y(value: int, most: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / most, 1)


def _ticks(most: int) -> tuple[int, ...]:
    """Return round numbers from 0 to the first one that is not below `most`."""
    step = next(nice * 10**power for power in range(12) for nice in NICE if nice * 10**power * MOST_TICKS >= most)
    return tuple(range(0, max(most, 1) + step, step))[: -(-max(most, 1) // step) + 1]
