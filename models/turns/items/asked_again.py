"""What the agency said about an item that it asks (again), in the officer's words."""

from sqlmodel import Session

from models.calls.call import Item
from models.calls.stages import FALLEN_OUT, Stage
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.desk import decision_queries
from models.turns.items import remarks


def words(session: Session, case: Case, item: Item) -> str | None:
    """Return what was said about an item, "" when only its number was named; None when it is not asked again."""
    if item.key not in case.asked_first:
        return None
    decided = _about(session, case)
    if decided is None:
        return ""
    return remarks.by_item(decided.remark, case.call.checklist)[1].get(item.key, "")


def _about(session: Session, case: Case) -> decision_queries.Decided | None:
    if case.stage is Stage.INFORMATION_REQUESTED:
        return decision_queries.newest(session, case.application_id, Stage.INFORMATION_REQUESTED)
    before: Case | None = case
    while before is not None and before.stage not in FALLEN_OUT:  # drafts that ended may lie between
        before = case_queries.load(session, before.carried_from_id) if before.carried_from_id is not None else None
    return decision_queries.newest(session, before.application_id, before.stage) if before is not None else None
