"""Queries on the chats of this machine; the caller owns the transaction."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, select, update
from sqlmodel import Session, SQLModel, col

from models.records.messages.local_chat import LocalChatRow, LocalFileRow, LocalIds, LocalMessageRow
from models.storage.isolation import Sharing, lightly, shares
from models.storage.upsert import insert_into


def next_ids(session: Session, series: int) -> tuple[int, int, int] | None:
    """Return the next update, message and chat id of a series, or None before anything was kept."""
    row = session.get(LocalIds, series)
    return None if row is None else (row.update_id, row.message_id, row.chat_id)


def chat(session: Session, chat_id: int, newest: int) -> tuple[str, list[str]] | None:
    """Return the state of a chat and of its newest messages, oldest first, or None when it is unknown."""
    row = session.get(LocalChatRow, chat_id)
    if row is None:
        return None
    found = session.connection().execute(
        select(col(LocalMessageRow.state))
        .where(col(LocalMessageRow.chat_id) == chat_id)
        .order_by(col(LocalMessageRow.message_id).desc())
        .limit(newest)
    )
    return row.state, list(found.scalars())[::-1]


def file(session: Session, file_id: str) -> tuple[str, int, str | None] | None:
    """Return name, size and stored name of a file, or None when it is unknown."""
    row = session.get(LocalFileRow, file_id)
    return None if row is None else (row.name, row.size, row.stored_name)


def keep(session: Session, series: int, rows: list[SQLModel], deleted: list[int], ids: tuple[int, int, int]) -> None:
    """Keep the newest state of rows, forget messages, and remember the next ids."""
    for row in rows:
        session.merge(row)
    if deleted:
        session.connection().execute(delete(LocalMessageRow).where(col(LocalMessageRow.message_id).in_(deleted)))
    session.merge(LocalIds(id=series, update_id=ids[0], message_id=ids[1], chat_id=ids[2]))


@shares(Sharing.LIGHTLY)
def keep_shared(session: Session, rows: list[SQLModel], deleted: list[int], changed: Mapping[int, int]) -> None:
    """Keep the newest state of rows and forget messages, where several processes do; say how often chats changed."""
    for row in rows:
        if isinstance(row, LocalChatRow):
            _keep_chat(session, row)
        else:
            session.merge(row)
    session.flush()
    connection = session.connection()
    if deleted:
        connection.execute(delete(LocalMessageRow).where(col(LocalMessageRow.message_id).in_(deleted)))
    for chat_id in sorted(changed):
        times = col(LocalChatRow.version) + changed[chat_id]
        connection.execute(update(LocalChatRow).where(col(LocalChatRow.chat_id) == chat_id).values(version=times))


def _keep_chat(session: Session, row: LocalChatRow) -> None:
    """Keep a chat and leave its version as it is."""
    statement = insert_into(session.get_bind().dialect.name, LocalChatRow)
    statement = statement.values(chat_id=row.chat_id, state=row.state, version=0)
    session.connection().execute(statement.on_conflict_do_update(index_elements=["chat_id"], set_={"state": row.state}))


def versions(session: Session, chat_ids: Collection[int]) -> dict[int, int]:
    """Return how often each of these chats was changed."""
    lightly(session)
    rows = session.connection().execute(
        select(col(LocalChatRow.chat_id), col(LocalChatRow.version)).where(col(LocalChatRow.chat_id).in_(chat_ids))
    )
    return {row[0]: row[1] for row in rows}


@shares(Sharing.LIGHTLY)
def new_id(session: Session, series: int, first: int, kind: str) -> int:
    """Give out the next id of a series, which no other process gets."""
    connection = session.connection()
    begin = insert_into(session.get_bind().dialect.name, LocalIds)
    begin = begin.values(id=series, update_id=1, message_id=first, chat_id=first).on_conflict_do_nothing()
    connection.execute(begin)
    column = getattr(LocalIds, kind)
    raised = update(LocalIds).where(col(LocalIds.id) == series).values({kind: column + 1}).returning(column)
    return int(connection.execute(raised).scalar_one()) - 1


def stored_names(session: Session) -> list[str]:
    """Return the names under which the bytes of all files lie that were sent in a chat on this machine."""
    found = session.connection().execute(
        select(col(LocalFileRow.stored_name)).where(col(LocalFileRow.stored_name).is_not(None)).distinct()
    )
    return sorted(name for name in found.scalars() if name is not None)
