"""The days of a call, and of a person's own drafts, as a calendar that is asked for again and again.

A UID is the same at every time; the number behind it rises with each version of the call, so a day that moves moves.
"""

from collections.abc import Iterator, Sequence

from sqlmodel import Session

from models.calls.call import Call
from models.calls.round import Round
from models.language import moments
from models.language.wording import words
from models.letters.facts import CalendarEntry, CalendarFile, town
from models.records.applications import case_queries
from models.records.applications.call_queries import Edition
from models.records.applications.case import Case
from models.records.people import derived_secret
from models.records.reminding import reminder_queries
from models.timing.backward_plan import Step
from models.turns.reminding import calendars


def call_calendar(call: Call, rounds: Sequence[Round], edition: Edition, key: bytes, language: str) -> CalendarFile:
    """Return when each of these rounds opens, what its last day is, and from when guidance is given."""
    entries = tuple(entry for round_ in rounds for entry in _of_round(call, round_, key, language))
    return _file(call, entries, edition, language)


def own_calendar(
    session: Session, person_id: int, call: Call, rounds: Sequence[Round], edition: Edition, key: bytes, language: str
) -> CalendarFile:
    """Return the days of each draft of a person, its own last day and the way to the college, and those of the call."""
    human = reminder_queries.human_of(session, person_id)
    cases = [case_queries.load(session, one) for one in reminder_queries.drafts_of(session, human)]
    own = tuple(entry for case in cases for entry in _of_draft(session, case, key, language))
    shown = call_calendar(call, rounds, edition, key, language)
    return _file(call, own + shown.entries, edition, language)


def _file(call: Call, entries: tuple[CalendarEntry, ...], edition: Edition, language: str) -> CalendarFile:
    return CalendarFile(
        file_name=f"{call.name}-{language}.ics",
        entries=entries,
        zone=call.zone,
        sequence=edition.number,
        stamped_at=edition.loaded_at,
        is_cancelled=False,
    )


def _of_round(call: Call, round_: Round, key: bytes, language: str) -> Iterator[CalendarEntry]:
    days = {
        "opens": round_.opens_at.astimezone(call.zone).date(),
        "closes": round_.last_day,
        "guidance": round_.guidance_from,
    }
    known = {"call": call.title.in_language(language), "deadline": moments.deadline_words(round_, language)}
    for what, day in days.items():
        yield CalendarEntry(
            uid=derived_secret.name_of(key, f"call/{call.name}/{round_.id}/{what}"),
            day=day,
            summary=words().say(f"feed.{what}", language, **known),
            description=words().say("feed.about", language, **known),
        )


def _of_draft(session: Session, case: Case, key: bytes, language: str) -> Iterator[CalendarEntry]:
    plan = calendars.plan_of(session, case)
    item = case.call.checklist.planned
    known = {
        "number": item.number if item is not None else "",
        "deadline": moments.deadline_words(case.round, language),
    }
    for step, day in plan.steps if plan is not None else ((Step.DEADLINE, case.round.last_day),):
        what = words().say(f"plan.step.{step}", language)
        yield CalendarEntry(
            uid=derived_secret.name_of(key, f"own/{case.application_id}/{step}"),
            day=day,
            summary=words().say("plan.summary", language, municipality=town(case, language), step=what),
            description=words().say(f"plan.how.{step}", language, **known),
        )
