"""What the agency does with an evaluation: it asks for it, and answers it with advice on the next steps.

Source: ARCHITECTURE.md, Rules: After selection.
"""

from sqlmodel import Session

from models.calls.stages import Stage, step
from models.desk.forms.form_rule import About, Rule
from models.desk.rights import Right
from models.records.applications import case_queries
from models.records.guidance import course_queries
from models.turns import history, telling
from models.turns.after import evaluation_asking
from models.turns.outcome import Noted
from models.turns.telling import News
from models.turns.turn import Turn


def _not_to_ask(_session: Session, _turn: Turn, about: About) -> Noted | None:
    case = about.case_file.case
    if case.stage is not Stage.GUIDANCE or not case.call.evaluation.items:
        return Noted.NO_SUCH_STEP
    return None if about.case_file.course.evaluated is None else Noted.NO_SUCH_STEP


def _ask(session: Session, turn: Turn, about: About) -> Noted:
    evaluation_asking.ask(session, turn, about.case_file.case)
    return Noted.EVALUATION_ASKED


def _not_to_advise(_session: Session, turn: Turn, about: About) -> Noted | None:
    """Return why no advice can be given; of a call that asks no evaluation the guidance ends with it."""
    case, last_day = about.case_file.case, about.case_file.course.last_day
    if case.stage is Stage.EVALUATED:
        return None
    if case.stage is not Stage.GUIDANCE or case.call.evaluation.items:
        return Noted.EVALUATION_FIRST if case.stage is Stage.GUIDANCE else Noted.NO_SUCH_STEP
    today = turn.now.astimezone(case.call.zone).date()
    return Noted.GUIDANCE_GOES_ON if last_day is None or today <= last_day else None


def _advise(session: Session, turn: Turn, about: About) -> Noted:
    """Keep the advice and mail it; given once more, the newest counts."""
    case, before = about.case_file.case, about.case_file.course.evaluated
    if case.stage is Stage.GUIDANCE:
        course_queries.ask_evaluation(session, case.application_id, turn.now)
        case_queries.change(session, case.application_id, stage=step(case.stage, Stage.EVALUATED))
        history.record(session, turn, case, Stage.EVALUATED)
    number = before.advice_number + 1 if before is not None else 1
    course_queries.change_evaluation(
        session,
        case.application_id,
        advice=about.form.values["advice"],
        advised_by=turn.person_id,
        advised_at=turn.now,
        advice_number=number,
    )
    history.record(session, turn, case, "advised", detail=f"number={number}")
    news = News(
        kind="advice",
        key=f"advice:{case.application_id}:{number}",
        application_id=case.application_id,
        payload={"number": number},
    )
    telling.tell_all(session, turn, news)
    return Noted.ADVISED


RULES = {
    "ask": Rule(right=Right.GUIDE, obstacle=_not_to_ask, enact=_ask),
    "advise": Rule(right=Right.GUIDE, obstacle=_not_to_advise, enact=_advise),
}
