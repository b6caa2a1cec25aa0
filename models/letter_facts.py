"""What a letter is about, gathered at the moment of sending; None when it is of no use any more."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from models import (
    attachment_queries,
    case_queries,
    code_queries,
    derived_secret,
    invitation_queries,
    moments,
    participant_queries,
    person_queries,
    proving,
    sharing,
    submission_queries,
)
from models.attachment import Attachment
from models.case import Case
from models.outbox_queries import Message
from models.submission import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCopy:
    """What the receipt shows: the case, exactly what was sent, and its files."""

    case: Case
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
    buttons: tuple[tuple[str, str], ...] = ()  # (word, what pressing it sends), for chat


def gather(session: Session, message: Message, key: bytes) -> Facts | None:
    """Return the facts of a message, or None when it need not leave any more."""
    return _GATHER[message.kind](session, message, key)


def _code(session: Session, message: Message, key: bytes) -> Facts | None:
    row = code_queries.one(session, message.ref_id or 0)
    if row is None or row.used_at is not None:
        return None
    case = case_queries.load(session, message.application_id) if message.application_id else None
    values = {
        "code": derived_secret.code_of(key, row.nonce),
        "minutes": proving.LASTS.seconds // 60,
        "municipality": _town(case) if case else None,
    }
    return Facts(values=values)


def _receipt(session: Session, message: Message, _key: bytes) -> Facts | None:
    row = submission_queries.one(session, message.ref_id or 0)
    if row is None or message.application_id is None:
        return None
    case = case_queries.load(session, message.application_id)
    copy = _sent_copy(session, case, row, message.language)
    asked = [case.item(key) for key in copy.coach_outcome]
    values = {
        "number": copy.number,
        "municipality": _town(case),
        "call_title": case.call.title.in_language(message.language),
        "sent_at": copy.sent_at_words,
        "version": copy.version,
        "checksum": copy.checksum,
        "deadline": moments.deadline_words(case.round, message.language),
        "unclear": [f"{i.number}. {i.short.in_language(message.language)}" for i in asked if i is not None],
        "steps": [words.in_language(message.language) for words in case.call.after_submission],
    }
    return Facts(values=values, sent_copy=copy)


def _sent_copy(session: Session, case: Case, row: Submission, language: str) -> SentCopy:
    listed = json.loads(row.content)
    sent_files = {one["sha256"] for one in listed["attachments"]}
    files = [f for f in attachment_queries.all_of(session, case.application_id) if f.sha256 in sent_files]
    return SentCopy(
        case=case,
        number=listed["number"],
        content=row.content,
        checksum=row.checksum,
        version=row.version,
        sent_at=row.sent_at,
        sent_at_words=moments.moment_words(row.sent_at, case.call.zone, language),
        coach_version=row.coach_version,
        coach_outcome=json.loads(row.coach_outcome),
        files=tuple(_file(one) for one in files),
    )


def _file(row: Attachment) -> tuple[str, str, int, str]:
    return row.item_key or "", row.file_name, row.size, row.sha256


def _invitation(session: Session, message: Message, key: bytes) -> Facts | None:
    row = invitation_queries.one(session, message.ref_id or 0)
    if row is None or row.accepted_at is not None:
        return None
    case = case_queries.load(session, row.application_id)
    values = {
        "inviter": _name(session, row.invited_by),
        "municipality": _town(case),
        "call_title": case.call.title.in_language(message.language),
        "code": derived_secret.token_of(key, row.nonce),
        "link": None,
        "hand_over": row.hand_over,
        "days": sharing.LASTS.days,
    }
    return Facts(values=values)


def _join_request(session: Session, message: Message, _key: bytes) -> Facts | None:
    row = invitation_queries.request_by_id(session, message.ref_id or 0)
    if row is None or row.answered_at is not None:
        return None
    case = case_queries.load(session, row.application_id)
    proven = person_queries.proven_mailboxes(session, row.person_id)
    values = {
        "asker": _name(session, row.person_id),
        "asker_email": proven[0] if proven else "",
        "municipality": _town(case),
        "days": sharing.PATIENCE_WORKING_DAYS,
    }
    return Facts(values=values, buttons=(("let_in", f"req:{row.id}:1"), ("refuse", f"req:{row.id}:0")))


def _about_colleague(session: Session, message: Message, _key: bytes) -> Facts | None:
    if message.application_id is None:
        return None
    case = case_queries.load(session, message.application_id)
    who = message.payload.get("about")
    contacts = [p for p, role in participant_queries.active(session, message.application_id) if role == "contact"]
    taker = contacts[0] if contacts else None
    values = {
        "name": _name(session, who if isinstance(who, int) else None),
        "taker": _name(session, taker),
        "giver": _name(session, message.person_id),
        "municipality": _town(case),
        "call_title": case.call.title.in_language(message.language),
    }
    return Facts(values=values)


def _withdrawn(session: Session, message: Message, _key: bytes) -> Facts | None:
    if message.application_id is None:
        return None
    case = case_queries.load(session, message.application_id)
    when = case_queries.moment_of(session, message.application_id, "withdrawn")
    values = {
        "number": case.number or "",
        "municipality": _town(case),
        "call_title": case.call.title.in_language(message.language),
        "withdrawn_at": moments.moment_words(when, case.call.zone, message.language) if when else "",
    }
    return Facts(values=values)


def _town(case: Case) -> str:
    return case.municipality.name if case.municipality else "?"


def _name(session: Session, person_id: int | None) -> str:
    """Return what a person is called: the name, else the mailbox, else nothing that can be used."""
    if person_id is None:
        return "?"
    proven = person_queries.proven_mailboxes(session, person_id)
    return person_queries.person(session, person_id).name or (proven[0] if proven else "?")


_GATHER: dict[str, Callable[[Session, Message, bytes], Facts | None]] = {
    "code": _code,
    "receipt": _receipt,
    "invitation": _invitation,
    "join_request": _join_request,
    "joined": _about_colleague,
    "join_refused": _about_colleague,
    "handed_over": _about_colleague,
    "withdrawn": _withdrawn,
}
KINDS = frozenset(_GATHER)
