"""A mail on which our own code fails: it is tried again, then parked, and its sender is told, once, with a number."""

from datetime import datetime

from sqlmodel import Session

from models.mail_reading.mail import Mail, Sort
from models.records.messages import mail_in_queries, outbox_queries
from models.records.messages.mail_in_queries import Found
from models.records.messages.outbox_queries import Message

MOST_TOLD = 5  # in a day to each mailbox: anybody can write one into From


def count_failure(session: Session, row_id: int, mail: Mail | None, language: str, number: str, now: datetime) -> bool:
    """Count a failed try; return whether the mail is parked now. `mail` is None when it could not even be read."""
    if not mail_in_queries.count_failure(session, row_id, now):
        return False
    if mail is not None and mail.sender is not None and mail.sort is Sort.PERSON:
        _tell(session, row_id, mail, language, number, now)
    return True


def _tell(session: Session, row_id: int, mail: Mail, language: str, number: str, now: datetime) -> None:
    sender = (mail.sender or "")[:320]
    if mail_in_queries.answered_to(session, sender, now) >= MOST_TOLD:
        return
    found = Found(sender=sender, message_id=mail.message_id, subject=mail.subject)
    mail_in_queries.note_parked(session, row_id, found, now)
    message = Message(
        key=f"mail_parked:{row_id}",
        kind="mail_parked",
        way="mail",
        address=sender,
        language=language,
        ref_id=row_id,
        payload={"number": number},
    )
    outbox_queries.post(session, message, now)
