"""When everyone comes at once: no more is read than has its turn soon; the rest waits where it was sent.

Telegram keeps it, and it loses nothing by the wait: what counts is when it was sent, and of a press, which bears no
stamp, the last moment at which nothing was left behind.
"""

import asyncio
from collections import Counter
from collections.abc import Callable

from telegram import Update

MOST_CHATS = 64  # whose updates wait for their turn; a chat that floods counts as one


class Rush:
    """Counts the chats with an update whose outcome is not kept yet."""

    def __init__(self, processes: Callable[[], int] = lambda: 1) -> None:
        self._processes = processes  # that are there: they share one database, and some turns wait for those of all
        self._chat_of: dict[int, int] = {}  # by update
        self._chats: Counter[int] = Counter()
        self._room = asyncio.Event()
        self._room.set()

    @property
    def most(self) -> int:
        """Return how many chats may wait here: as many for all processes together as for one alone."""
        return max(MOST_CHATS // max(self._processes(), 1), 2)

    def begin(self, update: Update) -> None:
        """Count an update."""
        chat = update.effective_chat
        if chat is not None and update.update_id not in self._chat_of:
            self._chat_of[update.update_id] = chat.id
            self._chats[chat.id] += 1
            if len(self._chats) >= self.most:
                self._room.clear()

    def end(self, update_id: int) -> None:
        """Count it no more; once is enough.

        There is room again when half are done: a poll for each single turn would cost as much as the turn.
        """
        chat_id = self._chat_of.pop(update_id, None)
        if chat_id is None:
            return
        self._chats[chat_id] -= 1
        if not self._chats[chat_id]:
            del self._chats[chat_id]
        if len(self._chats) <= self.most // 2:
            self._room.set()

    async def room(self) -> int:
        """Return for how many more there is room, once there is."""
        await self._room.wait()
        return max(self.most - len(self._chats), 1)
