"""The application that the municipality has already, beside a draft of one's own: it cannot be sent, so people hear it.

Source: ARCHITECTURE.md, Rules: Joining.
"""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from models.records import case_queries
from models.records.case import Case
from models.turns import ownership


def of_the_town(session: Session, people: Collection[int], case: Case, at: datetime) -> int | None:
    """Return the municipality's application of that round, when `case` is another one; else None.

    Only for people (one human on several devices) of whom a fitting mailbox is proven: to others it reads as not there.
    """
    if case.is_owned or case.nis_code is None:
        return None
    there = case_queries.live_application(session, ownership.live_key(case))
    if there is None or there == case.application_id:
        return None
    speaks = any(ownership.fitting_mailboxes(session, one, case, at) for one in people)
    return there if speaks else None
