"""Queries behind the weekly lists of officers: who gets one, and what stands in it; the caller owns the transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.calls.stages import Stage
from models.records.applications.application import Application, Event, Participant
from models.records.desk.officer import Officer
from models.records.people.foreign_mailbox import ForeignMailbox
from models.records.people.interest import Interest
from models.records.people.person import Mailbox, Person
from models.records.reminding.planned import Planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """An officer who accepted and was not revoked, and how they want to be written to."""

    officer_id: int
    role: str  # province or agency
    person_id: int
    email: str
    language: str
    reminders: str  # mail, chat or off
    snoozed_until_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far an application is, without anything that was written in it."""

    application_id: int
    nis_code: str
    stage: Stage
    is_owned: bool
    has_mailbox: bool  # somebody who works on it proved a mailbox
    is_foreign: bool  # a mailbox of theirs does not fit the municipality, and waits for the province to confirm it
    place: str | None  # the key of the item that was asked last


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """An application that waits for a step of the agency."""

    number: str
    nis_code: str
    stage: Stage
    since_at: datetime


def planned_until(session: Session, name: str) -> datetime | None:
    """Return up to when a planner has planned, or None before its first time."""
    row = session.get(Planned, name)
    return row.until_at if row is not None else None


def readers(session: Session) -> tuple[Reader, ...]:
    """Return every officer who accepted and was not revoked, who accepted first first."""
    rows = session.connection().execute(
        select(
            col(Officer.id),
            col(Officer.role),
            col(Person.id),
            col(Officer.email),
            col(Person.language),
            col(Person.reminders),
            col(Person.snoozed_until_at),
        )
        .join(Person, col(Person.id) == col(Officer.person_id))
        .where(col(Officer.accepted_at).is_not(None), col(Officer.revoked_at).is_(None))
        .order_by(col(Officer.id))
    )
    return tuple(
        Reader(
            officer_id=officer_id,
            role=role,
            person_id=person_id,
            email=email,
            language=language,
            reminders=reminders,
            snoozed_until_at=snoozed_until_at,
        )
        for officer_id, role, person_id, email, language, reminders, snoozed_until_at in rows
    )


def province_of(session: Session, officer_id: int | None) -> str | None:
    """Return the province of an officer who still is one, or None."""
    row = session.get(Officer, officer_id) if officer_id is not None else None
    return row.province if row is not None and _stands(row) and row.role == "province" else None


def is_of_agency(session: Session, officer_id: int | None) -> bool:
    """Return whether this is an officer of the agency who still is one."""
    row = session.get(Officer, officer_id) if officer_id is not None else None
    return row is not None and _stands(row) and row.role == "agency"


def _stands(row: Officer) -> bool:
    return row.accepted_at is not None and row.revoked_at is None


def standings(session: Session, call_name: str, round_id: str, nis_codes: Collection[str]) -> tuple[Standing, ...]:
    """Return how far the applications of some municipalities are in a round, oldest first."""
    works = (col(Participant.application_id) == col(Application.id)) & col(Participant.left_at).is_(None)
    proven = (
        select(col(Mailbox.id))
        .join(Participant, col(Participant.person_id) == col(Mailbox.person_id))
        .where(works)
        .exists()
    )
    foreign = (
        select(col(ForeignMailbox.id))
        .join(Participant, col(Participant.person_id) == col(ForeignMailbox.person_id))
        .where(
            works,
            col(ForeignMailbox.nis_code) == col(Application.nis_code),
            col(ForeignMailbox.decided_at).is_(None),
        )
        .exists()
    )
    place = (
        select(col(Participant.place))
        .where(works, col(Participant.place).is_not(None))
        .order_by(col(Participant.asked_at).desc())
        .limit(1)
        .correlate(Application)
        .scalar_subquery()
    )
    rows = session.connection().execute(
        select(
            col(Application.id),
            col(Application.nis_code),
            col(Application.stage),
            col(Application.live_key).is_not(None),
            proven,
            foreign,
            place,
        )
        .where(
            col(Application.call_name) == call_name,
            col(Application.round_id) == round_id,
            col(Application.nis_code).in_(nis_codes),
        )
        .order_by(col(Application.id))
    )
    return tuple(
        Standing(
            application_id=application_id,
            nis_code=nis_code or "",
            stage=Stage(stage),
            is_owned=bool(is_owned),
            has_mailbox=bool(has_mailbox),
            is_foreign=bool(is_foreign),
            place=at,
        )
        for application_id, nis_code, stage, is_owned, has_mailbox, is_foreign, at in rows
    )


def interested(session: Session, call_name: str) -> dict[str, int]:
    """Return by NIS code how many people showed interest and may still be written to."""
    rows = session.connection().execute(
        select(col(Interest.nis_code), func.count(col(Interest.email).distinct()))
        .where(col(Interest.call_name) == call_name, col(Interest.stopped_at).is_(None))
        .group_by(col(Interest.nis_code))
    )
    return {str(nis_code): int(count) for nis_code, count in rows}


def undecided(session: Session) -> tuple[Undecided, ...]:
    """Return every application that waits for a decision, of all calls, since the step that brought it there."""
    stepped = (
        select(func.max(Event.at))
        .where(col(Event.application_id) == col(Application.id), col(Event.what) == col(Application.stage))
        .correlate(Application)
        .scalar_subquery()
    )
    since = func.coalesce(stepped, col(Application.last_sent_at))
    rows = session.connection().execute(
        select(col(Application.number), col(Application.nis_code), col(Application.stage), since)
        .where(col(Application.stage).in_([Stage.SUBMITTED, Stage.ADMISSIBLE]), col(Application.nis_code).is_not(None))
        .order_by(since, col(Application.id))
    )
    return tuple(
        Undecided(number=number or "", nis_code=nis_code or "", stage=Stage(stage), since_at=since_at)
        for number, nis_code, stage, since_at in rows
        if since_at is not None
    )
