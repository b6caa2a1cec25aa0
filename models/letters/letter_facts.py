"""What a letter is about, gathered at the moment of sending; None when it is of no use any more."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from models.calls.call import Kind
from models.calls.stages import Stage
from models.language import moments
from models.language.clean_text import one_line
from models.places.municipality import municipality
from models.records import (
    attachment_queries,
    case_queries,
    code_queries,
    derived_secret,
    event_queries,
    invitation_queries,
    participant_queries,
    person_queries,
    submission_queries,
)
from models.records.case import Case
from models.records.outbox_queries import Message
from models.records.submission import Submission
from models.turns import joining, proving

MOST_NAME = 80  # characters of a name in a letter to somebody else


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCopy:
    """What the receipt shows: the case, exactly what was sent, and its files."""

    case: Case
    municipality: str
    number: str
    content: str
    checksum: str
    version: int
    sent_at: datetime
    sent_at_words: str
    coach_version: str
    coach_outcome: Mapping[str, list[str]]
    files: tuple[tuple[str, str, int, str], ...]  # item key, name, bytes, SHA-256


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The values that a letter names, and what else goes with it."""

    values: Mapping[str, object] = field(default_factory=dict)
    sent_copy: SentCopy | None = None
    start_token: str | None = None  # what a link that opens the chat carries
    buttons: tuple[tuple[str, str], ...] = ()  # (word, what pressing it sends), for chat


def gather(session: Session, message: Message, key: bytes, now: datetime) -> Facts | None:
    """Return the facts of a message as they are `now`, or None when it need not leave any more."""
    return _GATHER[message.kind](session, message, key, now)


def _code(session: Session, message: Message, key: bytes, now: datetime) -> Facts | None:
    row = code_queries.one(session, message.ref_id or 0)
    newest = code_queries.newest(session, row.person_id) if row is not None else None
    if row is None or newest is None or newest.id != row.id or row.tries >= proving.MOST_TRIES:
        return None  # it was used, or a newer one took its place: this one would be refused
    minutes = round((row.expires_at - now) / timedelta(minutes=1))
    if minutes < 1:
        return None
    case = case_queries.load(session, message.application_id) if message.application_id else None
    values = {
        "code": derived_secret.code_of(key, row.nonce),
        "minutes": minutes,
        "municipality": _town(case) if case else None,
    }
    return Facts(values=values)


