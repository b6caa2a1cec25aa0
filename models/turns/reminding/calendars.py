"""The calendars that have a plan: sent again when a day moves, and taken out when the plan has had its use.

Nothing has to tell that a deadline moved or that an application was sent: what was sent is compared with what is.

Source: ARCHITECTURE.md, Rules: Backward plan.
"""

from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session

from models.calls.round import Round
from models.calls.stages import Stage
from models.records.applications.case import Case
from models.records.messages import outbox_queries
from models.records.messages.outbox_queries import Message
from models.records.people import person_queries
from models.records.reminding import plan_queries
from models.records.reminding.plan_queries import Calendar, Followed
from models.timing.backward_plan import BackwardPlan, Step, backward_plan


def plan_of(session: Session, case: Case) -> BackwardPlan | None:
    """Return the plan of a case as it is now, or None while it is not known how the college meets."""
    known = plan_queries.asked(session, case.application_id)
    if known is None or known.habit is None:
        return None
    return backward_plan(case.round.last_day, known.habit)


def subscribe(session: Session, case: Case, person_id: int, plan: BackwardPlan, now: datetime) -> None:
    """Send the plan to a person's calendar, now and whenever it changes; a mailbox of theirs is proven."""
    before = plan_queries.calendar(session, case.application_id, person_id)
    fresh = Calendar(
        application_id=case.application_id,
        person_id=person_id,
        sequence=before.sequence + 1 if before else 0,
        days=_days(plan),
        sent_at=now,
        ended_at=None,
        works_on_it=True,
    )
    _send(session, case.round, fresh, now)


def follow(session: Session, now: datetime, application_id: int | None = None) -> int:
    """Bring the calendars up to date, all or those of one application; return how many messages were posted."""
    posted = 0
    for one in plan_queries.followed(session, application_id):
        if one.stage is Stage.EXPIRED or one.round.closes_at <= now:
            plan_queries.keep_calendar(session, replace(one.calendar, ended_at=now))  # its days are of the past
            continue
        fresh = _as_it_is(one, now)
        if fresh != one.calendar:
            _send(session, one.round, replace(fresh, sequence=fresh.sequence + 1), now)
            posted += 1
    return posted


def _as_it_is(one: Followed, now: datetime) -> Calendar:
    """Return the calendar with the days as they are now, or ended when there is no use for them any more."""
    if one.habit is None or one.stage is not Stage.DRAFT or not one.calendar.works_on_it:
        return replace(one.calendar, ended_at=now)
    return replace(one.calendar, days=_days(backward_plan(one.round.last_day, one.habit)))


def _send(session: Session, round_: Round, calendar: Calendar, now: datetime) -> None:
    plan_queries.keep_calendar(session, replace(calendar, sent_at=now))
    person = person_queries.person(session, calendar.person_id)
    proven = person_queries.proven_mailboxes(session, calendar.person_id)
    if not proven:
        return
    message = Message(
        key=f"plan:{calendar.application_id}:{calendar.person_id}:{calendar.sequence}",
        kind="plan",
        way="mail",
        address=proven[0],
        language=person.language,
        person_id=calendar.person_id,
        application_id=calendar.application_id,
        payload={"sequence": calendar.sequence},
        last_at=round_.closes_at,
    )
    outbox_queries.post(session, message, now)


def _days(plan: BackwardPlan) -> str:
    return " ".join(day.isoformat() for _, day in plan.steps)


def steps_of(calendar: Calendar) -> tuple[tuple[Step, date], ...]:
    """Return the steps that a calendar has, with their days as they were sent last."""
    return tuple((step, date.fromisoformat(day)) for step, day in zip(Step, calendar.days.split(), strict=True))
