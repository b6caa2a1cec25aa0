"""What the mail with the report is about: the figures of the call as they are when it leaves."""

from datetime import datetime

from sqlmodel import Session

from models.figures import report, snapshots
from models.language import moments
from models.letters.facts import Facts
from models.records.applications import deadline_queries
from models.records.messages.outbox_queries import Message
from models.records.reminding import weekly_queries


def figures(session: Session, message: Message, _key: bytes, now: datetime) -> Facts | None:
    """Return the figures of a call with the lists behind them; None for an officer who was revoked."""
    if not weekly_queries.is_of_agency(session, message.ref_id):
        return None
    call = deadline_queries.newest_call(session, str(message.payload["call"]))
    counted = report.gather(session, call, now)
    values = {
        "call_title": call.title.in_language(message.language),
        "at": moments.moment_and_place_words(now, call.zone, message.language),
        "submitted": counted.found.totals.submitted,
        "municipalities": counted.found.municipalities,
        "checksum": snapshots.checksum(counted.found),
    }
    return Facts(values=values, report=counted)
