"""Queries on who one human is in all rows; the caller owns the transaction."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Table, and_, false, func, or_, select
from sqlmodel import Session, col

from models.records.people.person import Chat, Mailbox, Person
from models.records.people.whose import MAIL, Whose
from models.records.privacy.data_register import Registered, register
from models.records.tables import metadata


def of_person(session: Session, person_id: int) -> Whose:
    """Return who speaks on one device: a mailbox that somebody else proved as well may be that of a whole service."""
    return _gathered(session, {person_id}, set())


def of_person_alone(session: Session, person_id: int) -> Whose:
    """Return who speaks on one device without the mailboxes that were proven elsewhere as well."""
    found = of_person(session, person_id)
    elsewhere = select(col(Mailbox.email)).where(
        col(Mailbox.email).in_(found.mailboxes), col(Mailbox.person_id) != person_id
    )
    shared = frozenset(session.connection().execute(elsewhere).scalars())
    return replace(found, mailboxes=found.mailboxes - shared)


def of_mailbox(session: Session, mailbox: str) -> Whose:
    """Return everybody who proved a mailbox, with all their mailboxes; nobody when none did."""
    same = select(col(Mailbox.person_id)).where(col(Mailbox.email) == mailbox.lower())
    return _gathered(session, set(session.connection().execute(same).scalars()), {mailbox.lower()})


def of_address(session: Session, way: str, address: str, before: datetime) -> Whose:
    """Return the human of a mailbox or a chat as they were before a moment.

    Who came back after it is somebody new: then the mailbox itself is left alone, too.
    """
    if way == MAIL:
        found = of_mailbox(session, address)
    else:
        chat = select(col(Chat.person_id)).where(col(Chat.front) == way, col(Chat.chat_id) == int(address))
        person_id = session.connection().execute(chat).scalar_one_or_none()
        found = Whose() if person_id is None else of_person(session, person_id)
    earlier = select(col(Person.id)).where(col(Person.id).in_(found.person_ids), col(Person.created_at) < before)
    person_ids = set(session.connection().execute(earlier).scalars())
    is_back = len(person_ids) < len(found.person_ids)
    return _gathered(session, person_ids, set() if is_back else set(found.mailboxes))


def addresses(session: Session) -> set[tuple[str, str]]:
    """Return (way, address) of every mailbox and chat that any row knows."""
    chats = session.connection().execute(select(col(Chat.front), col(Chat.chat_id)))
    found = {(front, str(chat_id)) for front, chat_id in chats}
    for name, entry in register().items():
        table = metadata().tables[name]
        for one in entry.found_by:
            known = session.connection().execute(select(func.lower(table.c[one])).where(table.c[one].is_not(None)))
            found |= {(MAIL, address) for address in known.scalars() if "@" in address}
    return found


def is_theirs(table: Table, entry: Registered, whose: Whose) -> ColumnElement[bool]:
    """Return the condition that a row is somebody's: it points to them, or bears their mailbox or chat."""
    by_pointer = [table.c[one].in_(whose.person_ids) for one in entry.whose if whose.person_ids]
    by_address = [_bears(table, table.c[one], whose) for one in entry.found_by]
    by_chat = [table.c[one].in_(whose.local_chats) for one in entry.chats if whose.local_chats]
    return or_(false(), *by_pointer, *by_address, *by_chat)


def _bears(table: Table, column: "Column[str]", whose: Whose) -> ColumnElement[bool]:
    if "way" not in table.c:
        return func.lower(column).in_(whose.mailboxes)
    pairs = (and_(table.c.way == way, func.lower(column) == address) for way, address in sorted(whose.addresses))
    return or_(false(), *pairs)


def _gathered(session: Session, person_ids: set[int], mailboxes: set[str]) -> Whose:
    chats = select(col(Chat.front), col(Chat.chat_id)).where(col(Chat.person_id).in_(person_ids))
    return Whose(
        person_ids=frozenset(person_ids),
        mailboxes=frozenset(mailboxes | _mailboxes(session, person_ids)),
        chats=frozenset((front, chat_id) for front, chat_id in session.connection().execute(chats)),
    )


def _mailboxes(session: Session, person_ids: Collection[int]) -> set[str]:
    proven = select(col(Mailbox.email)).where(col(Mailbox.person_id).in_(person_ids))
    return set(session.connection().execute(proven).scalars())
