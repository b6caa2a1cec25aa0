"""What follows from a decision when it leaves: the draft for the next round, or the items that are asked.

It happens in the transaction that gathers the letter's facts (or in the tick, whichever comes first), so what a letter
says is ready is ready when it leaves.
"""

from datetime import datetime

from sqlmodel import Session

from models.calls.stages import FALLEN_OUT, Stage
from models.desk.decisions import next_draft
from models.desk.province import reporting
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.desk import decision_queries
from models.records.desk.decision_queries import Decided
from models.turns.act import BySystem

AT_ONCE = 10  # decisions in one transaction; more would let a turn wait


def settle_some(session: Session, now: datetime) -> int:
    """Let what follows from decisions that can leave happen; return of how many."""
    ids = decision_queries.to_settle(session, now, AT_ONCE)
    for one in ids:
        settle(session, one, now)
    return len(ids)


def settle(session: Session, decision_id: int, now: datetime) -> Decided | None:
    """Let what follows from a decision happen, once; return it, or None when it does not stand or cannot leave yet."""
    decision = decision_queries.one(session, decision_id)
    if decision is None or decision.undone_at is not None or decision.leaves_at is None or now < decision.leaves_at:
        return None
    if decision.settled_at is None:
        decision_queries.change(session, decision_id, settled_at=now)
        case = case_queries.load(session, decision.application_id)
        if case.stage is decision.to_stage:
            _follow(session, case, decision, now)
    return decision


def _follow(session: Session, case: Case, decision: Decided, now: datetime) -> None:
    if case.stage in FALLEN_OUT:
        case_queries.change(session, case.application_id, live_key=None)
        next_draft.prepare(session, BySystem(now=now), case, decision.items)
        reporting.tell_fallen(session, BySystem(now=now), case, decision.id)
    elif case.stage is Stage.INFORMATION_REQUESTED:
        case_queries.change(session, case.application_id, reply_by_at=decision.reply_by_at)
        next_draft.ask_first(session, case, decision.items, now)
