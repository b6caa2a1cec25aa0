"""What is answered to a mail: one letter in its thread, and the same in the chats of its writer."""

from datetime import datetime

from sqlmodel import Session

from models.correspondence.desk_result import DeskResult
from models.correspondence.taken import Incoming, Result
from models.records.messages import outbox_queries
from models.records.messages.outbox_queries import Message
from models.records.people import person_queries
from models.turns.turn import Turn

QUIET_AFTER = 60  # answers to a mailbox or about an application in a day: more is two machines that mail each other


def answer(session: Session, turn: Turn, incoming: Incoming, result: Result, application_id: int | None) -> None:
    """Post the answer to a mail to the mailbox that wrote it, and to the chats of the person."""
    proven = person_queries.proven_mailboxes(session, turn.person_id)
    sender = incoming.mail.sender or ""
    places = [("mail", sender if sender in proven else next(iter(proven), sender))]
    places += [(front, str(chat_id)) for front, chat_id in person_queries.chats_of(session, turn.person_id)]
    for way, address in places:
        message = Message(
            key=f"mail_answer:{incoming.row_id}:{way}:{address}"[:160],
            kind="mail_answer",
            way=way,
            address=address,
            language=turn.speaker.language,
            person_id=turn.person_id,
            application_id=application_id,
            ref_id=incoming.row_id,
            payload=result.as_payload(),
        )
        outbox_queries.post(session, message, turn.now)


def answer_officer(session: Session, turn: Turn, incoming: Incoming, result: DeskResult) -> None:
    """Post the answer to an officer's mail to the mailbox that wrote it; what it did shows in chat by itself."""
    message = Message(
        key=f"officer_answer:{incoming.row_id}",
        kind="officer_answer",
        way="mail",
        address=incoming.mail.sender or "",
        language=turn.speaker.language,
        person_id=turn.person_id,
        ref_id=incoming.row_id,
        payload=result.as_payload(),
    )
    outbox_queries.post(session, message, turn.now)


def warn_officer(session: Session, turn: Turn, incoming: Incoming, result: DeskResult, mailbox: str) -> None:
    """Post to an officer's own mailbox that a mail in their name was refused; the first of a day says it for all."""
    message = Message(
        key=f"officer_forged:{turn.person_id}:{turn.now:%Y-%m-%d}",
        kind="officer_answer",
        way="mail",
        address=mailbox,
        language=turn.speaker.language,
        person_id=turn.person_id,
        ref_id=incoming.row_id,
        payload={**result.as_payload(), "forged": True},
    )
    outbox_queries.post(session, message, turn.now)


def warn_clerk(session: Session, incoming: Incoming, person_id: int, application_id: int | None, now: datetime) -> None:
    """Post to a clerk's own mailbox that a mail in their name was refused; the first of a day says it for all."""
    message = Message(
        key=f"mail_forged:{person_id}:{now:%Y-%m-%d}",
        kind="mail_answer",
        way="mail",
        address=incoming.mail.sender or "",
        language=person_queries.person(session, person_id).language,
        person_id=person_id,
        application_id=application_id,
        ref_id=incoming.row_id,
        payload={"notes": ["forged"], "forged": True},
    )
    outbox_queries.post(session, message, now)


def tell_the_way_in(session: Session, incoming: Incoming, language: str, now: datetime) -> None:
    """Post how one applies to somebody who is not known."""
    message = Message(
        key=f"way_in:{incoming.row_id}",
        kind="way_in",
        way="mail",
        address=incoming.mail.sender or "",
        language=language,
        ref_id=incoming.row_id,
    )
    outbox_queries.post(session, message, now)
