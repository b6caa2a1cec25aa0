"""What came of reminders: how many left, and after how many somebody went on or applied within two days.

It happened after the reminder, which does not say that it happened because of it.

Source: ARCHITECTURE.md, Rules: Figures.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.calls.call import Call
from models.calls.round import Round
from models.calls.stages import Stage
from models.records.counted import effect_queries
from models.records.counted.effect_queries import Doing, Reminded

WITHIN = timedelta(hours=48)  # people answer a mail on the next working day


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The reminders of one occasion, and what was done in the applications within WITHIN after them."""

    days_before: int  # the last day of the round
    sent: int
    answered: int  # reminders after which something was done
    submitted: int  # of those, how many after which it was sent


def reminder_effect(session: Session, call: Call, round_: Round, province: str | None = None) -> tuple[Effect, ...]:
    """Return the effect of the reminders of a round, the first occasion first; the caller owns the transaction."""
    reminded = effect_queries.reminders(session, call.name, round_, province)
    if not reminded:
        return ()
    done = effect_queries.doings(session, call.name, round_, province, reminded[0].at)
    return effects(reminded, done, round_.last_day, call.zone)


def effects(
    reminded: Iterable[Reminded], done: Mapping[int, Sequence[Doing]], last_day: date, zone: ZoneInfo
) -> tuple[Effect, ...]:
    """Return the effect by how many days before the last day reminders left; `done` is in order of time."""
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in reminded:
        after = {doing.what for each in one.application_ids for doing in _within(one, done.get(each, ()))}
        counts = found[(last_day - one.at.astimezone(zone).date()).days]
        for place, holds in enumerate((True, bool(after), Stage.SUBMITTED in after)):
            counts[place] += holds
    return tuple(
        Effect(days_before=days, sent=sent, answered=answered, submitted=submitted)
        for days, (sent, answered, submitted) in sorted(found.items(), reverse=True)
    )


def _within(one: Reminded, done: Sequence[Doing]) -> Sequence[Doing]:
    """Return what was done after a reminder and up to WITHIN after it."""
    begin = bisect_right(done, one.at, key=lambda doing: doing.at)
    return done[begin : bisect_right(done, one.at + WITHIN, lo=begin, key=lambda doing: doing.at)]
