"""What the letters of the desk are about: invitations to officers, and decisions."""

from datetime import datetime, timedelta

from sqlmodel import Session

from models.desk import officers
from models.language.wording import words
from models.letters.facts import Facts
from models.records import derived_secret, officer_queries
from models.records.outbox_queries import Message


def officer_invitation(session: Session, message: Message, key: bytes, now: datetime) -> Facts | None:
    """Return the invitation to be an officer, while it can be accepted."""
    row = officer_queries.one(session, message.ref_id or 0)
    if row is None or not officers.is_open(row, now):
        return None
    token = derived_secret.token_of(key, row.nonce)
    values = {
        "role": words().say(f"officer.{row.role}", message.language, province=row.province or ""),
        "code": token,
        "days": max(1, round((row.expires_at - now) / timedelta(days=1))),
    }
    return Facts(values=values, start_token=token)
