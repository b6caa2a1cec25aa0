"""Queries on invitations and requests to join; the caller owns the transaction."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from models.invitation import Invitation, JoinRequest


def add(session: Session, invitation: Invitation) -> int:
    """Add an invitation and return its id."""
    session.add(invitation)
    session.flush()
    return invitation.id


def one(session: Session, invitation_id: int) -> Invitation | None:
    """Return an invitation's row."""
    return session.get(Invitation, invitation_id)


def by_token(session: Session, token_hash: str) -> Invitation | None:
    """Return the invitation with that token, or None."""
    return session.execute(select(Invitation).where(col(Invitation.token_hash) == token_hash)).scalar_one_or_none()


def opened_by(session: Session, person_id: int, now: datetime) -> list[Invitation]:
    """Return the invitations that a person opened and can still accept, newest first."""
    found = session.execute(
        select(Invitation)
        .where(
            col(Invitation.opened_by) == person_id,
            col(Invitation.accepted_at).is_(None),
            col(Invitation.expires_at) > now,
        )
        .order_by(col(Invitation.id).desc())
    )
    return list(found.scalars())


def change(session: Session, invitation_id: int, **values: object) -> None:
    """Set columns of an invitation."""
    session.connection().execute(update(Invitation).where(col(Invitation.id) == invitation_id).values(**values))


def count_since(session: Session, invited_by: int, since: datetime) -> int:
    """Return how many invitations a person made since a moment."""
    counted = session.connection().execute(
        select(func.count()).where(col(Invitation.invited_by) == invited_by, col(Invitation.created_at) >= since)
    )
    return int(counted.scalar_one())


def request(session: Session, application_id: int, person_id: int) -> JoinRequest | None:
    """Return a person's request to join an application, or None."""
    return session.execute(
        select(JoinRequest).where(
            col(JoinRequest.application_id) == application_id, col(JoinRequest.person_id) == person_id
        )
    ).scalar_one_or_none()


def request_by_id(session: Session, request_id: int) -> JoinRequest | None:
    """Return a request to join."""
    return session.get(JoinRequest, request_id)


def add_request(session: Session, application_id: int, person_id: int, now: datetime) -> int:
    """Add a request to join and return its id."""
    row = JoinRequest(application_id=application_id, person_id=person_id, asked_at=now)
    session.add(row)
    session.flush()
    return row.id


def answer_request(session: Session, request_id: int, granted: bool, now: datetime) -> None:
    """Note the answer to a request to join."""
    session.connection().execute(
        update(JoinRequest).where(col(JoinRequest.id) == request_id).values(granted=granted, answered_at=now)
    )
