"""Cases that are kept for one transaction: who else would change one of them waits, or is told that it changed."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import and_, bindparam, or_, select, update
from sqlmodel import Session, col

from models.records.applications.application import Application
from models.records.people.person import Chat, Person
from models.storage.statements.prepared import Prepared

_CASE = Prepared(
    select(col(Person.application_id))
    .join(Chat, col(Chat.person_id) == col(Person.id))
    .where(
        col(Chat.front) == bindparam("front"),
        col(Chat.chat_id) == bindparam("chat"),
        # Where a side question waits for words, what is said concerns more than the answers of the case.
        or_(col(Person.asked) == "", and_(col(Person.asked).contains(":"), col(Person.asked).contains(" ").is_(False))),
    )
)


class UpdateInChat(NamedTuple):
    """An update, and the chat in which it came."""

    front: str
    chat_id: int
    row_id: int | None  # None: nothing is stored of it


def with_a_case(session: Session, updates: Collection[UpdateInChat]) -> dict[UpdateInChat, int]:
    """Return the case that each of these updates concerns; not where it may concern more, or none."""
    ordered = list(updates)
    rows = _CASE.rows_of_each(session, [{"front": one.front, "chat": one.chat_id} for one in ordered])
    return {one: found[0][0] for one, found in zip(ordered, rows, strict=True) if found and found[0][0] is not None}


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
