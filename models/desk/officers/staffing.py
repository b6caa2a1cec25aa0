"""Who works at the desk, seen and changed by the agency: invited by mail, and ended.

Source: ARCHITECTURE.md, Rules: Officers.
"""

from sqlmodel import Session

from models.answers import kinds
from models.desk import rights
from models.desk.officers import appointing
from models.desk.rights import Right, Role
from models.places.municipality import PROVINCES
from models.records.desk import officer_queries
from models.records.desk.officer import Officer
from models.turns.turn import Turn


def everybody(session: Session, turn: Turn) -> tuple[Officer, ...]:
    """Return every officer and every invitation, the newest first, for use within the transaction alone."""
    rights.demand(turn, Right.STAFF)
    return tuple(reversed(officer_queries.all_of(session)))


def invite(session: Session, turn: Turn, role: str, province: str, email: str) -> str:
    """Invite an officer by mail; return what to say of it."""
    rights.demand(turn, Right.STAFF)
    found = kinds.read_email(email)
    if found is None:
        return "no_mailbox"
    if role not in set(Role) or (role == Role.PROVINCE and province not in PROVINCES):
        return "no_province"
    appointing.invite(
        session,
        Role(role),
        found,
        turn.now,
        province=province if role == Role.PROVINCE else None,
        language=turn.speaker.language,
        key=turn.key,
    )
    return "invited"


def revoke(session: Session, turn: Turn, officer_id: int) -> str:
    """End the roles and invitations of a mailbox, and with them its sessions; nobody ends their own."""
    rights.demand(turn, Right.STAFF)
    row = officer_queries.one(session, officer_id)
    if row is None:
        raise rights.not_there(turn)
    own = officer_queries.role_of(session, turn.person_id)
    if own is not None and own.email == row.email:
        return "yourself"
    return "revoked" if officer_queries.revoke(session, row.email, turn.now) else "over_already"
