"""When applications are taken: the rounds of a call."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A period in which a call accepts applications: [opens_at, closes_at), both aware.

    Source: ARCHITECTURE.md, Rules: Rounds.
    """

    id: str  # "2021-2"
    opens_at: datetime
    closes_at: datetime
    last_day: date  # up to and including, in the zone of the call
    guidance_from: date

    def is_open(self, now: datetime) -> bool:
        """Return whether an application sent at `now` is in time for this round."""
        return self.opens_at <= now < self.closes_at

    def extended(self, closes_at: datetime) -> "Round":
        """Return the round as it is for who may send until `closes_at`; never shorter than it is for everybody."""
        if closes_at <= self.closes_at:
            return self
        local = closes_at.astimezone(self.closes_at.tzinfo)
        return replace(self, closes_at=local, last_day=(local - timedelta(microseconds=1)).date())


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRule:
    """A round as the call file gives it: on fixed days, or on the same days of every year.

    A fixed rule has `year`; a yearly one has None, and its `id` is the part behind the year ("1" makes "2026-1").
    """

    id: str
    year: int | None
    month: int
    day: int
    guidance_month: int
    guidance_day: int
    guidance_year: int | None = None


def rounds_around(
    rules: Sequence[RoundRule], opens_at: datetime | None, zone: ZoneInfo, now: datetime
) -> tuple[Round, ...]:
    """Return the rounds of `rules` in order of closing, each opening when the one before it closes.

    A yearly call gives those of the year before `now` up to the year after next, so there is always a next one.
    """
    return _rounds(tuple(rules), opens_at, zone, now.astimezone(zone).year)


@lru_cache(maxsize=64)
def _rounds(rules: tuple[RoundRule, ...], opens_at: datetime | None, zone: ZoneInfo, year: int) -> tuple[Round, ...]:
    days = sorted(
        (date(y, rule.month, rule.day), _guidance(rule, y), rule.id if rule.year else f"{y}-{rule.id}")
        for rule in rules
        for y in ((rule.year,) if rule.year else range(year - 2, year + 3))
    )
    opening = opens_at
    rounds: list[Round] = []
    for last_day, guidance_from, round_id in days:
        closing = datetime.combine(last_day + timedelta(days=1), time(), tzinfo=zone)
        if opening is not None:
            rounds.append(
                Round(
                    id=round_id,
                    opens_at=opening,
                    closes_at=closing,
                    last_day=last_day,
                    guidance_from=guidance_from,
                )
            )
        opening = closing
    return tuple(rounds)


def _guidance(rule: RoundRule, year: int) -> date:
    """Return the first day of guidance: in the same year, or in the next when that day lies before the closing."""
    if rule.guidance_year:
        return date(rule.guidance_year, rule.guidance_month, rule.guidance_day)
    first = date(year, rule.guidance_month, rule.guidance_day)
    return first if first > date(year, rule.month, rule.day) else first.replace(year=year + 1)