def _receipt(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    row = submission_queries.one(session, message.ref_id or 0)
    if row is None or message.application_id is None:
        return None
    case = case_queries.load(session, message.application_id)
    copy = _sent_copy(session, case, row, message.language)
    asked = [case.item(key) for key in copy.coach_outcome]
    can_change = case.stage is Stage.SUBMITTED and now < case.round.closes_at
    values = {
        "number": copy.number,
        "municipality": copy.municipality,
        "call_title": case.call.title.in_language(message.language),
        "sent_at": copy.sent_at_words,
        "version": copy.version,
        "checksum": copy.checksum,
        "deadline": moments.deadline_words(case.round, message.language) if can_change else None,
        "unclear": [f"{i.number}. {i.short.in_language(message.language)}" for i in asked if i is not None],
        "steps": [words.in_language(message.language) for words in case.call.after_submission],
    }
    return Facts(values=values, sent_copy=copy)


def _sent_copy(session: Session, case: Case, row: Submission, language: str) -> SentCopy:
    listed = json.loads(row.content)
    sizes = {file.sha256: file.size for file in attachment_queries.all_of(session, case.application_id)}
    return SentCopy(
        case=case,
        municipality=_sent_town(case, listed["answers"]),
        number=listed["number"],
        content=row.content,
        checksum=row.checksum,
        version=row.version,
        sent_at=row.sent_at,
        sent_at_words=moments.moment_and_place_words(row.sent_at, case.call.zone, language),
        coach_version=row.coach_version,
        coach_outcome=json.loads(row.coach_outcome),
        files=tuple(
            (one["item"], one["name"], sizes.get(one["sha256"], 0), one["sha256"]) for one in listed["attachments"]
        ),
    )


def _sent_town(case: Case, sent: Mapping[str, object]) -> str:
    """Return the municipality that was sent, whatever was answered later."""
    for item in case.call.checklist.items:
        nis_code = sent.get(item.key)
        if item.kind is Kind.MUNICIPALITY and isinstance(nis_code, str):
            return municipality(nis_code).name
    return _town(case)


def _invitation(session: Session, message: Message, key: bytes, now: datetime) -> Facts | None:
    row = invitation_queries.one(session, message.ref_id or 0)
    if row is None or row.accepted_at is not None or row.expires_at <= now:
        return None
    case = case_queries.load(session, row.application_id)
    token = derived_secret.token_of(key, row.nonce)
    values = {
        "inviter": _name(session, row.invited_by),
        "municipality": _town(case),
        "call_title": case.call.title.in_language(message.language),
        "code": token,
        "hand_over": row.hand_over,
        "days": max(1, round((row.expires_at - now) / timedelta(days=1))),
    }
    return Facts(values=values, start_token=token)


def _join_request(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    row = invitation_queries.request_by_id(session, message.ref_id or 0)
    if row is None or row.answered_at is not None:
        return None
    case = case_queries.load(session, row.application_id)
    proven = person_queries.proven_mailboxes(session, row.person_id)
    values = {
        "asker": _name(session, row.person_id),
        "asker_email": proven[0] if proven else "",
        "municipality": _town(case),
        "days": joining.PATIENCE_WORKING_DAYS,
    }
    return Facts(values=values, buttons=(("let_in", f"req:{row.id}:1"), ("refuse", f"req:{row.id}:0")))


def _about_colleague(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    if message.application_id is None:
        return None
    case = case_queries.load(session, message.application_id)
    about, by = (_id(message.payload.get(name)) for name in ("about", "by"))
    values = {
        "name": _name(session, about),
        "taker": _name(session, about),
        "giver": _name(session, by or message.person_id),
        "municipality": _town(case),
        "call_title": case.call.title.in_language(message.language),
    }
    return Facts(values=values)


def _let_in(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    if message.application_id is None:
        return None
    values = {"municipality": _town(case_queries.load(session, message.application_id))}
    return Facts(values=values, buttons=(("continue", "here"),))


def _left(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    if message.application_id is None:
        return None
    active = participant_queries.active(session, message.application_id)
    values = {
        "name": _name(session, _id(message.payload.get("about"))),
        "taker": _name(session, next((one for one, role in active if role == "contact"), None)),
        "municipality": _town(case_queries.load(session, message.application_id)),
    }
    return Facts(values=values)


def _withdrawn(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    if message.application_id is None:
        return None
    case = case_queries.load(session, message.application_id)
    when = event_queries.moment_of(session, message.application_id, "withdrawn")
    if case.stage is not Stage.WITHDRAWN or when is None:
        return None
    values = {
        "number": case.number or "",
        "municipality": _town(case),
        "call_title": case.call.title.in_language(message.language),
        "withdrawn_at": moments.moment_words(when, case.call.zone, message.language),
    }
    return Facts(values=values)


def _town(case: Case) -> str:
    return case.municipality.name if case.municipality else "?"


def _id(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _name(session: Session, person_id: int | None) -> str:
    """Return what a person is called: the name, else the mailbox, else nothing that can be used."""
    if person_id is None:
        return "?"
    proven = person_queries.proven_mailboxes(session, person_id)
    name = one_line(person_queries.person(session, person_id).name or "")[:MOST_NAME]
    return name or (proven[0] if proven else "?")


_GATHER: dict[str, Callable[[Session, Message, bytes, datetime], Facts | None]] = {
    "code": _code,
    "receipt": _receipt,
    "invitation": _invitation,
    "join_request": _join_request,
    "joined": _about_colleague,
    "join_refused": _about_colleague,
    "let_in": _let_in,
    "left": _left,
    "handed_over": _about_colleague,
    "withdrawn": _withdrawn,
}
KINDS = frozenset(_GATHER)
