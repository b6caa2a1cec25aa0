"""Cases that are kept for one transaction: who else would change one of them waits, or is told that it changed."""

from collections.abc import Collection

from sqlalchemy import bindparam, select, tuple_, update
from sqlmodel import Session, col

from models.records.applications.application import Application
from models.records.people.person import Chat, Person
from models.storage.isolation import Key
from models.storage.prepared import Prepared

_TOUCH = Prepared(update(Application).where(col(Application.id) == bindparam("which")).values(stage=Application.stage))


def keep(session: Session, chats: Collection[Key]) -> dict[Key, int]:
    """Keep the cases of these chats, each (front, chat id), in one order for all; return them by chat.

    Each is also written, with nothing new: whoever read it before and decides on it now is refused by the database and
    reads it again. Source: PostgreSQL, "Transaction Isolation", "Explicit Locking".
    """
    theirs = (
        select(col(Chat.front), col(Chat.chat_id), col(Application.id))
        .select_from(Chat)
        .join(Person, col(Person.id) == col(Chat.person_id))
        .join(Application, col(Application.id) == col(Person.application_id))
        .where(tuple_(col(Chat.front), col(Chat.chat_id)).in_(chats))
        .order_by(col(Application.id))
        .with_for_update(key_share=True, of=Application)
    )
    cases: dict[Key, int] = {(front, chat): case for front, chat, case in session.connection().execute(theirs)}
    for case in sorted(set(cases.values())):
        _TOUCH.later(session, which=case)
    return cases
