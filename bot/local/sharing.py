"""What several processes share of the chats of one local Bot API: the ids that come next, and which chats changed."""

from collections.abc import Collection, Mapping
from typing import Literal, Protocol

from models.records.messages import local_chat_queries
from models.storage.works.store import Store

IdKind = Literal["update_id", "message_id", "chat_id"]


class Sharing(Protocol):
    """Where processes agree on ids, and see that a chat is not as they know it."""

    async def new_id(self, kind: IdKind) -> int:
        """Return an id above all that any process got before."""
        ...

    async def versions(self, chat_ids: Collection[int]) -> Mapping[int, int]:
        """Return how often each of these chats was changed so far."""
        ...


class SharedRows:
    """A `Sharing` on the tables of this installation, for one series of ids."""

    def __init__(self, store: Store, series: int, first: int) -> None:
        self._store = store
        self._series = series
        self._first = first

    async def new_id(self, kind: IdKind) -> int:
        """Return an id above all that any process got before."""
        return await self._store.run(local_chat_queries.new_id, self._series, self._first, kind)

    async def versions(self, chat_ids: Collection[int]) -> Mapping[int, int]:
        """Return how often each of these chats was changed so far."""
        return await self._store.run(local_chat_queries.versions, chat_ids)
