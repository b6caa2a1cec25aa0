"""What the letters between people are about: codes, invitations, who joins, leaves or withdraws."""

from datetime import datetime, timedelta

from sqlmodel import Session

from models.calls.stages import Stage
from models.language import moments
from models.letters.facts import Facts, row_id, town
from models.records.applications import case_queries, event_queries
from models.records.desk import officer_queries
from models.records.messages import mail_in_queries
from models.records.messages.outbox_queries import Message
from models.records.people import code_queries, derived_secret, invitation_queries, participant_queries, person_queries
from models.records.people.reply_token import For, Reply, of_row
from models.turns.people import beside, proving
from models.turns.people.naming import called


def code(session: Session, message: Message, key: bytes, now: datetime) -> Facts | None:
    """Return the code that proves a mailbox, while it still works."""
    row = code_queries.one(session, message.ref_id or 0)
    newest = code_queries.newest(session, row.person_id) if row is not None else None
    if row is None or newest is None or newest.id != row.id or row.tries >= proving.MOST_TRIES:
        return None  # it was used, or a newer one took its place: this one would be refused
    minutes = round((row.expires_at - now) / timedelta(minutes=1))
    if minutes < 1:
        return None
    case = case_queries.load(session, message.application_id) if message.application_id else None
    waiting = mail_in_queries.waiting(session, row.email)
    values = {
        "code": derived_secret.code_of(key, row.nonce),
        "minutes": minutes,
        "municipality": town(case, message.language) if case is not None and case.nis_code is not None else None,
        "mail_waits": bool(waiting),
        "of_officer": bool(waiting) and officer_queries.works_only_as_one(session, row.person_id),
    }
    reply = Reply(use=For.CODE, person_id=row.person_id, exactly=f"{row.id:08x}")
    return Facts(values=values, reply=reply, thread=waiting[-1].message_id if waiting else None)


def invitation(session: Session, message: Message, key: bytes, now: datetime) -> Facts | None:
    """Return the invitation to a colleague, while it can be accepted."""
    row = invitation_queries.one(session, message.ref_id or 0)
    if row is None or row.accepted_at is not None or row.expires_at <= now:
        return None
    case = case_queries.load(session, row.application_id)
    token = derived_secret.token_of(key, row.nonce)
    values = {
        "inviter": called(session, row.invited_by),
        "municipality": town(case, message.language),
        "call_title": case.call.title.in_language(message.language),
        "code": token,
        "hand_over": row.hand_over,
        "days": max(1, round((row.expires_at - now) / timedelta(days=1))),
    }
    return Facts(values=values, start_token=token, reply=of_row(For.INVITATION, row.id, row.application_id))


def join_request(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return who asks to join, while nobody answered."""
    row = invitation_queries.request_by_id(session, message.ref_id or 0)
    if row is None or row.answered_at is not None:
        return None
    case = case_queries.load(session, row.application_id)
    proven = person_queries.proven_mailboxes(session, row.person_id)
    values = {
        "asker": called(session, row.person_id),
        "asker_email": proven[0] if proven else "",
        "municipality": town(case, message.language),
        "days": beside.PATIENCE_WORKING_DAYS,
    }
    reply = of_row(For.JOIN, row.id, row.application_id, message.person_id or 0)
    return Facts(values=values, buttons=(("let_in", f"req:{row.id}:1"), ("refuse", f"req:{row.id}:0")), reply=reply)


def about_colleague(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return who came, or is kept out."""
    if message.application_id is None:
        return None
    case = case_queries.load(session, message.application_id)
    values = {
        "name": called(session, row_id(message.payload.get("about"))),
        "municipality": town(case, message.language),
        "call_title": case.call.title.in_language(message.language),
    }
    return Facts(values=values)


def handed_over(session: Session, message: Message, key: bytes, now: datetime) -> Facts | None:
    """Return who took over from whom."""
    facts = about_colleague(session, message, key, now)
    if facts is None:
        return None
    giver = called(session, row_id(message.payload.get("by")) or message.person_id)
    return Facts(values={**facts.values, "taker": facts.values["name"], "giver": giver})


def let_in(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return that the person may work on the application now."""
    if message.application_id is None:
        return None
    values = {"municipality": town(case_queries.load(session, message.application_id), message.language)}
    return Facts(values=values, buttons=(("continue", "here"),))


def left(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return who stopped, and who takes over."""
    if message.application_id is None:
        return None
    active = participant_queries.active(session, message.application_id)
    values = {
        "name": called(session, row_id(message.payload.get("about"))),
        "taker": called(session, next((one for one, role in active if role == "contact"), None)),
        "municipality": town(case_queries.load(session, message.application_id), message.language),
    }
    return Facts(values=values)


def withdrawn(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return that the application was withdrawn, while it is."""
    if message.application_id is None:
        return None
    case = case_queries.load(session, message.application_id)
    when = event_queries.moment_of(session, message.application_id, "withdrawn")
    if case.stage is not Stage.WITHDRAWN or when is None:
        return None
    values = {
        "number": case.number or "",
        "municipality": town(case, message.language),
        "call_title": case.call.title.in_language(message.language),
        "withdrawn_at": moments.moment_words(when, case.call.zone, message.language),
    }
    return Facts(values=values)
