"""Queries that share the stored updates of a front among processes; the caller owns the transaction.

An update is in the hands of the process that stored it. In a chat one process at a time handles something: what comes
in elsewhere meanwhile is nobody's until that is answered. What a process held that is gone is anybody's.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.records.messages import lease_queries
from models.records.messages.inbox import StoredUpdate
from models.records.messages.inbox_queries import OPEN, WAITING, WaitingUpdate, waiting_update
from models.storage.transactions.isolation import lightly

MOST = 500  # updates that are taken up at once
LOCK = 2_021_081_312  # only one process shares out at a time; the others leave it to that one


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What this process handles, oldest first, and whether some waits that nobody handles yet."""

    mine: tuple[WaitingUpdate, ...]
    some_wait: bool


def take(session: Session, front: str, holder: str, *, judges: bool) -> Share:
    """Take up what is nobody's, in order for each chat; with `judges` also what is in the hands of who is gone."""
    lightly(session)
    connection = session.connection()
    if not connection.execute(select(func.pg_try_advisory_xact_lock(LOCK))).scalar_one():
        return Share(mine=(), some_wait=True)
    rows = connection.execute(_free(front, holder, judges=judges)).all()
    mine = tuple(waiting_update(row) for row in rows)
    if mine:
        taken = update(StoredUpdate).where(
            col(StoredUpdate.id).in_([one.row_id for one in mine]), col(StoredUpdate.holder).is_distinct_from(holder)
        )
        connection.execute(taken.values(holder=holder))
    nobodys = select(col(StoredUpdate.id)).where(
        col(StoredUpdate.front) == front, OPEN, col(StoredUpdate.holder).is_(None)
    )
    return Share(mine=mine, some_wait=connection.execute(nobodys.limit(1)).first() is not None)


def answered_among(session: Session, front: str, update_ids: Collection[int]) -> list[int]:
    """Return which of these updates were answered, or parked."""
    if not update_ids:
        return []
    rows = session.connection().execute(
        select(col(StoredUpdate.update_id)).where(
            col(StoredUpdate.front) == front, col(StoredUpdate.update_id).in_(update_ids), ~OPEN
        )
    )
    return list(rows.scalars())


def _free(front: str, holder: str, *, judges: bool) -> Select[Any]:
    """Return the query of what this process may handle now."""
    before = aliased(StoredUpdate)
    in_other_hands = (
        select(col(before.id))
        .where(
            col(before.front) == front,
            col(before.chat_id) == col(StoredUpdate.chat_id),
            col(before.id) < col(StoredUpdate.id),
            col(before.answered_at).is_(None),
            col(before.parked_at).is_(None),
            ~_is_free(col(before.holder), holder, judges=judges),
        )
        .exists()
    )
    is_mine = _is_free(col(StoredUpdate.holder), holder, judges=judges)
    query = select(*WAITING).where(col(StoredUpdate.front) == front, OPEN, and_(is_mine, ~in_other_hands))
    return query.order_by(col(StoredUpdate.id)).limit(MOST)


def _is_free(column: Any, holder: str, *, judges: bool) -> ColumnElement[bool]:  # noqa: ANN401 - of the table or its alias
    mine = or_(column.is_(None), column == holder)
    return or_(mine, column.not_in(lease_queries.living())) if judges else mine
