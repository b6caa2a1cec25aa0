"""What of the local Bot API outlives the process: its chats, messages, files and next ids."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.local.values import Deleted, LocalChat, LocalFile, LocalMessage

# A chat, message or file in a batch is its newest state: it replaces what is kept under the same id.
Change = LocalChat | LocalMessage | LocalFile | Deleted


@dataclass(slots=True, kw_only=True)
class NextIds:
    """The first ids not yet given out; they only grow, also across restarts. Message ids count over all chats."""

    update_id: int = 1
    message_id: int = 1
    chat_id: int = 1


class Keeper(Protocol):
    """Where the local Bot API keeps what must survive a restart."""

    async def next_ids(self) -> NextIds:
        """Return the ids of the last batch kept, or the first ones ever."""
        ...

    async def load_chat(self, chat_id: int) -> tuple[LocalChat, Sequence[LocalMessage]] | None:
        """Return a chat with its newest messages (200 at most, oldest first), or None when it is unknown."""
        ...

    async def load_file(self, file_id: str) -> LocalFile | None:
        """Return a file with its content, or None when it is unknown."""
        ...

    async def keep(self, changes: Sequence[Change], ids: NextIds) -> None:
        """Keep `changes`, in order, and `ids`, in one transaction; there may be no change but the ids."""
        ...


class Journal:
    """Keeps changes in batches: all that comes while one batch is being kept goes together in the next."""

    def __init__(self, keeper: Keeper, ids: NextIds) -> None:
        self._keeper = keeper
        self._ids = ids
        self._waiting: list[Change] = []
        self._running: asyncio.Task[None] | None = None
        self._following: asyncio.Task[None] | None = None

    async def keep(self, changes: Sequence[Change]) -> None:
        """Return when `changes` are kept.

        Raises:
            Exception: what the keeper raised; then nothing of this batch is kept.
        """
        self._waiting += changes
        if self._following is None:
            self._following = asyncio.create_task(self._keep_waiting(self._running))
        await asyncio.shield(self._following)  # a caller that gives up takes nobody else's change along

    async def _keep_waiting(self, before: asyncio.Task[None] | None) -> None:
        if before is not None and not before.done():
            await asyncio.wait([before])
        changes, self._waiting = self._waiting, []
        self._running, self._following = self._following, None
        await self._keeper.keep(changes, replace(self._ids))
