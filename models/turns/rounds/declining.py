"""How a municipality that fell out lets the next round go by: "niet dit jaar", and nobody reminds.

Source: ARCHITECTURE.md, Rules: Falling out.
"""

from sqlmodel import Session

from models.calls.stages import FALLEN_OUT, Stage, step
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.turns import history, opening, telling
from models.turns.act import Act
from models.turns.outcome import Noted, Outcome, only
from models.turns.telling import News
from models.turns.turn import Turn


def decline(session: Session, turn: Turn, application_id: int) -> Outcome:
    """Withdraw the draft that carries on what fell out; the history of both says why."""
    draft = opening.own_case(session, turn, application_id)
    fallen = _fallen(session, draft)
    if fallen is None or draft.stage not in {Stage.DRAFT, Stage.WITHDRAWN}:
        return only(Noted.NOT_THERE)
    if draft.stage is Stage.DRAFT:
        withdraw(session, turn, draft)
        history.record(session, turn, fallen, "declined")
        key = f"withdrawn:{draft.application_id}"
        telling.tell_others(session, turn, News(kind="withdrawn", key=key, application_id=draft.application_id))
    return only(Noted.DECLINED)


def withdraw(session: Session, act: Act, draft: Case) -> None:
    """Withdraw a draft because its municipality does not take part in this round: nobody of it is reminded either."""
    stage = step(draft.stage, Stage.WITHDRAWN)
    case_queries.change(session, draft.application_id, stage=stage, live_key=None)
    history.record(session, act, draft, stage, detail="declined")
    if draft.nis_code is not None:
        from models.records.desk import follow_up_queries
        from models.records.desk.follow_up import DECLINES

        follow_up_id = follow_up_queries.begun(session, draft.call.name, draft.round.id, draft.nis_code)
        follow_up_queries.change(session, follow_up_id, outcome=DECLINES)


def take_back(session: Session, fresh: Case) -> None:
    """Let a municipality be reminded again that declined and begins all the same."""
    if fresh.nis_code is None:
        return
    from models.records.desk import follow_up_queries
    from models.records.desk.follow_up import DECLINES

    for known in follow_up_queries.of_towns(session, fresh.call.name, [fresh.nis_code]):
        if known.outcome == DECLINES:
            follow_up_queries.change(session, known.id, outcome=None)


def _fallen(session: Session, draft: Case) -> Case | None:
    """Return what fell out and is carried on by a draft, or None."""
    before = case_queries.load(session, draft.carried_from_id) if draft.carried_from_id is not None else None
    return before if before is not None and before.stage in FALLEN_OUT else None
