"""What happens when a municipality does not reply in time to what was asked: the application falls out by itself.

Source: ARCHITECTURE.md, Rules: Stages.
"""

from datetime import datetime

from sqlmodel import Session

from models.calls.stages import Stage
from models.language import quiet_hours
from models.records.applications import case_queries, closing_queries
from models.records.applications.case import Case
from models.records.desk import decision_queries
from models.records.desk.decision import Decision
from models.turns.act import BySystem

AT_ONCE = 10  # applications in one transaction
OUTCOME = {Stage.SUBMITTED: Stage.INADMISSIBLE, Stage.ADMISSIBLE: Stage.UNCLEAR}  # by where it came from


def end_some(session: Session, now: datetime) -> int:
    """Bring a few applications to the end of their time to reply; return how many.

    While a front may still hold what was sent in time, nothing ends.
    """
    act = BySystem(now=now)
    ended = 0
    for application_id in decision_queries.overdue(session, now, AT_ONCE):
        case = case_queries.load(session, application_id)
        if case.reply_by_at is not None and not closing_queries.unread_fronts(session, case.reply_by_at, now):
            _end(session, act, case)
            ended += 1
    return ended


def _end(session: Session, act: BySystem, case: Case) -> None:
    asked = decision_queries.newest(session, case.application_id, Stage.INFORMATION_REQUESTED)
    if asked is None:
        raise KeyError(case.application_id)
    outcome = Decision(
        application_id=case.application_id,
        submission_id=asked.submission_id,
        from_stage=case.stage,
        to_stage=OUTCOME[asked.from_stage],
        items=" ".join(asked.items),
        remark=asked.remark,
        reply_by_at=case.reply_by_at,
        begun_at=act.now,
    )
    decision_id = decision_queries.add(session, outcome)
    decision = decision_queries.one(session, decision_id)
    if decision is None:
        raise KeyError(decision_id)
    case_queries.change(session, case.application_id, reply_by_at=None, asked_first=None)
    from models.desk.decisions import taking  # the desk is loaded when there is something to end

    leaves_at = quiet_hours.next_out(case.call.reminders, case.call.zone, act.now + taking.UNDO_WITHIN)
    taking.enact(session, act, case, decision, leaves_at)
