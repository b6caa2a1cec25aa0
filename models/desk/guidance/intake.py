"""The intake interview: planned, moved, cancelled, held; both sides have it in their calendar.

Source: ARCHITECTURE.md, Rules: After selection.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session

from models.calls.stages import Stage, step
from models.desk.forms import form
from models.desk.forms.form_rule import About, Rule
from models.desk.rights import Right
from models.records.applications import case_queries
from models.records.guidance import course_queries
from models.records.guidance.course import Interview
from models.records.guidance.guidance import Intake
from models.turns import history, telling, told
from models.turns.outcome import Noted
from models.turns.telling import News
from models.turns.turn import Turn

LASTS = timedelta(hours=1, minutes=30)


def _not_plannable(session: Session, turn: Turn, about: About) -> Noted | None:
    case = about.case_file.case
    if case.stage not in {Stage.SELECTED, Stage.INTAKE} or about.case_file.course.is_held:
        return Noted.NO_SUCH_STEP
    is_told = told.stage_told(session, case, turn.now) is case.stage
    return None if is_told else Noted.NOT_TOLD_YET


def _problem(turn: Turn, about: About) -> tuple[str, str] | None:
    values, zone = about.form.values, about.case_file.case.call.zone
    if "on" not in values:
        return None
    if "at" not in values:
        is_past = date.fromisoformat(values["on"]) < turn.now.astimezone(zone).date()
    else:
        is_past = form.moment_of(values, zone) <= turn.now
    return ("on", "past") if is_past else None


def _as_planned(about: About) -> Mapping[str, str]:
    """Return what stays when an interview is moved, unless the officer changes it: where it is, and the message."""
    planned = about.case_file.course.planned
    return {"place": planned.place, "note": planned.note} if planned is not None else {}


def _plan(session: Session, turn: Turn, about: About) -> Noted:
    """Plan the interview, or move the one that is planned: the same in the calendar, with a higher sequence."""
    case, values = about.case_file.case, about.form.values
    starts_at = form.moment_of(values, case.call.zone)
    arranged = {"starts_at": starts_at, "place": values["place"], "note": values["note"]}
    before = about.case_file.course.planned
    if before is None:
        row = Intake(
            application_id=case.application_id,
            starts_at=starts_at,
            place=values["place"],
            note=values["note"],
            planned_by=turn.person_id,
            planned_at=turn.now,
        )
        intake_id, what = course_queries.add(session, row), "intake_planned"
    else:
        course_queries.change_interview(session, before.id, sequence=before.sequence + 1, **arranged)
        intake_id, what = before.id, "intake_moved"
    if case.stage is Stage.SELECTED:
        case_queries.change(session, case.application_id, stage=step(case.stage, Stage.INTAKE))
        what = Stage.INTAKE
    history.record(session, turn, case, what, detail=f"intake={intake_id}")
    _tell(session, turn, _found(session, intake_id))
    return Noted.INTAKE_PLANNED if before is None else Noted.INTAKE_MOVED


def _none_planned(_session: Session, _turn: Turn, about: About) -> Noted | None:
    return None if about.case_file.course.planned is not None else Noted.NO_SUCH_STEP


def _cancel(session: Session, turn: Turn, about: About) -> Noted:
    """Cancel the interview; the stage stays, another one can be planned."""
    before = about.case_file.course.planned
    assert before is not None  # noqa: S101 - the obstacle was looked at
    values = {"sequence": before.sequence + 1, "cancelled_at": turn.now, "reason": about.form.values["called_off"]}
    course_queries.change_interview(session, before.id, **values)
    history.record(session, turn, about.case_file.case, "intake_cancelled", detail=f"intake={before.id}")
    _tell(session, turn, _found(session, before.id))
    return Noted.INTAKE_CANCELLED


def _not_begun(session: Session, turn: Turn, about: About) -> Noted | None:
    planned = about.case_file.course.planned
    if planned is None:
        return _none_planned(session, turn, about)
    return Noted.INTAKE_LIES_AHEAD if turn.now < planned.starts_at else None


def _hold(session: Session, turn: Turn, about: About) -> Noted:
    before = about.case_file.course.planned
    assert before is not None  # noqa: S101 - the obstacle was looked at
    course_queries.change_interview(session, before.id, held_at=turn.now)
    history.record(session, turn, about.case_file.case, "intake_held", detail=f"intake={before.id}")
    return Noted.INTAKE_HELD


def _found(session: Session, intake_id: int) -> Interview:
    found = course_queries.interview(session, intake_id)
    if found is None:
        raise KeyError(intake_id)
    return found


def _tell(session: Session, turn: Turn, one: Interview) -> None:
    """Send the interview to the people of the application and to the officer who is invited."""
    news = News(
        kind="intake",
        key=f"intake:{one.id}:{one.sequence}",
        application_id=one.application_id,
        ref_id=one.id,
        payload={"sequence": one.sequence},
        last_at=None if one.cancelled_at is not None else one.starts_at,
    )
    telling.tell_all(session, turn, news)
    if one.planned_by is not None:
        telling.post(session, turn, one.planned_by, replace(news, key=f"{news.key}:officer"))


RULES = {
    "plan": Rule(right=Right.GUIDE, obstacle=_not_plannable, problem=_problem, known=_as_planned, enact=_plan),
    "cancel": Rule(right=Right.GUIDE, obstacle=_none_planned, enact=_cancel),
    "held": Rule(right=Right.GUIDE, obstacle=_not_begun, enact=_hold),
}
