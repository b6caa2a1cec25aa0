"""The figures of a call: how many applied, were admissible, selected, fell out, came late; by round and province.

Source: ARCHITECTURE.md, Rules: Figures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from sqlmodel import Session

from models.calls.call import Call
from models.calls.round import Round
from models.places.municipality import PROVINCES, Municipality, municipality
from models.records.counted import figure_queries
from models.records.counted.figure_queries import Counted, Tally

UNKNOWN_PROVINCE = "onbekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The figures of some applications."""

    submitted: int = 0  # sent at least once and not withdrawn before closing
    admissible: int = 0  # ever, so it includes what follows
    inadmissible: int = 0  # as final outcome
    unclear: int = 0  # as final outcome
    selected: int = 0  # ever
    not_selected: int = 0  # as final outcome
    evaluated: int = 0
    late: int = 0  # begun for an earlier round and first sent after it closed; also in `submitted`
    centrumsteden_selected: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFigures:
    """The figures of one round."""

    round: Round
    numbers: Numbers
    by_province: Mapping[str, Numbers]  # the provinces that have an application, in the order of PROVINCES
    begun: int  # municipalities, sent or not


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a call, at one moment."""

    call: Call
    at: datetime
    rounds: tuple[RoundFigures, ...]
    totals: Numbers
    municipalities: int  # distinct ones that submitted, over all rounds
    budgets: Mapping[str, int]  # of each guidance whose budget is fixed: whole cents, by number


def figures(session: Session, call: Call, now: datetime, round_id: str | None = None) -> Figures:
    """Return the figures of a call, or of one of its rounds; the caller owns the transaction.

    Raises:
        KeyError: the call has no such round.
    """
    begun = figure_queries.begun(session, call.name)
    rounds = [call.round(round_id)] if round_id else _rounds(call, now, begun)
    tallies = figure_queries.tallies(session, call.name, _closings(rounds))
    return Figures(
        call=call,
        at=now,
        rounds=tuple(_of_round(one, tallies, begun) for one in rounds),
        totals=added(map(_numbers, tallies)),
        municipalities=len({one.nis_code for one in tallies if one.nis_code})
        + sum(not one.nis_code for one in tallies),
        budgets=figure_queries.budgets(session, call.name, [one.id for one in rounds]),
    )


def members(session: Session, found: Figures) -> tuple[Counted, ...]:
    """Return every application that is counted, by number: the list behind each figure."""
    rounds = [one.round for one in found.rounds]
    return tuple(figure_queries.counted(session, found.call.name, _closings(rounds)))


def _distinct(tallies: Iterable[Tally]) -> int:
    """Return how many municipalities submitted; of those that are not known each application is one."""
    known = {one.nis_code for one in tallies if one.nis_code}
    return len(known) + sum(one.submitted for one in tallies if not one.nis_code)


def _closings(rounds: Iterable[Round]) -> dict[str, datetime]:
    return {round_.id: round_.closes_at for round_ in rounds}


def _rounds(call: Call, now: datetime, begun: Mapping[str, int]) -> list[Round]:
    """Return the rounds of a fixed call, or those of a yearly one in which something was begun, and the open one."""
    if call.opens_at is not None:
        return list(call.rounds_near(now))
    found = {round_id: call.round(round_id) for round_id in begun}
    current = call.next_round(now)
    if current is not None:
        found.setdefault(current.id, current)
    return sorted(found.values(), key=lambda one: one.closes_at)


def _of_round(round_: Round, tallies: Iterable[Tally], begun: Mapping[str, int]) -> RoundFigures:
    mine = [one for one in tallies if one.round_id == round_.id]
    by_province = {
        province: added(_numbers(one) for one in mine if province_of(one.nis_code) == province)
        for province in (*PROVINCES, UNKNOWN_PROVINCE)
        if any(province_of(one.nis_code) == province for one in mine)
    }
    return RoundFigures(
        round=round_, numbers=added(map(_numbers, mine)), by_province=by_province, begun=begun.get(round_.id, 0)
    )


def _numbers(tally: Tally) -> Numbers:
    town = town_of(tally.nis_code)
    return Numbers(
        submitted=tally.submitted,
        admissible=tally.admissible,
        inadmissible=tally.inadmissible,
        unclear=tally.unclear,
        selected=tally.selected,
        not_selected=tally.not_selected,
        evaluated=tally.evaluated,
        late=tally.late,
        centrumsteden_selected=tally.selected if town is not None and town.centrumstad else 0,
    )


def added(numbers: Iterable[Numbers]) -> Numbers:
    """Return the sum of figures."""
    listed = list(numbers)
    return Numbers(**{one.name: sum(getattr(each, one.name) for each in listed) for one in fields(Numbers)})


def town_of(nis_code: str | None) -> Municipality | None:
    """Return a municipality, or None when it is not known which."""
    return municipality(nis_code) if nis_code else None


def province_of(nis_code: str | None) -> str:
    """Return the province of a municipality, or UNKNOWN_PROVINCE."""
    town = town_of(nis_code)
    return town.province if town is not None else UNKNOWN_PROVINCE
