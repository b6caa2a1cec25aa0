"""When a case belongs to the municipality: once a fitting mailbox is proven, one live application for each round.

Source: ARCHITECTURE.md, Rules: Who speaks for a municipality.
"""

from sqlmodel import Session

from models import case_queries, history, mail_domain, participant_queries, person_queries
from models.case import Case
from models.mail_domain import Fit
from models.stages import Stage
from models.turn import Turn


def take(session: Session, call_name: str, round_id: str, nis_code: str, application_id: int) -> bool:
    """Make the application the one live application of the municipality in the round; False when there is one."""
    key = f"{call_name}/{round_id}/{nis_code}"
    holder = case_queries.live_application(session, key)
    if holder is not None and holder != application_id:
        return False
    case_queries.change(session, application_id, live_key=key)
    return True


def settle(session: Session, turn: Turn, case: Case) -> int | None:
    """Give the case to the municipality when a fitting mailbox is proven.

    Returns None when that is settled or has to wait for a fitting mailbox, or the application that the municipality has
    in this round already.
    """
    if case.is_owned or case.nis_code is None or case.stage not in {Stage.DRAFT, Stage.SUBMITTED}:
        return None
    fitting = fitting_mailboxes(session, turn, case)
    if not fitting:
        if person_queries.proven_mailboxes(session, turn.person_id):
            history.record(session, turn, case, "foreign_mailbox")
        return None
    if take(session, case.call.name, case.round.id, case.nis_code, case.application_id):
        history.record(session, turn, case, "owned")
        return None
    return case_queries.live_application(session, f"{case.call.name}/{case.round.id}/{case.nis_code}")


def fitting_mailboxes(session: Session, turn: Turn, case: Case) -> list[str]:
    """Return the person's proven mailboxes whose domain fits the municipality of the case."""
    if case.nis_code is None:
        return []
    day = turn.at.astimezone(case.call.zone).date()
    proven = person_queries.proven_mailboxes(session, turn.person_id)
    return [email for email in proven if mail_domain.fits(email, case.nis_code, day) is Fit.FITS]


def speaks_there_already(session: Session, turn: Turn, case: Case, target_id: int) -> bool:
    """Return whether the same mailbox works on that application already: the same official on another device."""
    active = {other for other, _ in participant_queries.active(session, target_id)} - {turn.person_id}
    mailboxes = fitting_mailboxes(session, turn, case)
    return any(active & set(person_queries.people_with_mailbox(session, email)) for email in mailboxes)
