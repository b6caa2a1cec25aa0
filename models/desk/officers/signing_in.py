"""How an officer comes in at the desk in a browser: a code or a link by mail, and then a session that ends.

Whoever is no officer gets no mail and reads the same. A session is a secret of 128 bits; its hash is kept.

Source: ARCHITECTURE.md, Rules: Officers.
"""

import re
import secrets
from datetime import datetime, timedelta

from sqlmodel import Session

from models.records.desk import officer_queries, officer_session_queries
from models.records.desk.officer import Officer
from models.records.desk.officer_session import OfficerSession
from models.records.desk.officer_session_queries import OpenSession
from models.records.messages import outbox_queries
from models.records.messages.outbox_queries import Message
from models.records.people import code_queries, derived_secret, person_queries, reach_queries
from models.records.people.mail_code import CodeUse, MailCode
from models.turns.outcome import Note, Outcome
from models.turns.people import proving
from models.turns.turn import Turn

LASTS = timedelta(hours=12)
IDLE = timedelta(hours=1)
SEEN_EVERY = timedelta(minutes=1)  # more often a session is not written
SECRET_BYTES = 16
KIND = "desk_login"
MOST_MAILBOX = 320  # characters
_TOKEN = re.compile(r"(?P<code>[1-9][0-9]{0,9})-(?P<seal>[a-z2-7]{26})")


def ask(session: Session, email: str, page: str, now: datetime) -> None:
    """Mail a code and a link to an officer, within the limits of codes; `page` is the address of the site, or ""."""
    email = proving.mailbox_of(email.strip())[:MOST_MAILBOX]
    officer = officer_queries.of_mailbox(session, email)
    if officer is None or officer.person_id is None:
        return
    row = proving.new_code(session, officer.person_id, email, now, CodeUse.DESK)
    if row is None:
        return
    message = Message(
        key=f"{KIND}:{row.id}",
        kind=KIND,
        way="mail",
        address=email,
        language=person_queries.person(session, officer.person_id).language,
        person_id=officer.person_id,
        ref_id=row.id,
        payload={"page": page},
        last_at=row.expires_at,
    )
    outbox_queries.post(session, message, now)


def by_code(session: Session, email: str, said: str, key: bytes, now: datetime) -> str | None:
    """Return the secret of a new session for the code that was mailed; None when it is another one, or used, or old."""
    officer = officer_queries.of_mailbox(session, proving.mailbox_of(email.strip())[:MOST_MAILBOX])
    code = proving.code_in(said)
    if officer is None or officer.person_id is None or code is None:
        return None
    row = proving.use_code(session, officer.person_id, code, key, now, CodeUse.DESK)
    return None if isinstance(row, Note) else _begin(session, officer, now)


def by_link(session: Session, token: str, key: bytes, now: datetime) -> str | None:
    """Return the secret of a new session for the link of a mail; None when it is forged, used or old."""
    row = _of_token(session, token, key)
    officer = officer_queries.of_mailbox(session, row.email) if row is not None else None
    if row is None or officer is None or row.person_id != officer.person_id:
        return None
    if row.used_at is not None or now >= row.expires_at:
        return None
    code_queries.mark_used(session, row.id, now)
    return _begin(session, officer, now)


def token_of(key: bytes, row: MailCode) -> str:
    """Return what a link bears: which code, and what only we can say of it. Wrong codes do not end it."""
    return f"{row.id}-{derived_secret.seal_of(key, KIND, row.nonce)}"


def leave(session: Session, secret: str, now: datetime) -> None:
    """End a session, whether it stood or not."""
    officer_session_queries.end(session, derived_secret.hashed(secret), now)


def leave_desk(session: Session, turn: Turn, secret: str, everywhere: bool) -> Outcome:
    """End the session of who speaks, or all that they have on other devices as well."""
    officer = officer_queries.role_of(session, turn.person_id)
    if everywhere and officer is not None:
        officer_session_queries.end_all(session, officer.id, turn.now)
    leave(session, secret, turn.now)
    return Outcome(view=None)


def of_secret(session: Session, secret: str, now: datetime) -> OpenSession | None:
    """Return the session of a secret, seen now; None when it is over, ended, or of somebody who is no officer now."""
    found = officer_session_queries.standing(session, derived_secret.hashed(secret), now, now - IDLE)
    if found is not None and now - found.last_seen_at >= SEEN_EVERY:
        officer_session_queries.seen(session, found.session_id, now)
    return found


def form_seal(key: bytes, secret: str) -> str:
    """Return what every form of a session bears, so that no other site can send one."""
    return derived_secret.seal_of(key, "desk-form", secret)


def _begin(session: Session, officer: Officer, now: datetime) -> str:
    officer_session_queries.forget_expired(session, officer.id, now)
    reach_queries.heard_from(session, "mail", {officer.email})
    secret = secrets.token_hex(SECRET_BYTES)
    row = OfficerSession(
        officer_id=officer.id,
        secret_hash=derived_secret.hashed(secret),
        created_at=now,
        last_seen_at=now,
        expires_at=now + LASTS,
    )
    officer_session_queries.add(session, row)
    return secret


def _of_token(session: Session, token: str, key: bytes) -> MailCode | None:
    read = _TOKEN.fullmatch(token) if token.isascii() else None
    row = code_queries.one(session, int(read["code"])) if read is not None else None
    if read is None or row is None or row.use != CodeUse.DESK:
        return None
    return row if derived_secret.same(read["seal"], derived_secret.seal_of(key, KIND, row.nonce)) else None
