"""How applications came in: how many were counted up to each day of a round, towards its last day.

Source: ARCHITECTURE.md, Rules: Figures.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from zoneinfo import ZoneInfo

from models.calls.round import Round
from models.records.counted.figure_queries import Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day on which applications were sent for the first time."""

    on: date
    sent: int
    total: int  # up to and including this day


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A round from its first day to the last that there is something to tell of."""

    first_on: date
    last_on: date  # the last day of the round; a later one when somebody had more time
    until_on: date  # up to which there are facts: today, or the last one
    deadline_on: date
    days: tuple[Day, ...]

    @property
    def total(self) -> int:
        """Return how many came in."""
        return self.days[-1].total if self.days else 0

    def since(self, day: date) -> int:
        """Return how many came in on `day` or after it."""
        return sum(one.sent for one in self.days if one.on >= day)


def over_time(counted: Iterable[Counted], round_: Round, zone: ZoneInfo, now: datetime) -> Course:
    """Return the course of a round from the applications that are counted in it; its total is the `submitted` figure.

    A day is one of the zone of the call. What was carried over and sent late is counted on the day it was sent.
    """
    sent = Counter(one.sent_at.astimezone(zone).date() for one in counted if one.round_id == round_.id)
    ordered = sorted(sent)
    days = tuple(
        Day(on=on, sent=sent[on], total=total)
        for on, total in zip(ordered, accumulate(sent[on] for on in ordered), strict=True)
    )
    first_on = min([round_.opens_at.astimezone(zone).date(), *ordered[:1]])
    last_on = max([round_.last_day, *ordered[-1:]])
    until_on = min(max(now.astimezone(zone).date(), first_on), last_on)
    return Course(first_on=first_on, last_on=last_on, until_on=until_on, deadline_on=round_.last_day, days=days)
