"""How a decision is prepared: which items lack, what the officer adds, until when to reply. Nothing happens yet."""

from datetime import datetime, time, timedelta

from sqlmodel import Session

from models.calls.stages import Stage
from models.desk import rights
from models.desk.cases import cases
from models.desk.cases.cases import DECIDED
from models.desk.cases.sent import Sent
from models.desk.rights import Right
from models.desk.views import Preparing
from models.language.clean_text import clean
from models.language.working_days import is_working_day
from models.records.desk import decision_queries
from models.records.desk.decision import Decision
from models.records.desk.decision_queries import Decided
from models.turns import opening
from models.turns.items import remarks
from models.turns.outcome import Instead, Note, Noted, Outcome, only
from models.turns.turn import Turn

ASIDE = "decide-"  # how a side question begins that waits for the officer's words; the decision's id follows
REPLY_WITHIN = (5, 10, 15, 20)  # working days
USUAL = 10
MOST_REMARK = 2_000  # characters
# Which decisions name items; those need at least one, for "wat ontbreekt er?" must have an answer.
NAMES_ITEMS = frozenset({Stage.INADMISSIBLE, Stage.UNCLEAR, Stage.INFORMATION_REQUESTED})


def begin(session: Session, turn: Turn, application_id: int, place: int) -> Outcome:
    """Prepare a decision; what was begun before goes on."""
    case_file = cases.opened(session, turn, application_id, Right.DECIDE)
    stage = DECIDED[place] if place < len(DECIDED) else None
    if stage is None or stage not in cases.steps_of(case_file.case):
        return cases.view_of(turn, case_file).noting(Note(Noted.NO_SUCH_STEP))
    known = decision_queries.in_preparation(session, turn.person_id, application_id, stage)
    if known is not None and known.submission_id == case_file.submission_id:
        return shown(session, turn, case_file, known)
    decision_id = decision_queries.add(session, prepared(turn, case_file, stage))
    return shown(session, turn, case_file, _found(session, decision_id))


def prepared(turn: Turn, case_file: Sent, stage: Stage, batch: str | None = None) -> Decision:
    """Return a new decision, with the items that the check found."""
    lacking = case_file.lacking if stage in NAMES_ITEMS else ()
    is_request = stage is Stage.INFORMATION_REQUESTED
    return Decision(
        application_id=case_file.case.application_id,
        submission_id=case_file.submission_id,
        from_stage=case_file.case.stage,
        to_stage=stage,
        items=" ".join(item.key for item in lacking),
        reply_by_at=_reply_by(turn, case_file, USUAL) if is_request else None,
        batch=batch,
        decided_by=turn.person_id,
        begun_at=turn.now,
    )


def tick(session: Session, turn: Turn, decision_id: int, number: str, wanted: int) -> Outcome:
    """Say that an item lacks (1), or that it does not (0)."""
    case_file, decision = opened(session, turn, decision_id)
    item = case_file.case.item(number)
    if item is None or decision.to_stage not in NAMES_ITEMS:
        return only(Noted.NOT_THERE)
    keys = {*decision.items, item.key} if wanted == 1 else {*decision.items} - {item.key}
    return _changed(session, turn, case_file, decision, items=_in_order(case_file, keys))


def set_reply_by(session: Session, turn: Turn, decision_id: int, working_days: int) -> Outcome:
    """Set how long the municipality has to reply."""
    case_file, decision = opened(session, turn, decision_id)
    if decision.to_stage is not Stage.INFORMATION_REQUESTED or working_days not in REPLY_WITHIN:
        return only(Noted.NOT_THERE)
    return _changed(session, turn, case_file, decision, reply_by_at=_reply_by(turn, case_file, working_days))


def take_remark(session: Session, turn: Turn, aside: str, said: str) -> Outcome:
    """Keep what the officer typed with the decision; a line such as "7: ..." is about that item, which is ticked."""
    decision_id = aside.removeprefix(ASIDE)
    case_file, decision = opened(session, turn, int(decision_id) if decision_id.isdecimal() else 0)
    remark = clean(said)[:MOST_REMARK]
    _, named = remarks.by_item(remark, case_file.case.call.checklist)
    keys = {*decision.items, *named} if decision.to_stage in NAMES_ITEMS else set()
    return _changed(session, turn, case_file, decision, remark=remark, items=_in_order(case_file, keys))


def fill(
    session: Session, turn: Turn, decision_id: int, numbers: frozenset[str], said: str, working_days: int
) -> Outcome:
    """Keep all that a form says of a decision at once: what lacks, the officer's words, how long there is to reply."""
    case_file, decision = opened(session, turn, decision_id)
    remark = clean(said)[:MOST_REMARK]
    values: dict[str, object] = {"remark": remark}
    if decision.to_stage in NAMES_ITEMS:
        items = case_file.case.call.checklist.items
        _, named = remarks.by_item(remark, case_file.case.call.checklist)
        values["items"] = _in_order(case_file, {item.key for item in items if item.number in numbers} | {*named})
    if decision.to_stage is Stage.INFORMATION_REQUESTED and working_days in REPLY_WITHIN:
        values["reply_by_at"] = _reply_by(turn, case_file, working_days)
    return _changed(session, turn, case_file, decision, **values)


def edit(session: Session, turn: Turn, decision_id: int) -> Outcome:
    """Show a decision that is in preparation again."""
    return shown(session, turn, *opened(session, turn, decision_id))


def opened(session: Session, turn: Turn, decision_id: int) -> tuple[Sent, Decided]:
    """Return a decision that the officer prepares, and what it is about.

    Raises:
        Instead: it is not there for this person, it was taken, or the application changed meanwhile.
    """
    rights.demand(turn, Right.DECIDE)
    decision = decision_queries.one(session, decision_id)
    if decision is None or decision.decided_by != turn.person_id:
        raise Instead(only(Noted.NOT_THERE))
    case_file = cases.opened(session, turn, decision.application_id, Right.DECIDE)
    if decision.taken_at is not None or decision.to_stage not in cases.steps_of(case_file.case):
        raise Instead(cases.view_of(turn, case_file).noting(Note(Noted.NO_SUCH_STEP)))
    if decision.submission_id != case_file.submission_id:
        raise Instead(cases.view_of(turn, case_file).noting(Note(Noted.SENT_AGAIN, {"version": case_file.version})))
    return case_file, decision


def shown(session: Session, turn: Turn, case_file: Sent, decision: Decided) -> Outcome:
    """Show a decision in preparation; what is typed next goes with it."""
    opening.ask_aside(session, turn, f"{ASIDE}{decision.id}")
    return Outcome(view=Preparing(sent=case_file, decision=decision))


def _changed(session: Session, turn: Turn, case_file: Sent, decision: Decided, **values: object) -> Outcome:
    decision_queries.change(session, decision.id, **values)
    return shown(session, turn, case_file, _found(session, decision.id))


def _found(session: Session, decision_id: int) -> Decided:
    found = decision_queries.one(session, decision_id)
    if found is None:
        raise KeyError(decision_id)
    return found


def _in_order(case_file: Sent, keys: set[str]) -> str:
    return " ".join(item.key for item in case_file.case.call.checklist.items if item.key in keys)


def _reply_by(turn: Turn, case_file: Sent, working_days: int) -> datetime:
    """Return the end of the last of so many working days, in the zone of the call."""
    zone = case_file.case.call.zone
    day = turn.now.astimezone(zone).date()
    while working_days:
        day += timedelta(days=1)
        working_days -= is_working_day(day)
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
