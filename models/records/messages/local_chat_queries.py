"""Queries on the chats of this machine; the caller owns the transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import Session, SQLModel, col

from models.records.messages.local_chat import LocalChatRow, LocalFileRow, LocalIds, LocalMessageRow
from models.storage.statements.prepared import Prepared
from models.storage.statements.upsert import insert_into
from models.storage.transactions.isolation import Sharing, lightly, shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What changed in chats: the newest state of each row by its id, and the messages that are gone."""

    chats: Mapping[int, str]
    messages: Mapping[int, tuple[int, str]]  # of which chat, and its state
    files: Sequence[LocalFileRow]
    deleted: Sequence[int]


def _upsert(row: type[SQLModel], key: str, *columns: str) -> Prepared:
    """Return what keeps the newest state of rows: 10 µs each; Session.merge, which reads each first, took 1 ms."""

    def statement(dialect: str) -> Any:  # noqa: ANN401 - the dialects share no type
        begin = insert_into(dialect, row)
        return begin.on_conflict_do_update(
            index_elements=[key], set_={name: begin.excluded[name] for name in columns if name != "version"}
        )

    return Prepared(statement, key, *columns)


_CHATS = _upsert(LocalChatRow, "chat_id", "state", "version")
_MESSAGES = _upsert(LocalMessageRow, "message_id", "chat_id", "state")
_IDS = _upsert(LocalIds, "id", "update_id", "message_id", "chat_id")


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


def keep(session: Session, series: int, kept: Kept, ids: tuple[int, int, int]) -> None:
    """Keep the newest state of rows, forget messages, and remember the next ids."""
    _keep(session, kept)
    _IDS.for_each(session, [{"id": series, "update_id": ids[0], "message_id": ids[1], "chat_id": ids[2]}])


@shares(Sharing.LIGHTLY)
def keep_shared(session: Session, kept: Kept, changed: Mapping[int, int]) -> None:
    """Keep the newest state of rows and forget messages, where several processes do; say how often chats changed."""
    _keep(session, kept)
    connection = session.connection()
    for chat_id in sorted(changed):
        times = col(LocalChatRow.version) + changed[chat_id]
        connection.execute(update(LocalChatRow).where(col(LocalChatRow.chat_id) == chat_id).values(version=times))


def _keep(session: Session, kept: Kept) -> None:
    """Keep the rows; the version of a chat that is there stays as it is."""
    chats = [{"chat_id": one, "state": state, "version": 0} for one, state in kept.chats.items()]
    messages = [
        {"message_id": one, "chat_id": chat_id, "state": state} for one, (chat_id, state) in kept.messages.items()
    ]
    if chats:
        _CHATS.for_each(session, chats)
    if messages:
        _MESSAGES.for_each(session, messages)
    for row in kept.files:
        session.merge(row)
    if kept.deleted:
        gone = delete(LocalMessageRow).where(col(LocalMessageRow.message_id).in_(kept.deleted))
        session.connection().execute(gone)


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
