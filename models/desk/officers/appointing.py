"""How an officer is invited by the operator, and how the invitation is accepted: once, within two weeks."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from models.desk.rights import Role
from models.desk.views import DeskHome, OfficerInvited
from models.records.desk import officer_queries
from models.records.desk.officer import Officer
from models.records.messages import outbox_queries
from models.records.messages.outbox_queries import Message
from models.records.people import derived_secret, person_queries
from models.turns.outcome import Note, Noted, Outcome
from models.turns.people import agreeing, proving
from models.turns.turn import Turn

LASTS = timedelta(days=14)


def invite(
    session: Session, role: Role, email: str, now: datetime, *, province: str | None, language: str, key: bytes
) -> str:
    """Post an invitation and return the key of its message; an earlier one that is still open works no more."""
    email = proving.mailbox_of(email)
    for earlier in officer_queries.all_of(session):
        if earlier.email == email and earlier.accepted_at is None and earlier.revoked_at is None:
            officer_queries.change(session, earlier.id, revoked_at=now)
    nonce = derived_secret.new_nonce()
    row = Officer(
        role=role,
        province=province,
        email=email,
        nonce=nonce,
        token_hash=derived_secret.hashed(derived_secret.token_of(key, nonce)),
        invited_at=now,
        expires_at=now + LASTS,
    )
    officer_id = officer_queries.add(session, row)
    message = Message(
        key=f"officer_invitation:{officer_id}",
        kind="officer_invitation",
        way="mail",
        address=email,
        language=language,
        ref_id=officer_id,
        last_at=row.expires_at,
    )
    outbox_queries.post(session, message, now)
    return message.key


def is_open(officer: Officer | None, now: datetime) -> bool:
    """Return whether an invitation can still be accepted."""
    return (
        officer is not None and officer.accepted_at is None and officer.revoked_at is None and now < officer.expires_at
    )


def open_invitation(session: Session, turn: Turn, token: str) -> Outcome | None:
    """Open an officer's invitation, which also proves the mailbox it was sent to; None when the token is no such one.

    Who agreed before accepts it at once; anybody else first reads what is kept and why.
    """
    found = officer_queries.by_token(session, derived_secret.hashed(token.strip().casefold()))
    if found is None or not is_open(found, turn.now):
        return None
    if turn.speaker.agreed:
        return _accept(session, turn, found)
    officer_queries.change(session, found.id, person_id=turn.person_id)
    return Outcome(view=_invited(turn, found))


def _invited(turn: Turn, officer: Officer) -> OfficerInvited:
    return OfficerInvited(role=officer.role, province=officer.province, call=turn.call)


def still_opened(session: Session, turn: Turn, outcome: Outcome) -> Outcome:
    """Return the invitation that was opened, which waits for the agreement; the outcome when it works no more."""
    found = officer_queries.opened_by(session, turn.person_id)
    if found is None or not is_open(found, turn.now):
        return outcome
    first = {Noted.AGREE_FIRST: Noted.ACCEPT_FIRST}
    notes = tuple(replace(note, what=first.get(note.what, note.what)) for note in outcome.notes)
    return replace(outcome, view=_invited(turn, found), notes=notes)


def accept_opened(session: Session, turn: Turn) -> Outcome | None:
    """Accept the invitation that a person opened before agreeing; None when there is none."""
    found = officer_queries.opened_by(session, turn.person_id)
    if found is None or not is_open(found, turn.now):
        return None
    agreeing.agree(session, turn)
    return _accept(session, turn, found)


def _accept(session: Session, turn: Turn, officer: Officer) -> Outcome:
    officer_queries.end_role(session, turn.person_id, turn.now)  # one role at a time: the newest
    officer_queries.change(session, officer.id, person_id=turn.person_id, accepted_at=turn.now)
    person_queries.add_mailbox(session, turn.person_id, officer.email, turn.now)
    note = Note(Noted.OFFICER, {"email": officer.email})
    return Outcome(view=DeskHome(role=officer.role, province=officer.province), notes=(note,))
