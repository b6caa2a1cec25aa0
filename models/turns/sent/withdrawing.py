"""How an application is withdrawn; its answers are kept."""

from sqlmodel import Session

from models.calls.stages import STEPS, Stage, step
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.turns import history, opening, telling
from models.turns.outcome import Instead, Note, Noted, Outcome
from models.turns.telling import News
from models.turns.turn import Turn
from models.turns.views import WithdrawAsked

ASIDE = "withdraw-"  # the side question whether the person is sure, followed by the application


def ask_withdraw(session: Session, turn: Turn) -> Outcome:
    """Ask whether the person is sure; a yes that is typed next means the button."""
    case = _withdrawable(session, turn, None)
    opening.ask_aside(session, turn, f"{ASIDE}{case.application_id}")
    return Outcome(view=WithdrawAsked(case=case))


def withdraw(session: Session, turn: Turn, application_id: int) -> Outcome:
    """Withdraw an application; everybody who works on it hears it."""
    case = _withdrawable(session, turn, application_id)
    if case.application_id != application_id:  # its round is over: nobody was asked about the one that carries it on
        return Outcome(view=WithdrawAsked(case=case))
    case_queries.change(session, application_id, stage=step(case.stage, Stage.WITHDRAWN), live_key=None)
    history.record(session, turn, case, "withdrawn")
    news = News(kind="withdrawn", key=f"withdrawn:{application_id}", application_id=application_id)
    telling.post(session, turn, turn.person_id, news)
    telling.tell_others(session, turn, news)
    return Outcome(view=None, notes=(Note(Noted.WITHDRAWN, {"number": case.number or ""}),))


def _withdrawable(session: Session, turn: Turn, application_id: int | None) -> Case:
    """Return the person's case when it can be withdrawn, also after its round closed.

    Raises:
        Instead: there is none, or it went too far; its outcome says why.
    """
    case = opening.own_case(session, turn, application_id)
    if Stage.WITHDRAWN not in STEPS[case.stage]:
        raise Instead(Outcome(view=None, notes=(opening.closed(case),)))
    return case
