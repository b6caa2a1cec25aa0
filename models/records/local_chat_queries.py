"""Queries on the chats of this machine; the caller owns the transaction."""

from sqlalchemy import delete, select
from sqlmodel import Session, SQLModel, col

from models.records.local_chat import LocalChatRow, LocalFileRow, LocalIds, LocalMessageRow


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


def stored_names(session: Session) -> list[str]:
    """Return the names under which the bytes of all files lie that were sent in a chat on this machine."""
    found = session.connection().execute(
        select(col(LocalFileRow.stored_name)).where(col(LocalFileRow.stored_name).is_not(None)).distinct()
    )
    return sorted(name for name in found.scalars() if name is not None)
