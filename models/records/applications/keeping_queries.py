"""Cases that are kept for one transaction: who else would change one of them waits, or is told that it changed."""

from collections.abc import Collection

from sqlalchemy import and_, or_, select, tuple_, update
from sqlmodel import Session, col

from models.records.applications.application import Application
from models.records.people.person import Chat, Person
from models.storage.isolation import Key

_WITHOUT_ASIDE = or_(
    col(Person.asked) == "", and_(col(Person.asked).contains(":"), col(Person.asked).contains(" ").is_(False))
)


def with_a_case(session: Session, chats: Collection[Key]) -> dict[Key, int]:
    """Return the case on which each of these chats, (front, chat id), works.

    Not where a side question waits for words: what they do concerns more than the answers of the case.
    """
    theirs = (
        select(col(Chat.front), col(Chat.chat_id), col(Person.application_id))
        .join(Person, col(Person.id) == col(Chat.person_id))
        .where(
            tuple_(col(Chat.front), col(Chat.chat_id)).in_(chats),
            col(Person.application_id).is_not(None),
            _WITHOUT_ASIDE,
        )
    )
    found = session.connection().execute(theirs)
    return {(front, chat): case for front, chat, case in found if case is not None}


def keep(session: Session, cases: Collection[int]) -> frozenset[int]:
    """Keep these cases for a transaction; return those that nobody else has, and wait for none.

    Each is also written, with nothing new: whoever read it before and decides on it now is refused by the database and
    reads it again. Source: PostgreSQL, "Transaction Isolation", "Explicit Locking".
    """
    wanted = select(col(Application.id)).where(col(Application.id).in_(cases))
    free = wanted.with_for_update(key_share=True, skip_locked=True)
    written = update(Application).where(col(Application.id).in_(free)).values(stage=Application.stage)
    kept = session.connection().execute(written.returning(col(Application.id))).scalars()
    return frozenset(case for case in kept if case is not None)
