"""What the letters around the end of a round are about: what was not sent, and a deadline that moved."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from models.answers import checklist
from models.calls.call import Item
from models.calls.stages import Stage
from models.language import moments
from models.language.wording import words
from models.letters.facts import DraftCopy, Facts
from models.records.applications import (
    attachment_queries,
    case_queries,
    closing_queries,
    deadline_queries,
    extension_queries,
    submission_queries,
)
from models.records.applications.case import Case
from models.records.messages.outbox_queries import Message
from models.records.people import participant_queries
from models.turns.people import beside
from models.turns.rounds import no_next_round
from models.turns.sent import submitting

ONWARD = (("continue", "here"),)


def expired(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return what was not sent, and where it goes on; None when it stands again, or its people went on by themselves.

    Whose municipality did send an application is not told that it did not. Who has no mailbox and was told in chat
    meanwhile need not hear it there once more.
    """
    if message.application_id is None:
        return None
    ended = case_queries.load(session, message.application_id)
    carried = case_queries.load(session, message.ref_id) if message.ref_id is not None else None
    if not _still_so(ended, carried, now) or (message.way != "mail" and _has_heard(session, message)):
        return None
    if message.person_id is not None and beside.of_the_town(session, [message.person_id], ended, now) is not None:
        return None
    missing = checklist.missing(ended.call.checklist, ended.answers)
    language = message.language
    values = {
        "municipality": _town(ended),
        "call_title": ended.call.title.in_language(language),
        "closed": moments.deadline_words(ended.round, language),
        "next_round": words().say("round.name", language, id=carried.round.id) if carried else None,
        "deadline": moments.deadline_words(carried.round, language) if carried else None,
        "missing": _listed(missing, language),
        "numbers": [item.number for item in missing],
        "minutes": checklist.minutes_for(missing),
    }
    return Facts(values=values, draft_copy=_copy(session, ended), buttons=ONWARD)


def _still_so(ended: Case, carried: Case | None, now: datetime) -> bool:
    if carried is None:
        return ended.stage is Stage.DRAFT and now >= ended.round.closes_at
    return ended.stage is Stage.EXPIRED and carried.stage is Stage.DRAFT


def _has_heard(session: Session, message: Message) -> bool:
    if message.ref_id is None or message.person_id is None:
        return False
    return participant_queries.asked_at(session, message.ref_id, message.person_id) is not None


def _copy(session: Session, ended: Case) -> DraftCopy:
    files = attachment_queries.of_application(session, ended.application_id)
    return DraftCopy(case=ended, files=tuple((row.item_key, row.file_name) for row in files))


def unsent(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return which changes came after the last sending; None when the round is open after all."""
    standing = submission_queries.one(session, message.ref_id or 0)
    if standing is None or message.application_id is None:
        return None
    case = case_queries.load(session, message.application_id)
    changed = submitting.unsent(session, case)
    if not changed or case.stage is Stage.WITHDRAWN or now < case.round.closes_at:
        return None
    language = message.language
    values = {
        "municipality": _town(case) or "",
        "call_title": case.call.title.in_language(language),
        "number": case.number or "",
        "closed": moments.deadline_words(case.round, language),
        "sent_at": moments.moment_words(standing.sent_at, case.call.zone, language),
        "version": standing.version,
        "items": _listed(changed, language),
        "numbers": [item.number for item in changed],
    }
    return Facts(values=values)


def extended(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return the deadline as it is now; None when it passed, or when there is nothing to send any more.

    The reason of an extension is for the municipality alone, not for a draft that anybody can begin in its name.
    """
    if message.application_id is None:
        return None
    case = case_queries.load(session, message.application_id)
    if case.stage not in {Stage.DRAFT, Stage.SUBMITTED} or now >= case.round.closes_at:
        return None
    granted = extension_queries.one(session, case.call.name, case.round.id, case.nis_code) if case.nis_code else None
    if granted is not None and message.payload.get("sequence", granted.sequence) != granted.sequence:
        return None  # it moved once more since, and that letter is on its way
    values = {
        "municipality": _town(case),
        "call_title": case.call.title.in_language(message.language),
        "deadline": moments.deadline_words(case.round, message.language),
        "reason": granted.reason if granted is not None and case.is_owned else None,
        "earlier": message.payload.get("earlier") is True,
    }
    return Facts(values=values, buttons=ONWARD)


def no_next(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return how much has nowhere to go after the last round; None once there is a next one."""
    call = deadline_queries.newest_call(session, str(message.payload["call"]))
    last = no_next_round.last_round(call, now)
    if last is None or last.id != message.payload["round"]:
        return None
    values = {
        "call_title": call.title.in_language(message.language),
        "deadline": moments.deadline_words(last, message.language),
        "days": moments.days_left(last, now, call.zone),
        "drafts": closing_queries.drafts_of_round(session, call.name, last.id),
    }
    return Facts(values=values)


def _town(case: Case) -> str | None:
    return case.municipality.name if case.municipality else None


def _listed(items: Sequence[Item], language: str) -> list[str]:
    return [f"{item.number}. {item.short.in_language(language)}" for item in items]
