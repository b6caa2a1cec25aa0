"""How the people of an application are told what happened: in their mailbox and in their chats, through the outbox."""

from collections.abc import Mapping

from sqlmodel import Session

from models.records import outbox_queries, participant_queries, person_queries
from models.records.outbox_queries import Message
from models.turns.turn import Turn

KEY_LENGTH = 160  # as long as a key of the outbox may be


def tell(
    session: Session,
    turn: Turn,
    person_id: int,
    kind: str,
    key: str,
    application_id: int,
    *,
    ref_id: int | None = None,
    payload: Mapping[str, object] | None = None,
) -> None:
    """Tell a person: in the mailbox they proved last, and in each of their chats; who speaks hears it in this one."""
    person = person_queries.person(session, person_id)
    addresses = [("mail", email) for email in person_queries.proven_mailboxes(session, person_id)[:1]]
    if person_id != turn.person_id:
        addresses += [(front, str(chat_id)) for front, chat_id in person_queries.chats_of(session, person_id)]
    for way, address in addresses:
        message = Message(
            key=f"{key}:{person_id}:{way}:{address}"[:KEY_LENGTH],
            kind=kind,
            way=way,
            address=address,
            language=person.language,
            person_id=person_id,
            application_id=application_id,
            ref_id=ref_id,
            payload=payload or {},
        )
        outbox_queries.post(session, message, turn.now)


def tell_others(
    session: Session,
    turn: Turn,
    kind: str,
    key: str,
    application_id: int,
    *,
    ref_id: int | None = None,
    payload: Mapping[str, object] | None = None,
) -> None:
    """Tell everybody else who works on the application."""
    for person_id, _ in participant_queries.active(session, application_id):
        if person_id != turn.person_id:
            tell(session, turn, person_id, kind, key, application_id, ref_id=ref_id, payload=payload)
