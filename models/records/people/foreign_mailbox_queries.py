"""Queries on mailboxes that do not fit their municipality; the caller owns the transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, select, update
from sqlmodel import Session, col

from models.calls.stages import LIVE
from models.records.applications.application import Application, Participant
from models.records.desk.officer_queries import Beat
from models.records.people.foreign_mailbox import ForeignMailbox
from models.records.people.person import Mailbox
from models.storage.statements.prepared import Prepared
from models.storage.statements.upsert import insert_into

_PROVEN = Prepared(
    select(
        col(Mailbox.email),
        col(ForeignMailbox.id).is_not(None),
        col(ForeignMailbox.is_confirmed),
        col(ForeignMailbox.reason),
    )
    .outerjoin(
        ForeignMailbox,
        and_(col(ForeignMailbox.email) == col(Mailbox.email), col(ForeignMailbox.nis_code) == bindparam("town")),
    )
    .where(col(Mailbox.person_id) == bindparam("person"))
    .order_by(col(Mailbox.proven_at).desc())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """A mailbox that a person proved, and what is known of it for a municipality whose domain it has not."""

    email: str
    is_known: bool  # to the province, which has it to confirm
    is_confirmed: bool | None  # None until the province said so
    reason: str  # why it was refused


def _adding(dialect: str) -> Any:  # noqa: ANN401 - the dialects share no type
    statement = insert_into(dialect, ForeignMailbox).on_conflict_do_nothing(index_elements=["email", "nis_code"])
    return statement.returning(col(ForeignMailbox.id))


_ADD = Prepared(_adding, "email", "nis_code", "person_id", "application_id", "found_at", "reason")


def add(
    session: Session, *, email: str, nis_code: str, person_id: int, application_id: int, now: datetime
) -> int | None:
    """Keep that a mailbox does not fit a municipality; return its id, or None when that is known already."""
    found: int | None = _ADD.value(
        session,
        email=email,
        nis_code=nis_code,
        person_id=person_id,
        application_id=application_id,
        found_at=now,
        reason="",
    )
    return found


def one(session: Session, mailbox_id: int) -> ForeignMailbox | None:
    """Return a mailbox that does not fit."""
    return session.get(ForeignMailbox, mailbox_id)


def proven(session: Session, person_id: int, nis_code: str) -> tuple[Proven, ...]:
    """Return the mailboxes that a person proved, the newest first, as they stand for a municipality."""
    rows = _PROVEN.rows(session, person=person_id, town=nis_code)
    return tuple(
        Proven(email=email, is_known=bool(is_known), is_confirmed=is_confirmed, reason=reason or "")
        for email, is_known, is_confirmed, reason in rows
    )


def waiting(session: Session, beat: Beat, most: int) -> Sequence[ForeignMailbox]:
    """Return the mailboxes that wait for the officers of a beat, the oldest first."""
    found = session.execute(
        select(ForeignMailbox)
        .join(Application, col(Application.id) == col(ForeignMailbox.application_id))
        .where(col(ForeignMailbox.decided_at).is_(None), beat.in_words_of())
        .order_by(col(ForeignMailbox.id))
        .limit(most)
    )
    return list(found.scalars())


def count_waiting(session: Session, beat: Beat) -> int:
    """Return how many mailboxes wait for the officers of a beat."""
    query = (
        select(func.count())
        .select_from(ForeignMailbox)
        .join(Application, col(Application.id) == col(ForeignMailbox.application_id))
        .where(col(ForeignMailbox.decided_at).is_(None), beat.in_words_of())
    )
    return session.connection().execute(query).scalar_one()


def decide(
    session: Session, mailbox_id: int, *, is_confirmed: bool, reason: str, decided_by: int, now: datetime
) -> bool:
    """Confirm or refuse a mailbox; return False, and change nothing, when that was done already."""
    values = {"is_confirmed": is_confirmed, "reason": reason, "decided_by": decided_by, "decided_at": now}
    done = session.connection().execute(
        update(ForeignMailbox)
        .where(col(ForeignMailbox.id) == mailbox_id, col(ForeignMailbox.decided_at).is_(None))
        .values(**values)
    )
    return bool(done.rowcount == 1)


def applications_with(session: Session, email: str, nis_code: str) -> list[tuple[int, int]]:
    """Return (application id, person id) of the live applications of a municipality on which that mailbox works."""
    rows = session.connection().execute(
        select(col(Application.id), col(Participant.person_id))
        .join(Participant, col(Participant.application_id) == col(Application.id))
        .join(Mailbox, col(Mailbox.person_id) == col(Participant.person_id))
        .where(
            col(Mailbox.email) == email,
            col(Application.nis_code) == nis_code,
            col(Application.stage).in_(LIVE),
            col(Participant.left_at).is_(None),
        )
        .order_by(col(Application.id), col(Participant.id))
    )
    return [(application_id, person_id) for application_id, person_id in rows]
