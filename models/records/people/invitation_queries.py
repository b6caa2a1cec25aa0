"""Queries on invitations and requests to join; the caller owns the transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from models.records.people.invitation import Invitation, JoinRequest


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


def let_go(session: Session, person_id: int) -> None:
    """Close the invitations that a person opened and did not accept; they can be opened again."""
    session.connection().execute(
        update(Invitation)
        .where(col(Invitation.opened_by) == person_id, col(Invitation.accepted_at).is_(None))
        .values(opened_by=None)
    )


def move_open(session: Session, invited_by: int, from_id: int, to_id: int) -> None:
    """Let the invitations that a person made and nobody accepted lead to another application."""
    session.connection().execute(
        update(Invitation)
        .where(
            col(Invitation.application_id) == from_id,
            col(Invitation.invited_by) == invited_by,
            col(Invitation.accepted_at).is_(None),
        )
        .values(application_id=to_id)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many invitations were made lately."""

    by_person: int
    to_mailbox: int
    all: int


def counts(session: Session, invited_by: int, email: str | None, since: datetime) -> Counts:
    """Count invitations since a moment: by the person, to the mailbox, and over all."""
    found = [
        session.connection().execute(select(func.count()).where(col(Invitation.created_at) >= since, condition))
        for condition in (
            col(Invitation.invited_by) == invited_by,
            col(Invitation.email) == email,
            col(Invitation.email).is_not(None),
        )
    ]
    by_person, to_mailbox, everywhere = (int(one.scalar_one()) for one in found)
    return Counts(by_person=by_person, to_mailbox=to_mailbox if email else 0, all=everywhere)


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


def open_requests(session: Session, application_id: int) -> list[JoinRequest]:
    """Return the requests to join an application that nobody answered, oldest first."""
    found = session.execute(
        select(JoinRequest)
        .where(col(JoinRequest.application_id) == application_id, col(JoinRequest.answered_at).is_(None))
        .order_by(col(JoinRequest.id))
    )
    return list(found.scalars())


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
