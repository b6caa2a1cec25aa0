"""Keeps the local Bot API's chats in the database and its files in the data folder."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import SQLModel

from bot.local.keeper import Change, NextIds
from bot.local.values import Button, Deleted, Document, LocalChat, LocalFile, LocalMessage, Person
from models.files.file_folder import FileFolder
from models.records.messages import local_chat_queries
from models.records.messages.local_chat import LocalChatRow, LocalFileRow, LocalMessageRow
from models.storage.store import Store

NEWEST = 200  # messages of a chat that are read back
SERIES = 10**12  # ids in one series: more than ever are given out, and far below what a JSON number holds


class RowKeeper:
    """A `bot.local.keeper.Keeper` on the tables of this installation.

    Each local Bot API has a `series` of ids of its own, so that two of them share the tables and no id.
    """

    def __init__(self, store: Store, files: FileFolder, series: int = 1, *, is_shared: bool = False) -> None:
        self._store = store
        self._files = files
        self._series = series
        self._is_shared = is_shared  # by several processes, which take ids one by one and look for changes

    async def next_ids(self) -> NextIds:
        """Return the ids of the last batch kept, or the first ones ever."""
        ids = await self._store.run(local_chat_queries.next_ids, self._series)
        if ids is None:
            first = first_id(self._series)
            return NextIds(update_id=1, message_id=first, chat_id=first)
        return NextIds(update_id=ids[0], message_id=ids[1], chat_id=ids[2])

    async def load_chat(self, chat_id: int) -> tuple[LocalChat, Sequence[LocalMessage]] | None:
        """Return a chat with its newest messages, oldest first, or None when it is unknown."""
        found = await self._store.run(local_chat_queries.chat, chat_id, NEWEST)
        if found is None:
            return None
        return _chat(json.loads(found[0])), [_message(json.loads(state)) for state in found[1]]

    async def load_file(self, file_id: str) -> LocalFile | None:
        """Return a file with its content, or None when it is unknown."""
        found = await self._store.run(local_chat_queries.file, file_id)
        if found is None:
            return None
        name, size, stored_name = found
        content = await asyncio.to_thread(self._files.read, stored_name) if stored_name else None
        return LocalFile(file_id=file_id, name=name, size=size, content=content)

    async def keep(self, changes: Sequence[Change], ids: NextIds) -> None:
        """Keep `changes`, in order, and `ids`, in one transaction."""
        rows: list[SQLModel] = []
        deleted: list[int] = []
        for change in changes:
            if isinstance(change, Deleted):
                deleted.append(change.message_id)
            elif isinstance(change, LocalFile):
                stored = await asyncio.to_thread(self._files.keep, change.content) if change.content else None
                rows.append(
                    LocalFileRow(file_id=change.file_id, name=change.name, size=change.size, stored_name=stored)
                )
            else:
                rows.append(_row(change))
        if self._is_shared:
            await self._store.run(local_chat_queries.keep_shared, rows, deleted, _chats_of(changes))
            return
        next_ids = (ids.update_id, ids.message_id, ids.chat_id)
        await self._store.run(local_chat_queries.keep, self._series, rows, deleted, next_ids)


def first_id(series: int) -> int:
    """Return the first id of a series of messages and chats."""
    return 1 + (series - 1) * SERIES


def _chats_of(changes: Sequence[Change]) -> Counter[int]:
    """Return how often each chat is changed."""
    chats = (one.id if isinstance(one, LocalChat) else one.chat_id for one in changes if not isinstance(one, LocalFile))
    return Counter(chats)


def _row(change: LocalChat | LocalMessage) -> SQLModel:
    if isinstance(change, LocalChat):
        return LocalChatRow(chat_id=change.id, state=_json(change))
    return LocalMessageRow(message_id=change.message_id, chat_id=change.chat_id, state=_json(change))


def _json(value: LocalChat | LocalMessage) -> str:
    from dataclasses import asdict

    return json.dumps(asdict(value), ensure_ascii=True, default=lambda moment: moment.isoformat())


def _chat(raw: dict[str, Any]) -> LocalChat:
    person = raw.pop("person")
    return LocalChat(**raw, person=Person(**person) if person else None)


def _message(raw: dict[str, Any]) -> LocalMessage:
    document = raw.pop("document")
    raw["sent_at"] = datetime.fromisoformat(raw["sent_at"])
    raw["edited_at"] = datetime.fromisoformat(raw["edited_at"]) if raw["edited_at"] else None
    raw["buttons"] = tuple(tuple(Button(**button) for button in row) for row in raw["buttons"])
    return LocalMessage(**raw, document=Document(**document) if document else None)
