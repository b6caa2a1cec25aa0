"""Queries of the planner of reminders: up to when it planned, and which deadlines come."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.records.applications import call_queries, extension_queries
from models.records.applications.application import Participant
from models.records.applications.call_version import CallVersion
from models.records.reminding.planned import Planned
from models.records.reminding.planning import Closing, Look


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
    """Yield every deadline of the rounds that have opened, as the version of the call says that was loaded last."""
    rows = session.connection().execute(select(col(CallVersion.version)).order_by(col(CallVersion.loaded_at).desc()))
    newest: dict[tuple[str, str], Closing] = {}
    for call in [call_queries.call_of(session, version) for version in rows.scalars().all()]:
        for round_ in call.rounds_near(now):
            newest.setdefault((call.name, round_.id), Closing(call=call, round=round_))
    for whole in newest.values():
        if whole.round.opens_at <= now:
            yield from _by_town(session, whole, now)


def _by_town(session: Session, whole: Closing, now: datetime) -> Iterator[Closing]:
    """Yield the deadline of a round, and each later one that municipalities have in it, while they are to come."""
    granted = extension_queries.of_round(session, whole.call.name, whole.round.id)
    later = {town: closes_at for town, closes_at in granted.items() if closes_at > whole.round.closes_at}
    if now < whole.round.closes_at:
        yield replace(whole, without=frozenset(later))
    for closes_at in sorted({moment for moment in later.values() if now < moment}):
        towns = frozenset(town for town, moment in later.items() if moment == closes_at)
        yield replace(whole, round=whole.round.extended(closes_at), towns=towns)
