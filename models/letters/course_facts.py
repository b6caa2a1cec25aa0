"""What the letters after the selection are about: the interview, the guidance, the evaluation, the advice."""

from datetime import datetime

from sqlmodel import Session

from models.answers import checklist, kinds
from models.calls.stages import Stage
from models.desk.guidance.intake import LASTS
from models.language import moments
from models.language.wording import words
from models.letters import mail_lines
from models.letters.facts import Attendee, Facts, Meeting, town
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.guidance import course_queries
from models.records.guidance.course import Interview, Named
from models.records.messages.outbox_queries import Message
from models.records.people import derived_secret, participant_queries, person_queries
from models.records.people.reply_token import For, Reply, of_officer
from models.turns.people.naming import called

ONWARD = (("continue", "here"),)


def intake(session: Session, message: Message, key: bytes, now: datetime) -> Facts | None:
    """Return an interview as it is now, with the file for a calendar; None when a newer letter about it is there."""
    one = course_queries.interview(session, message.ref_id or 0)
    if one is None or one.sequence != message.payload.get("sequence") or one.held_at is not None:
        return None
    case = case_queries.load(session, one.application_id)
    language = message.language
    values = {
        "municipality": town(case, language),
        "number": case.number or "",
        "when": moments.moment_words(one.starts_at, case.call.zone, language),
        "place": one.place,
        "note": one.note,
        "officer": called(session, one.planned_by) if one.planned_by not in {None, message.person_id} else None,
        "is_moved": one.sequence > 0,
        "is_cancelled": one.cancelled_at is not None,
        "reason": one.reason,
    }
    # Who planned it is an officer: their reply is about the desk, for they do not work on the application.
    reply = of_officer(For.DESK, one.planned_by) if one.planned_by and one.planned_by == message.person_id else None
    return Facts(values=values, reply=reply, meeting=_meeting(session, case, one, key, now, language))


def _meeting(session: Session, case: Case, one: Interview, key: bytes, now: datetime, language: str) -> Meeting:
    known = {"municipality": town(case, language), "number": case.number or ""}
    return Meeting(
        file_name=words().say("intake.file_name", language, municipality=town(case, language)),
        uid=derived_secret.name_of(key, f"intake/{one.id}"),
        starts_at=one.starts_at.astimezone(case.call.zone),
        lasts=LASTS,
        place=one.place,
        summary=words().say("intake.summary", language, municipality=town(case, language)),
        description="\n".join(part for part in (words().say("intake.about", language, **known), one.note) if part),
        attendees=_attendees(session, case, one),
        sequence=one.sequence,
        stamped_at=now,
        is_cancelled=one.cancelled_at is not None,
    )


def _attendees(session: Session, case: Case, one: Interview) -> tuple[Attendee, ...]:
    """Return both sides: who works on the application, and the officer who planned it; the newest mailbox of each."""
    people = [person_id for person_id, _ in participant_queries.active(session, case.application_id)]
    people += [one.planned_by] if one.planned_by is not None else []
    found: dict[str, Attendee] = {}
    for person_id in people:
        for mailbox in person_queries.proven_mailboxes(session, person_id)[:1]:
            found.setdefault(mailbox, Attendee(name=called(session, person_id), mailbox=mailbox))
    return tuple(found.values())


def guidance(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return the phases and the experts of a guidance that begins."""
    case = _case(session, message)
    if case is None or case.stage not in {Stage.GUIDANCE, Stage.EVALUATED}:
        return None
    course, language = course_queries.load(session, case.application_id), message.language
    values = {
        "municipality": town(case, language),
        "number": case.number or "",
        "phases": [
            words().say(
                "guidance.phase",
                language,
                title=one.title,
                start=moments.day_words(one.from_on, language),
                end=moments.day_words(one.until_on, language),
            )
            for one in course.phases
        ],
        "experts": [_expert(case, one, language) for one in course.experts],
        "asks_evaluation": bool(case.call.evaluation.items),
    }
    return Facts(values=values)


def _expert(case: Case, one: Named, language: str) -> str:
    item = case.call.checklist.of_experts
    field = kinds.shown(item, [one.field], language) if item is not None else one.field
    return words().say("guidance.expert", language, field=field, name=one.name, organisation=one.organisation)


def evaluation_asked(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return how much the evaluation asks; None once it came, and for a second time to who wants no reminders."""
    case = _case(session, message)
    if case is None or case.stage is not Stage.GUIDANCE:
        return None
    again = message.payload.get("again") is True
    if again and message.person_id is not None and _wants_none(session, message.person_id):
        return None
    asked = checklist.asked_items(case.checklist, case.answers)
    values = {
        "municipality": town(case, message.language),
        "call_title": case.call.title.in_language(message.language),
        "questions": len(asked),
        "minutes": checklist.minutes_for(asked),
        "again": again,
        "items": [mail_lines.asked(item, message.language) for item in asked if item.key not in case.kept],
    }
    person_id, application_id = message.person_id or 0, case.application_id
    reply = Reply(use=For.EVALUATION, person_id=person_id, application_id=application_id)
    return Facts(values=values, buttons=ONWARD, reply=reply)


def _wants_none(session: Session, person_id: int) -> bool:
    return person_queries.person(session, person_id).reminders == "off"


def advice(session: Session, message: Message, _key: bytes, _now: datetime) -> Facts | None:
    """Return the advice as it stands; None when a newer one is on its way."""
    case = _case(session, message)
    found = course_queries.evaluated(session, case.application_id) if case is not None else None
    if case is None or found is None or found.advice_number != message.payload.get("number"):
        return None
    return Facts(
        values={"municipality": town(case, message.language), "number": case.number or "", "advice": found.advice}
    )


def _case(session: Session, message: Message) -> Case | None:
    return case_queries.load(session, message.application_id) if message.application_id is not None else None
