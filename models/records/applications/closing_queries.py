"""Queries for the end of a round: what waits for it, and on what it waits. The caller owns the transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import Session, col

from models.calls.stages import Stage
from models.records.applications.application import Application, Participant
from models.records.applications.call_version import CallVersion
from models.records.desk.officer import Officer
from models.records.messages.inbox import Poll, StoredUpdate
from models.records.people.person import Chat

KEPT_BY_A_FRONT = timedelta(hours=24)  # Telegram keeps nothing longer: what was in time cannot come any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Applications of one round that close at the same moment: of all municipalities but some, or of one."""

    call_name: str
    round_id: str
    closes_at: datetime
    without: frozenset[str] = frozenset()  # municipalities with another deadline
    only: str | None = None  # the municipality with this one


def rounds_waiting(session: Session) -> list[tuple[str, str]]:
    """Return (call, round) of every draft, and of what was sent and did not see its round end yet."""
    to_tell = and_(col(Application.stage) == Stage.SUBMITTED, col(Application.closed_at).is_(None))
    rows = session.connection().execute(
        select(col(Application.call_name), col(Application.round_id))
        .where(or_(col(Application.stage) == Stage.DRAFT, to_tell))
        .distinct()
        .order_by(col(Application.call_name), col(Application.round_id))
    )
    return [(call_name, round_id) for call_name, round_id in rows]


def waiting(
    session: Session, lot: Lot, stage: Stage, unread: Collection[str], most: int, *, also_done: bool = False
) -> list[int]:
    """Return applications of a lot whose end was not dealt with, without those whose people speak on an unread front.

    With `also_done` those as well that were dealt with before: drafts that stayed, while there was no next round.
    """
    query = (
        select(col(Application.id))
        .where(
            col(Application.stage) == stage,
            col(Application.call_name) == lot.call_name,
            col(Application.round_id) == lot.round_id,
            *_of_municipalities(lot),
        )
        .order_by(col(Application.id))
        .limit(most)
    )
    if not also_done:
        query = query.where(col(Application.closed_at).is_(None))
    if unread:
        query = query.where(~_speaks_on(unread))
    return list(session.connection().execute(query).scalars())


def _of_municipalities(lot: Lot) -> list[ColumnElement[bool]]:
    if lot.only is not None:
        return [col(Application.nis_code) == lot.only]
    if lot.without:
        return [or_(col(Application.nis_code).is_(None), col(Application.nis_code).not_in(sorted(lot.without)))]
    return []


def _speaks_on(fronts: Collection[str]) -> ColumnElement[bool]:
    return (
        select(col(Chat.id))
        .join(Participant, col(Participant.person_id) == col(Chat.person_id))
        .where(
            col(Participant.application_id) == col(Application.id),
            col(Participant.left_at).is_(None),
            col(Chat.front).in_(sorted(fronts)),
        )
        .exists()
    )


def of_round(
    session: Session, call_name: str, round_id: str, nis_code: str | None, *, without: Collection[str] = ()
) -> list[int]:
    """Return the applications of a municipality in a round, oldest first; None for all municipalities but `without`."""
    query = select(col(Application.id)).where(
        col(Application.call_name) == call_name, col(Application.round_id) == round_id
    )
    if nis_code is not None:
        query = query.where(col(Application.nis_code) == nis_code)
    if without:
        query = query.where(or_(col(Application.nis_code).is_(None), col(Application.nis_code).not_in(sorted(without))))
    return list(session.connection().execute(query.order_by(col(Application.id))).scalars())


def unread_fronts(session: Session, closes_at: datetime, now: datetime) -> frozenset[str]:
    """Return the fronts that may still bring, or hold, something that was sent before `closes_at`.

    A front that was not polled for a day after it holds nothing up.
    """
    if now >= closes_at + KEPT_BY_A_FRONT:
        return frozenset()
    behind = select(col(Poll.front)).where(col(Poll.drained_at) < closes_at)
    not_applied = select(col(StoredUpdate.front)).where(
        col(StoredUpdate.answered_at).is_(None),
        col(StoredUpdate.applied_at).is_(None),
        col(StoredUpdate.parked_at).is_(None),
        or_(col(StoredUpdate.sent_after).is_(None), col(StoredUpdate.sent_after) < closes_at),
    )
    return frozenset(session.connection().execute(behind.union(not_applied)).scalars())


def agency_people(session: Session) -> list[int]:
    """Return the people who are officers of the agency now."""
    rows = session.connection().execute(
        select(col(Officer.person_id))
        .where(col(Officer.role) == "agency", col(Officer.accepted_at).is_not(None), col(Officer.revoked_at).is_(None))
        .distinct()
        .order_by(col(Officer.person_id))
    )
    return [person_id for person_id in rows.scalars() if person_id is not None]


def call_names(session: Session) -> list[str]:
    """Return the names of all calls that were loaded."""
    rows = session.connection().execute(select(col(CallVersion.name)).distinct().order_by(col(CallVersion.name)))
    return list(rows.scalars())


def drafts_of_round(session: Session, call_name: str, round_id: str) -> int:
    """Return how many drafts a round has."""
    rows = session.connection().execute(
        select(col(Application.id)).where(
            col(Application.stage) == Stage.DRAFT,
            col(Application.call_name) == call_name,
            col(Application.round_id) == round_id,
        )
    )
    return len(rows.all())
