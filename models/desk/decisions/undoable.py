"""Until when a decision can be taken back, by who took it.

Source: ARCHITECTURE.md, Rules: Deciding.
"""

from datetime import datetime

from models.records.applications.case import Case
from models.records.desk.decision_queries import Decided


def can_be_undone(case: Case, decision: Decided, now: datetime) -> bool:
    """Return whether a decision stands, is the last step, and did not leave yet."""
    if decision.undone_at is not None or decision.settled_at is not None or decision.leaves_at is None:
        return False
    return case.stage is decision.to_stage and now < decision.leaves_at
