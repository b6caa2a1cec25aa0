"""The panels of the figures page: for each question one sentence, a chart and a table of the same numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.web.figures import charts as drawn
from bot.web.figures.charts import Bars, Steps
from bot.web.wording import catalogue
from models.calls.call import Item
from models.desk.counted.charting import Charts
from models.figures.figures import UNKNOWN_PROVINCE, Numbers
from models.figures.reminder_effect import WITHIN, Effect
from models.figures.tables import Cell, Table
from models.language import moments
from models.language.wording import words

NUMBERS = ("submitted", "admissible", "inadmissible", "unclear", "selected", "not_selected", "late")
LAST_WEEK = timedelta(days=6)  # with today, or the last day of what is over
HOURS = int(WITHIN.total_seconds() // 3600)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One question of the page."""

    name: str  # by which its title and its definition are found
    sentence: str
    table: Table
    chart: Steps | Bars | None  # None: there is nothing to draw

    @property
    def has_parts(self) -> bool:
        """Return whether a part of each bar is drawn darker."""
        return isinstance(self.chart, Bars) and self.chart.has_parts


def panels(found: Charts, language: str) -> tuple[Panel, ...]:
    """Return the panels of a round, in the order of the page."""
    by_province = [_by_province(found, language)] if found.province is None else []
    return (_course(found, language), *by_province, _stuck(found, language), _effect(found, language))


def numbers(found: Charts, language: str) -> Table:
    """Return the figures of the round as one line."""
    return Table(head=_names(language), rows=(_cells(found.numbers),))


def _course(found: Charts, language: str) -> Panel:
    course = found.course
    last_week = course.since(course.until_on - LAST_WEEK)
    sentence = _say("over_time.line", language, count=course.total, last=last_week) if course.total else ""
    rows = [(moments.day_words(one.on, language), one.sent, one.total) for one in course.days]
    return Panel(
        name="over_time",
        sentence=sentence or _say("over_time.none", language),
        table=_table("over_time", ("day", "sent", "total"), rows, language),
        chart=drawn.steps(course),
    )


def _by_province(found: Charts, language: str) -> Panel:
    listed = [(_province(name, language), each) for name, each in found.by_province.items()]
    rows: tuple[tuple[Cell, ...], ...] = tuple((name, *_cells(each)) for name, each in listed)
    head = (_column("province", language), *_names(language))
    return Panel(
        name="provinces",
        sentence=_most(found, language),
        table=Table(head=head, rows=rows),
        chart=drawn.bars([(name, each.submitted, each.selected) for name, each in listed]) if listed else None,
    )


def _most(found: Charts, language: str) -> str:
    """Return from which province most applications come; of who has no province nothing is said but how many."""
    known = {name: each.submitted for name, each in found.by_province.items() if name != UNKNOWN_PROVINCE}
    if not known:
        return _say("provinces.unknown" if found.by_province else "provinces.none", language)
    most = max(known.values())
    names = [name for name, count in known.items() if count == most]
    key = "line" if len(names) == 1 else "tie"
    return _say(f"provinces.{key}", language, province=", ".join(names), count=most, all=found.numbers.submitted)


def _stuck(found: Charts, language: str) -> Panel:
    listed: list[tuple[str, int]] = [(_item(item, language), count) for item, count in found.stuck]
    sentence = _say("stuck.none", language)
    if listed:
        most, count = max(listed, key=lambda one: one[1])
        sentence = _say("stuck.line", language, item=most, count=count, all=sum(each for _, each in listed))
    return Panel(
        name="stuck",
        sentence=sentence,
        table=Table(head=(_column("item", language), _column("towns", language)), rows=tuple(listed)),
        chart=drawn.bars([(name, count, None) for name, count in listed]) if listed else None,
    )


def _effect(found: Charts, language: str) -> Panel:
    sent, answered = (sum(getattr(one, name) for one in found.effects) for name in ("sent", "answered"))
    sentence = _say("effect.line", language, count=sent, answered=answered, hours=HOURS) if sent else ""
    rows = [(_when(one, language), one.sent, one.answered, one.submitted) for one in found.effects]
    listed = [(_when(one, language), one.sent, one.answered) for one in found.effects]
    return Panel(
        name="effect",
        sentence=sentence or _say("effect.none", language),
        table=_table("effect", ("when", "sent", "answered", "submitted"), rows, language),
        chart=drawn.bars(listed) if listed else None,
    )


def _table(panel: str, columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]], language: str) -> Table:
    return Table(head=tuple(_say(f"{panel}.column.{one}", language) for one in columns), rows=tuple(rows))


def _when(one: Effect, language: str) -> str:
    """Return how long before the last day; one that leaves a little later is of the last day."""
    if one.days_before <= 0:
        return _say("effect.last_day", language)
    return _say("effect.before", language, count=one.days_before)


def _item(item: Item | None, language: str) -> str:
    return f"{item.number}. {item.short.in_language(language)}" if item is not None else _say("stuck.begin", language)


def _province(name: str, language: str) -> str:
    return _column("unknown", language) if name == UNKNOWN_PROVINCE else name


def _names(language: str) -> tuple[str, ...]:
    return tuple(_column(name, language) for name in NUMBERS)


def _cells(found: Numbers) -> tuple[int, ...]:
    return tuple(getattr(found, name) for name in NUMBERS)


def _column(name: str, language: str) -> str:
    return words().say(f"report.column.{name}", language)


def _say(key: str, language: str, **values: object) -> str:
    return catalogue().say(f"figures.{key}", language, **values)
