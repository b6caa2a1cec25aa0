"""What the letter with a backward plan is about: the days, and the file for a calendar."""

from datetime import datetime

from sqlmodel import Session

from models.calls.stages import Stage
from models.language import moments
from models.language.wording import words
from models.letters.facts import CalendarEntry, CalendarFile, Facts, town
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.messages.outbox_queries import Message
from models.records.people import derived_secret
from models.records.reminding import plan_queries
from models.records.reminding.plan_queries import Calendar
from models.timing import plan_words
from models.turns.reminding import calendars

ENDED = {Stage.SUBMITTED: "submitted", Stage.WITHDRAWN: "withdrawn"}


def plan(session: Session, message: Message, key: bytes, now: datetime) -> Facts | None:
    """Return the plan as a calendar has it, while no newer one is on its way and it can still be used."""
    if message.application_id is None or message.person_id is None:
        return None
    calendar = plan_queries.calendar(session, message.application_id, message.person_id)
    if calendar is None or calendar.sequence != message.payload.get("sequence"):
        return None
    case = case_queries.load(session, message.application_id)
    is_cancelled = calendar.ended_at is not None
    if case.stage is not Stage.DRAFT and not is_cancelled:
        return None
    language = message.language
    values = {
        "municipality": town(case, language),
        "call_title": case.call.title.in_language(language),
        "steps": [plan_words.step_line(step, day, language) for step, day in calendars.steps_of(calendar)],
        "warning": None if is_cancelled else _warning(session, case, now, language),
        "ended": ENDED.get(case.stage, "stopped") if is_cancelled else None,
        "is_changed": calendar.sequence > 0,
    }
    return Facts(values=values, calendar=_file(case, calendar, key, now, language))


def _warning(session: Session, case: Case, now: datetime, language: str) -> str | None:
    found = calendars.plan_of(session, case)
    if found is None:
        return None
    today = now.astimezone(case.call.zone).date()
    has_next_round = case.call.round_after(case.round) is not None
    return plan_words.warning(found, today, language, has_next_round=has_next_round)


def _file(case: Case, calendar: Calendar, key: bytes, now: datetime, language: str) -> CalendarFile:
    item = case.call.checklist.planned
    known = {
        "number": item.number if item is not None else "",
        "deadline": moments.deadline_words(case.round, language),
    }
    entries = tuple(
        CalendarEntry(
            uid=derived_secret.name_of(key, f"plan/{case.application_id}/{step}"),
            day=day,
            summary=words().say(
                "plan.summary",
                language,
                municipality=town(case, language),
                step=words().say(f"plan.step.{step}", language),
            ),
            description=words().say(f"plan.how.{step}", language, **known),
        )
        for step, day in calendars.steps_of(calendar)
    )
    return CalendarFile(
        file_name=words().say("plan.file_name", language, municipality=town(case, language)),
        entries=entries,
        zone=case.call.zone,
        sequence=calendar.sequence,
        stamped_at=now,
        is_cancelled=calendar.ended_at is not None,
    )
