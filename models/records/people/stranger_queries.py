"""Queries on what others than some known people left in a database; the caller owns the transaction."""

from collections.abc import Collection

from sqlalchemy import exists, select
from sqlmodel import Session, col

from models.records.applications.application import Application, Participant
from models.records.desk.officer import Officer
from models.records.people.interest import Interest
from models.records.people.person import Chat


def any_application(session: Session, front: str, chat_ids: Collection[int]) -> bool:
    """Return whether there is an application on which nobody of these chats works."""
    known = (
        select(col(Participant.id))
        .join(Chat, col(Chat.person_id) == col(Participant.person_id))
        .where(col(Participant.application_id) == col(Application.id))
        .where(col(Chat.front) == front, col(Chat.chat_id).in_(list(chat_ids)))
    )
    return session.execute(select(col(Application.id)).where(~exists(known)).limit(1)).first() is not None


def any_invited(session: Session, emails: Collection[str]) -> bool:
    """Return whether an officer was invited at another mailbox, or anybody stands on a list of interest."""
    officers = select(col(Officer.id)).where(col(Officer.email).not_in(list(emails))).limit(1)
    interested = select(col(Interest.id)).limit(1)
    return any(session.execute(query).first() is not None for query in (officers, interested))
