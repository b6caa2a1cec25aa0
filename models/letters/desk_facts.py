"""What the letters of the desk are about: invitations to officers, and how they log in."""

from datetime import datetime, timedelta

from sqlmodel import Session

from models.desk.officers import appointing, signing_in
from models.language.wording import words
from models.letters.facts import Facts
from models.records.desk import officer_queries
from models.records.messages.outbox_queries import Message
from models.records.people import code_queries, derived_secret
from models.records.people.mail_code import CodeUse
from models.turns.people import proving


def officer_invitation(session: Session, message: Message, key: bytes, now: datetime) -> Facts | None:
    """Return the invitation to be an officer, while it can be accepted."""
    row = officer_queries.one(session, message.ref_id or 0)
    if row is None or not appointing.is_open(row, now):
        return None
    token = derived_secret.token_of(key, row.nonce)
    values = {
        "role": words().say(f"officer.{row.role}", message.language, province=row.province or ""),
        "code": token,
        "days": max(1, round((row.expires_at - now) / timedelta(days=1))),
    }
    return Facts(values=values, start_token=token)


def desk_login(session: Session, message: Message, key: bytes, now: datetime) -> Facts | None:
    """Return the code and the link by which an officer logs in, while they still work."""
    row = code_queries.one(session, message.ref_id or 0)
    newest = code_queries.newest(session, row.person_id, CodeUse.DESK) if row is not None else None
    if row is None or newest is None or newest.id != row.id or not proving.is_alive(row, now):
        return None
    page = str(message.payload.get("page", ""))
    values = {
        "code": derived_secret.code_of(key, row.nonce),
        "minutes": max(1, round((row.expires_at - now) / timedelta(minutes=1))),
        "link": f"{page}/loket/inloggen/{signing_in.token_of(key, row)}" if page else None,
    }
    return Facts(values=values)
