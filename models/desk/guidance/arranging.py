"""What is arranged for a guidance: its budget, its experts, its phases, and that it begins.

Source: ARCHITECTURE.md, Rules: After selection.
"""

from datetime import date

from sqlmodel import Session

from models.calls.call import Option, Words
from models.calls.stages import Stage, step
from models.desk.forms.form_rule import About, Rule
from models.desk.rights import Right
from models.records.applications import case_queries
from models.records.guidance import course_queries
from models.records.guidance.guidance import Expert, Phase
from models.turns import history, telling
from models.turns.outcome import Noted
from models.turns.telling import News
from models.turns.turn import Turn

OPEN = frozenset({Stage.INTAKE, Stage.GUIDANCE})


def _not_held(_session: Session, _turn: Turn, about: About) -> Noted | None:
    """Return why nothing can be arranged yet, or any more."""
    if about.case_file.case.stage not in OPEN:
        return Noted.NO_SUCH_STEP
    return None if about.case_file.course.is_held else Noted.INTAKE_FIRST


def _fix(session: Session, turn: Turn, about: About) -> Noted:
    case, cents = about.case_file.case, int(about.form.values["amount"])
    course_queries.fix_budget(session, case.application_id, cents, turn.person_id, turn.now)
    history.record(session, turn, case, "budget_fixed", detail=f"cents={cents}")
    return Noted.BUDGET_FIXED


def _fields(about: About) -> tuple[Option, ...]:
    """Return the fields of expertise that the call names."""
    item = about.case_file.case.call.checklist.of_experts
    return item.options if item is not None else ()


def _name(session: Session, turn: Turn, about: About) -> Noted:
    case, values = about.case_file.case, about.form.values
    row = Expert(
        application_id=case.application_id,
        field=values["field"],
        name=values["name"],
        organisation=values["organisation"],
        added_at=turn.now,
    )
    expert_id = course_queries.add(session, row)
    history.record(session, turn, case, "expert_named", detail=f"expert={expert_id}")
    return Noted.EXPERT_NAMED


def _problem(_turn: Turn, about: About) -> tuple[str, str] | None:
    values = about.form.values
    if not {"from", "until"} <= values.keys():
        return None
    return ("until", "before_from") if values["until"] < values["from"] else None


def _plan(session: Session, turn: Turn, about: About) -> Noted:
    case, values = about.case_file.case, about.form.values
    row = Phase(
        application_id=case.application_id,
        title=values["title"],
        from_on=date.fromisoformat(values["from"]),
        until_on=date.fromisoformat(values["until"]),
        added_at=turn.now,
    )
    phase_id = course_queries.add(session, row)
    detail = f"phase={phase_id} {values['from']}/{values['until']}"
    history.record(session, turn, case, "phase_planned", detail=detail)
    return Noted.PHASE_PLANNED


def _nothing_to_drop(session: Session, turn: Turn, about: About) -> Noted | None:
    course = about.case_file.course
    if not course.phases and not course.experts:
        return Noted.NO_SUCH_STEP
    return _not_held(session, turn, about)


def _droppable(about: About) -> tuple[Option, ...]:
    course = about.case_file.course
    phases = [_option(f"phase:{one.id}", one.title) for one in course.phases]
    return (*phases, *(_option(f"expert:{one.id}", one.name) for one in course.experts))


def _option(key: str, name: str) -> Option:
    return Option(key=key, words=Words(nl=name, en=name))


def _drop(session: Session, turn: Turn, about: About) -> Noted:
    case = about.case_file.case
    what, _, row_id = about.form.values["which"].partition(":")
    course_queries.drop(session, Phase if what == "phase" else Expert, int(row_id), case.application_id)
    history.record(session, turn, case, "dropped", detail=f"{what}={row_id}")
    return Noted.DROPPED


def _not_ready(_session: Session, _turn: Turn, about: About) -> Noted | None:
    """Return what lacks for the guidance to begin."""
    course = about.case_file.course
    if about.case_file.case.stage is not Stage.INTAKE:
        return Noted.NO_SUCH_STEP
    if not course.is_held:
        return Noted.INTAKE_FIRST
    if course.budget_cents is None:
        return Noted.BUDGET_FIRST
    return None if course.phases else Noted.PHASE_FIRST


def _begin(session: Session, turn: Turn, about: About) -> Noted:
    case = about.case_file.case
    case_queries.change(session, case.application_id, stage=step(case.stage, Stage.GUIDANCE))
    history.record(session, turn, case, Stage.GUIDANCE)
    news = News(kind="guidance", key=f"guidance:{case.application_id}", application_id=case.application_id)
    telling.tell_all(session, turn, news)
    return Noted.GUIDANCE_BEGUN


RULES = {
    "budget": Rule(right=Right.GUIDE, obstacle=_not_held, enact=_fix),
    "expert": Rule(right=Right.GUIDE, obstacle=_not_held, options=_fields, enact=_name),
    "phase": Rule(right=Right.GUIDE, obstacle=_not_held, problem=_problem, enact=_plan),
    "drop": Rule(right=Right.GUIDE, obstacle=_nothing_to_drop, options=_droppable, enact=_drop),
    "guide": Rule(right=Right.GUIDE, obstacle=_not_ready, enact=_begin),
}
