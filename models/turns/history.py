"""The history of an application: who did what, when, by which channel; keys and hashes, no free text."""

from sqlmodel import Session

from models.records.applications import event_queries
from models.records.applications.case import Case
from models.turns.act import Act


def record(session: Session, act: Act, case: Case, what: str, item_key: str | None = None, detail: str = "") -> None:
    """Add to the history, and say so when it was not certain that a press came before the deadline."""
    if act.moment.is_doubtful(case.round.closes_at):
        earliest = act.moment.earliest.isoformat(timespec="seconds")
        detail = f"{detail} in-doubt-for-the-applicant,earliest={earliest}".strip()
    event_queries.record(
        session,
        case.application_id,
        what,
        at=act.at,
        person_id=act.person_id,
        channel=act.channel,
        item_key=item_key,
        detail=detail,
    )
