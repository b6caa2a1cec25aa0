"""How the evaluation of a guidance is asked: when its last phase is over, and once again when no answer came.

Source: ARCHITECTURE.md, Rules: After selection.
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from models.language import quiet_hours
from models.language.working_days import BRUSSELS, on_or_after
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.guidance import course_queries
from models.turns import history, telling
from models.turns.act import Act, BySystem
from models.turns.telling import News

AT_ONCE = 10  # applications in one transaction
PATIENCE = timedelta(days=14)


def ask_some(session: Session, now: datetime) -> int:
    """Ask the evaluation of a few guidances that ended; return of how many."""
    today = now.astimezone(BRUSSELS).date()
    ids = course_queries.to_ask(session, today, AT_ONCE)
    for one in ids:
        ask(session, BySystem(now=now), case_queries.load(session, one))
    return len(ids)


def ask(session: Session, act: Act, case: Case) -> None:
    """Ask the evaluation of a guidance; of a call that asks none it is only noted that the guidance ended."""
    course_queries.ask_evaluation(session, case.application_id, act.now)
    if case.call.evaluation.items:
        history.record(session, act, case, "evaluation_asked")
        _tell(session, act, case, 1)


def ask_some_again(session: Session, now: datetime) -> int:
    """Ask once more where no evaluation came; return of how many."""
    act = BySystem(now=now)
    ids = course_queries.to_ask_again(session, now - PATIENCE, AT_ONCE)
    for one in ids:
        case = case_queries.load(session, one)
        course_queries.change_evaluation(session, one, asked_again_at=now)
        if case.call.evaluation.items:
            _tell(session, act, case, 2)
    return len(ids)


def _tell(session: Session, act: Act, case: Case, number: int) -> None:
    news = News(
        kind="evaluation_asked",
        key=f"evaluation_asked:{case.application_id}:{number}",
        application_id=case.application_id,
        payload={"again": number > 1},
        due_at=_out_at(case, act.now) if act.person_id is None else None,
    )
    telling.tell_all(session, act, news, chats_beside_mail=number == 1)


def _out_at(case: Case, now: datetime) -> datetime:
    """Return when it leaves: on a working day, at the hour of reminders or later, and never at night."""
    rule, zone = case.call.reminders, case.call.zone
    out = quiet_hours.next_out(rule, zone, now)
    day = on_or_after(out.date())
    return max(out, datetime(day.year, day.month, day.day, rule.at_hour, tzinfo=zone))
