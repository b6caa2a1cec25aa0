"""Which stage the municipality knows: a decision is told ten minutes after it was taken, and not before."""

from datetime import datetime

from sqlmodel import Session

from models.calls.stages import Stage
from models.records.applications.case import Case
from models.records.desk import decision_queries

NEVER_DECIDED = frozenset({Stage.DRAFT, Stage.SUBMITTED, Stage.WITHDRAWN, Stage.EXPIRED})


def stage_told(session: Session, case: Case, now: datetime) -> Stage:
    """Return the stage of an application as its people know it."""
    if case.stage in NEVER_DECIDED:
        return case.stage
    return decision_queries.untold_stage(session, case.application_id, now) or case.stage
