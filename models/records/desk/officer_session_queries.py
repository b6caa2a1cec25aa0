"""Queries on the sessions of officers; the caller owns the transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from models.records.desk.officer import Officer
from models.records.desk.officer_session import OfficerSession


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """A session that stands, and whose it is."""

    session_id: int
    officer_id: int
    person_id: int
    email: str
    last_seen_at: datetime


def add(session: Session, row: OfficerSession) -> None:
    """Keep a new session."""
    session.add(row)
    session.flush()


def standing(session: Session, secret_hash: str, now: datetime, seen_since: datetime) -> OpenSession | None:
    """Return the session of a secret while it stands: of an officer who is one still, used lately, not ended."""
    row = (
        session.connection()
        .execute(
            select(
                col(OfficerSession.id),
                col(Officer.id),
                col(Officer.person_id),
                col(Officer.email),
                col(OfficerSession.last_seen_at),
            )
            .join(Officer, col(Officer.id) == col(OfficerSession.officer_id))
            .where(
                col(OfficerSession.secret_hash) == secret_hash,
                col(OfficerSession.revoked_at).is_(None),
                col(OfficerSession.expires_at) > now,
                col(OfficerSession.last_seen_at) > seen_since,
                col(Officer.person_id).is_not(None),
                col(Officer.accepted_at).is_not(None),
                col(Officer.revoked_at).is_(None),
            )
        )
        .one_or_none()
    )
    if row is None or row[2] is None:
        return None
    return OpenSession(session_id=row[0], officer_id=row[1], person_id=row[2], email=row[3], last_seen_at=row[4])


def seen(session: Session, session_id: int, now: datetime) -> None:
    """Note that a session was used."""
    session.connection().execute(
        update(OfficerSession).where(col(OfficerSession.id) == session_id).values(last_seen_at=now)
    )


def end(session: Session, secret_hash: str, now: datetime) -> None:
    """End one session."""
    session.connection().execute(
        update(OfficerSession)
        .where(col(OfficerSession.secret_hash) == secret_hash, col(OfficerSession.revoked_at).is_(None))
        .values(revoked_at=now)
    )


def end_all(session: Session, officer_id: int, now: datetime) -> None:
    """End every session of an officer."""
    session.connection().execute(
        update(OfficerSession)
        .where(col(OfficerSession.officer_id) == officer_id, col(OfficerSession.revoked_at).is_(None))
        .values(revoked_at=now)
    )


def forget_expired(session: Session, officer_id: int, now: datetime) -> None:
    """Throw away the sessions of an officer that are over by themselves."""
    session.connection().execute(
        delete(OfficerSession).where(
            col(OfficerSession.officer_id) == officer_id, col(OfficerSession.expires_at) <= now
        )
    )
