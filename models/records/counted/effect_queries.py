"""Queries on reminders and what was done after them; the caller owns the transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from models.calls.round import Round
from models.records.applications.application import Application, Event, Participant
from models.records.desk.board_queries import ANSWERS
from models.records.messages.outbox import OutboxMessage, OutboxState


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """A reminder that left, to somebody who works on an application of the round."""

    at: datetime
    application_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Something that was done in an application by its people."""

    at: datetime
    what: str


def reminders(session: Session, call_name: str, round_: Round, province: str | None) -> tuple[Reminded, ...]:
    """Return the reminders that left while a round was open, to who works on an application of it; oldest first."""
    rows = session.connection().execute(
        select(col(OutboxMessage.id), col(OutboxMessage.settled_at), col(Application.id))
        .join(Participant, col(Participant.person_id) == col(OutboxMessage.person_id))
        .join(Application, col(Application.id) == col(Participant.application_id))
        .where(
            col(OutboxMessage.kind) == "reminder",
            col(OutboxMessage.state) == OutboxState.SENT,
            col(OutboxMessage.settled_at) >= round_.opens_at,
            col(OutboxMessage.settled_at) < round_.closes_at,
            *_of_round(call_name, round_, province),
        )
        .order_by(col(OutboxMessage.settled_at), col(OutboxMessage.id))
    )
    found: dict[int, tuple[datetime, list[int]]] = {}
    for message_id, at, application_id in rows:
        if at is not None:
            found.setdefault(message_id, (at, []))[1].append(application_id)
    return tuple(Reminded(at=at, application_ids=tuple(ids)) for at, ids in found.values())


def doings(
    session: Session, call_name: str, round_: Round, province: str | None, since: datetime
) -> Mapping[int, tuple[Doing, ...]]:
    """Return what people did in each application of a round since a moment, oldest first."""
    rows = session.connection().execute(
        select(col(Event.application_id), col(Event.at), col(Event.what))
        .join(Application, col(Application.id) == col(Event.application_id))
        .where(*_of_round(call_name, round_, province), col(Event.what).in_(ANSWERS), col(Event.at) >= since)
        .order_by(col(Event.at), col(Event.id))
    )
    found: dict[int, list[Doing]] = {}
    for application_id, at, what in rows:
        found.setdefault(application_id, []).append(Doing(at=at, what=what))
    return {application_id: tuple(done) for application_id, done in found.items()}


def _of_round(call_name: str, round_: Round, province: str | None) -> list[ColumnElement[bool]]:
    wanted = [col(Application.call_name) == call_name, col(Application.round_id) == round_.id]
    return [*wanted, col(Application.province) == province] if province is not None else wanted
