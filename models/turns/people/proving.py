"""How an official proves a mailbox: a code by mail, within limits, compared in constant time.

Source: ARCHITECTURE.md, Rules: Codes.
"""

import re
from datetime import datetime, timedelta

from sqlmodel import Session

from models.records.messages import outbox_queries
from models.records.messages.outbox_queries import Message
from models.records.people import code_queries, derived_secret, person_queries, reach_queries
from models.records.people.mail_code import CodeUse, MailCode
from models.turns.outcome import Note, Noted
from models.turns.turn import Turn

LASTS = timedelta(minutes=10)
MOST_TRIES = 5  # per code
WINDOW = timedelta(hours=1)
MOST_ASKED = {"mailbox": 5, "person": 8, "all": 3_000}  # codes within WINDOW
MOST_WRONG = {"mailbox": 15, "person": 15, "all": 2_000}  # wrong tries within WINDOW
REMEMBERED = timedelta(hours=1)  # so long after it was asked for, a dead code is still told from an ordinary answer
LOOKS_LIKE_CODE = re.compile(r"\D{0,20}([0-9]{3})[ .-]?([0-9]{3})\D{0,3}")


def mailbox_of(email: str) -> str:
    """Return an address in the one form in which it is proven, counted and compared: servers ignore its case."""
    return email.lower()


def ask_unless_proven(session: Session, turn: Turn, email: str) -> list[Note]:
    """Mail a code to the mailbox, unless the person proved it already and mails arrive; return what to say."""
    proven = mailbox_of(email) in person_queries.proven_mailboxes(session, turn.person_id)
    if proven and not reach_queries.marked(session, {("mail", mailbox_of(email))}):
        return []
    return [ask_code(session, turn, email)]


def ask_code(session: Session, turn: Turn, email: str) -> Note:
    """Mail a code of six digits, within the limits; return what to say."""
    email = mailbox_of(email)
    row = new_code(session, turn.person_id, email, turn.now)
    if row is None:
        return Note(Noted.CODE_LIMIT, {"email": email})
    message = Message(
        key=f"code:{row.id}",
        kind="code",
        way="mail",
        address=email,
        language=turn.speaker.language,
        person_id=turn.person_id,
        application_id=turn.speaker.application_id,
        ref_id=row.id,
        last_at=row.expires_at,
    )
    outbox_queries.post(session, message, turn.now)
    return Note(Noted.CODE_SENT, {"email": email, "minutes": LASTS.seconds // 60})


def new_code(
    session: Session, person_id: int, email: str, now: datetime, use: CodeUse = CodeUse.MAILBOX
) -> MailCode | None:
    """Return a new code of a person for a mailbox, or None beyond the limits; the caller posts its letter."""
    counts = code_queries.counts(session, person_id, email, now - WINDOW)
    if (
        counts.mailbox_asked >= MOST_ASKED["mailbox"]
        or counts.person_asked >= MOST_ASKED["person"]
        or counts.all_asked >= MOST_ASKED["all"]
    ):
        return None
    nonce = derived_secret.new_nonce()
    row = MailCode(person_id=person_id, email=email, use=use, nonce=nonce, asked_at=now, expires_at=now + LASTS)
    code_queries.add(session, row)
    return row


def code_in(said: str) -> str | None:
    """Return the six digits when a message is a code and nothing else, or None."""
    found = LOOKS_LIKE_CODE.fullmatch(said.strip())
    return found[1] + found[2] if found else None


def waits_for_code(session: Session, turn: Turn) -> bool:
    """Return whether six digits are a code now: one was mailed to the person lately and not used yet."""
    row = code_queries.newest(session, turn.person_id)
    return row is not None and turn.now < row.asked_at + REMEMBERED


def was_mailed(session: Session, turn: Turn, code: str) -> bool:
    """Return whether this very code was the last that was mailed to the person, however long ago."""
    row = code_queries.newest(session, turn.person_id)
    return row is not None and derived_secret.same(derived_secret.code_of(turn.key, row.nonce), code)


def used_for(session: Session, turn: Turn, code: str) -> str | None:
    """Return the mailbox that this very code proved lately, or None: a code typed twice is no answer."""
    row = code_queries.newest_used(session, turn.person_id)
    if row is None or turn.now >= row.asked_at + REMEMBERED:
        return None
    return row.email if derived_secret.same(derived_secret.code_of(turn.key, row.nonce), code) else None


def is_on_its_way(session: Session, turn: Turn, email: str) -> bool:
    """Return whether a code that still works was mailed to exactly this mailbox."""
    row = code_queries.newest(session, turn.person_id)
    return row is not None and row.email == mailbox_of(email) and is_alive(row, turn.now)


def is_alive(row: MailCode, now: datetime) -> bool:
    """Return whether a code that was not used still works."""
    return now < row.expires_at and row.tries < MOST_TRIES


def last_asked(session: Session, turn: Turn) -> str | None:
    """Return the mailbox to which the newest unused code went, or None."""
    row = code_queries.newest(session, turn.person_id)
    return row.email if row is not None else None


def check_code(session: Session, turn: Turn, code: str) -> str | Note:
    """Take a typed code: single use, ten minutes, five tries, compared in constant time.

    Returns the mailbox that it proves, or what to say when it does not.
    """
    row = use_code(session, turn.person_id, code, turn.key, turn.now)
    if isinstance(row, Note):
        return row
    person_queries.add_mailbox(session, turn.person_id, row.email, turn.now)
    reach_queries.heard_from(session, "mail", {row.email})
    return row.email


def use_code(
    session: Session, person_id: int, code: str, key: bytes, now: datetime, use: CodeUse = CodeUse.MAILBOX
) -> MailCode | Note:
    """Use the newest code of a person when it is the one that was typed; else return what to say, and count the try."""
    row = code_queries.newest(session, person_id, use)
    if row is None or not is_alive(row, now):
        return Note(Noted.CODE_DEAD)
    if _too_many_wrong(session, row, now):
        return Note(Noted.CODE_LOCKED)
    if not derived_secret.same(derived_secret.code_of(key, row.nonce), code):
        code_queries.count_try(session, row.id)
        left = MOST_TRIES - row.tries - 1
        return Note(Noted.CODE_WRONG, {"count": left}) if left else Note(Noted.CODE_DEAD)
    code_queries.mark_used(session, row.id, now)
    return row


def _too_many_wrong(session: Session, row: MailCode, now: datetime) -> bool:
    counts = code_queries.counts(session, row.person_id, row.email, now - WINDOW)
    return (
        counts.mailbox_tries >= MOST_WRONG["mailbox"]
        or counts.person_tries >= MOST_WRONG["person"]
        or counts.all_tries >= MOST_WRONG["all"]
    )
