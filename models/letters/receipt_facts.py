"""What the receipt shows: exactly what was sent."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from models.calls.call import Item, Kind
from models.calls.stages import Stage
from models.language import moments
from models.letters.facts import Facts, SentCopy, town
from models.places.municipality import municipality
from models.records.applications import attachment_queries, case_queries, checked_answers, submission_queries
from models.records.applications.case import Case
from models.records.applications.receipt import Erased
from models.records.applications.submission import Submission
from models.records.messages.outbox_queries import Message


def receipt(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return what the receipt of one sending shows."""
    row = submission_queries.one(session, message.ref_id or 0)
    if row is None or message.application_id is None:
        return None
    case = case_queries.load(session, message.application_id)
    copy = _sent_copy(session, case, row, message.language)
    unclear = _unclear(copy)
    can_change = case.stage is Stage.SUBMITTED and now < case.round.closes_at
    values = {
        "number": copy.number,
        "municipality": copy.municipality,
        "call_title": case.call.title.in_language(message.language),
        "sent_at": copy.sent_at_words,
        "version": copy.version,
        "checksum": copy.checksum,
        "deadline": moments.deadline_words(case.round, message.language) if can_change else None,
        "unclear": [f"{item.number}. {item.short.in_language(message.language)}" for item in unclear],
        "steps": [words.in_language(message.language) for words in case.call.after_submission],
    }
    return Facts(values=values, sent_copy=copy)


def _unclear(copy: SentCopy) -> list[Item]:
    """Return the items of which the applicant was told before sending that they could be clearer."""
    of, answers = copy.case.call.checklist, checked_answers.read(json.loads(copy.content)["answers"])
    return [
        item
        for item in of.items
        if item.key in copy.coach_outcome or checked_answers.same_as(item, of, answers) is not None
    ]


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
        erased=Erased(at=row.erased_at, checksum=row.checksum) if row.erased_at is not None else None,
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
    return town(case, "nl")  # never: what was sent names it
