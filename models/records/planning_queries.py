"""Queries of the planner of reminders: up to when it planned, and which deadlines come."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.calls.call import Call
from models.calls.round import Round
from models.records import call_queries, extension_queries
from models.records.application import Participant
from models.records.call_version import CallVersion
from models.records.planned import Planned
from models.records.planning import Closing, Look


def look(session: Session, name: str, now: datetime) -> Look:
    """Return where the planner `name` is, and every deadline of an open round that is still to come."""
    mark = session.get(Planned, name)
    last = session.connection().execute(select(func.max(col(Participant.person_id)))).scalar_one()
    return Look(
        since=mark.until_at if mark is not None else None,
        closings=tuple(_closings(session, now)),
        last_person_id=last or 0,
    )


def move_mark(session: Session, name: str, until_at: datetime) -> None:
    """Note that everything up to `until_at` is planned."""
    session.merge(Planned(name=name, until_at=until_at))


def _closings(session: Session, now: datetime) -> Iterator[Closing]:
    """Yield each deadline once: versions of a call that say the same of a round are planned together."""
    rows = session.connection().execute(select(col(CallVersion.version)).order_by(col(CallVersion.loaded_at)))
    together: dict[tuple[object, ...], list[tuple[Call, Round]]] = defaultdict(list)
    for call in [call_queries.call_of(session, version) for version in rows.scalars().all()]:
        for round_ in call.rounds_near(now):
            if round_.opens_at <= now:
                together[call.name, round_, call.reminders, call.zone].append((call, round_))
    for same in together.values():
        call, round_ = same[-1]
        whole = Closing(call=call, versions=tuple(one.version for one, _ in same), round=round_)
        others = extension_queries.of_round(session, call.name, round_.id)
        if now < round_.closes_at:
            yield replace(whole, without=frozenset(others))
        for closes_at in sorted({moment for moment in others.values() if now < moment}):
            towns = frozenset(town for town, moment in others.items() if moment == closes_at)
            yield replace(whole, round=round_.closing_at(closes_at), towns=towns)
