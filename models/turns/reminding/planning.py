"""The way to the college in chat: how it meets, the days that follow from it, and those days in a calendar."""

import re
from datetime import timedelta
from functools import lru_cache

from sqlmodel import Session

from models.calls.call import Item
from models.language.clean_text import folded
from models.language.wording import LANGUAGES, words
from models.records.applications.case import Case
from models.records.people import person_queries
from models.records.reminding import plan_queries
from models.turns import opening
from models.turns.items import overview
from models.turns.outcome import Instead, Note, Noted, Outcome, only
from models.turns.reminding import calendars, plan_asking
from models.turns.reminding.plan_views import MeetingAsked, PlanShown
from models.turns.sent import submitting
from models.turns.turn import Turn

DAY, AGENDA = ASIDES = ("day", "agenda")  # the side questions
WEEKDAYS = range(5)  # colleges meet on working days
NOBODY_KNOWS = 9  # what the button "weet ik niet" says instead of a weekday
AGENDA_DAYS = range(61)  # what can be typed; the buttons offer the usual ones
SENT_JUST_NOW = timedelta(minutes=10)  # a second press so soon after is a double press
A_NUMBER_OF_DAYS = re.compile(r"(\d{1,2})(?: (?:dagen|dag|days|day))?")


def show(session: Session, turn: Turn, application_id: int) -> Outcome:
    """Show the plan, or ask what it needs."""
    case = _plannable(session, turn, application_id)
    known = plan_queries.asked(session, case.application_id)
    if known is None or known.weekday is None:
        return ask_again(session, turn, application_id)
    if known.agenda_days is None:
        return _ask(session, turn, case, AGENDA)
    return _shown(session, turn, case)


def ask_again(session: Session, turn: Turn, application_id: int) -> Outcome:
    """Ask anew how the college meets."""
    case = _plannable(session, turn, application_id)
    plan_queries.note_asked(session, case.application_id, turn.at)
    return _ask(session, turn, case, DAY)


def choose_day(session: Session, turn: Turn, application_id: int, weekday: int) -> Outcome:
    """Keep on which day the college meets, or that nobody knows; it is not asked again."""
    case = _plannable(session, turn, application_id)
    if weekday == NOBODY_KNOWS:
        plan_queries.answer(session, case.application_id, turn.person_id, turn.at, weekday=None, agenda_days=None)
        calendars.follow(session, turn.now, case.application_id)
        return overview.standing(session, turn).noting(Note(Noted.MEETING_UNKNOWN))
    if weekday not in WEEKDAYS:
        return only(Noted.NOT_THERE)
    plan_queries.answer(session, case.application_id, turn.person_id, turn.at, weekday=weekday)
    return _ask(session, turn, case, AGENDA)


def choose_agenda(session: Session, turn: Turn, application_id: int, days: int) -> Outcome:
    """Keep how many days before a meeting its agenda closes, and show the plan; calendars that have it follow."""
    case = _plannable(session, turn, application_id)
    known = plan_queries.asked(session, case.application_id)
    if known is None or known.weekday is None or days not in AGENDA_DAYS:
        return only(Noted.NOT_THERE)
    plan_queries.answer(session, case.application_id, turn.person_id, turn.at, agenda_days=days)
    calendars.follow(session, turn.now, case.application_id)
    return _shown(session, turn, case)


def to_calendar(session: Session, turn: Turn, application_id: int) -> Outcome:
    """Mail the plan as a calendar file; who has no proven mailbox hears how to prove one."""
    case = _plannable(session, turn, application_id)
    plan = calendars.plan_of(session, case)
    if plan is None:
        return show(session, turn, application_id)
    proven = person_queries.proven_mailboxes(session, turn.person_id)
    if not proven:
        return submitting.needs_mailbox(session, turn, case).noting(Note(Noted.PLAN_NEEDS_MAILBOX))
    before = plan_queries.calendar(session, case.application_id, turn.person_id)
    if before is None or before.ended_at is not None or before.sent_at + SENT_JUST_NOW <= turn.now:
        calendars.subscribe(session, case, turn.person_id, plan, turn.now)
    return overview.standing(session, turn).noting(Note(Noted.PLAN_MAILED, {"email": proven[0]}))


def typed_at(session: Session, turn: Turn, case: Case, item: Item, said: str) -> Outcome | None:
    """Take a weekday that is typed at the item as the answer to what is asked with it; None when it is none."""
    weekday = _weekday_in(said)
    if not item.plan or weekday is None or item.key in case.answers:
        return None
    known = plan_queries.asked(session, case.application_id)
    if known is None or known.answered or not plan_asking.is_possible(turn, case):
        return None
    return choose_day(session, turn, case.application_id, weekday)


def take(session: Session, turn: Turn, what: str, said: str) -> Outcome:
    """Take what is typed as the "day" or the "agenda" that was asked for, or ask it again."""
    case = _plannable(session, turn, None)
    weekday, days = _weekday_in(said), A_NUMBER_OF_DAYS.fullmatch(folded(said))
    if what == DAY and weekday is not None:
        return choose_day(session, turn, case.application_id, weekday)
    if what == AGENDA and days is not None and int(days[1]) in AGENDA_DAYS:
        person_queries.ask(session, turn.person_id, "")
        return choose_agenda(session, turn, case.application_id, int(days[1]))
    return Outcome(view=MeetingAsked(case=case, what=what), notes=(Note(Noted.NOT_UNDERSTOOD),))


def _ask(session: Session, turn: Turn, case: Case, what: str) -> Outcome:
    """Ask something beside the checklist: what is typed next answers it."""
    person_queries.ask(session, turn.person_id, what)
    return Outcome(view=MeetingAsked(case=case, what=what))


def _weekday_in(said: str) -> int | None:
    return _weekdays().get(folded(said))


@lru_cache(maxsize=1)
def _weekdays() -> dict[str, int]:
    """Return the weekdays by name in every language; every text that is typed is compared with them."""
    return {folded(words().say(f"weekday.{n}", language)): n for language in LANGUAGES for n in WEEKDAYS}


def _shown(session: Session, turn: Turn, case: Case) -> Outcome:
    plan = calendars.plan_of(session, case)
    assert plan is not None  # noqa: S101 - both parts are known here
    calendar = plan_queries.calendar(session, case.application_id, turn.person_id)
    view = PlanShown(
        case=case,
        plan=plan,
        today=turn.at.astimezone(case.call.zone).date(),
        has_next_round=case.call.round_after(case.round) is not None,
        is_in_calendar=calendar is not None and calendar.ended_at is None,
    )
    return Outcome(view=view)


def _plannable(session: Session, turn: Turn, application_id: int | None) -> Case:
    """Return the person's case while there is a way to plan.

    Raises:
        Instead: it is not theirs, was sent, or its deadline is over; its outcome says so.
    """
    case = opening.own_case(session, turn, application_id)
    if not plan_asking.is_possible(turn, case):
        raise Instead(overview.standing(session, turn).noting(Note(Noted.NO_PLAN_NOW)))
    return case
