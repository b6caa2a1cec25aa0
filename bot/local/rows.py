"""Keeps the local Bot API's chats in the database and its files in the data folder."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.local.keeper import Change, NextIds
from bot.local.values import Button, Deleted, Document, LocalChat, LocalFile, LocalMessage, Person
from models.files.file_folder import FileFolder
from models.records.messages import local_chat_queries
from models.records.messages.local_chat import LocalFileRow
from models.records.messages.local_chat_queries import Kept
from models.storage.works.store import Store

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
        kept = await self._kept(changes)
        if self._is_shared:
            await self._store.run(local_chat_queries.keep_shared, kept, _chats_of(changes))
            return
        next_ids = (ids.update_id, ids.message_id, ids.chat_id)
        await self._store.run(local_chat_queries.keep, self._series, kept, next_ids)

    async def _kept(self, changes: Sequence[Change]) -> Kept:
        """Return what the rows are to say once the files lie in their folder; of two states the newer one counts."""
        return Kept(
            chats={one.id: _json(one) for one in changes if isinstance(one, LocalChat)},
            messages={one.message_id: (one.chat_id, _json(one)) for one in changes if isinstance(one, LocalMessage)},
            files=[await self._file(one) for one in changes if isinstance(one, LocalFile)],
            deleted=[one.message_id for one in changes if isinstance(one, Deleted)],
        )

    async def _file(self, one: LocalFile) -> LocalFileRow:
        stored = await asyncio.to_thread(self._files.keep, one.content) if one.content else None
        return LocalFileRow(file_id=one.file_id, name=one.name, size=one.size, stored_name=stored)


def first_id(series: int) -> int:
    """Return the first id of a series of messages and chats."""
    return 1 + (series - 1) * SERIES


def _chats_of(changes: Sequence[Change]) -> Counter[int]:
    """Return how often each chat is changed."""
    chats = (one.id if isinstance(one, LocalChat) else one.chat_id for one in changes if not isinstance(one, LocalFile))
    return Counter(chats)


def _json(value: LocalChat | LocalMessage) -> str:
    """Return the state of a value; dataclasses.asdict copies all of it first, which takes four times as long."""
    return json.dumps(_fields(value), ensure_ascii=True, default=_plain)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else _fields(value)


def _fields(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any of our values
    return {name: getattr(value, name) for name in value.__slots__}


def _chat(raw: dict[str, Any]) -> LocalChat:
    person = raw.pop("person")
    return LocalChat(**raw, person=Person(**person) if person else None)


def _message(raw: dict[str, Any]) -> LocalMessage:
    document = raw.pop("document")
    raw["sent_at"] = datetime.fromisoformat(raw["sent_at"])
    raw["edited_at"] = datetime.fromisoformat(raw["edited_at"]) if raw["edited_at"] else None
    raw["buttons"] = tuple(tuple(Button(**button) for button in row) for row in raw["buttons"])
    return LocalMessage(**raw, document=Document(**document) if document else None)
