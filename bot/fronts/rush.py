"""When everyone comes at once: no more is read than has its turn soon; the rest waits where it was sent.

Telegram keeps it, and it loses nothing by the wait: what counts is when it was sent, and of a press, which bears no
stamp, the last moment at which nothing was left behind.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable

from telegram import Update

MOST_CHATS = 64  # whose updates wait for their turn; a chat that floods counts as one
SOON_S = 0.3  # within which an update should have its turn, where processes wait for one another


class Rush:
    """Counts the chats with an update whose outcome is not kept yet."""

    def __init__(
        self, processes: Callable[[], int] = lambda: 1, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._processes = processes  # that are there: some turns come one after the other over all of them
        self._monotonic = monotonic
        self._share = 0  # of the room, as far as it went fast
        self._chat_of: dict[int, tuple[int, float]] = {}  # by update, with when it was read
        self._chats: Counter[int] = Counter()
        self._room = asyncio.Event()
        self._room.set()

    @property
    def most(self) -> int:
        """Return how many chats may wait here.

        Where there are other processes, half as many for all together, and more as long as their turn comes soon: how
        much they wait for one another depends on what people do.
        """
        return max(self._least, self._share)

    @property
    def _least(self) -> int:
        alive = self._processes()
        return MOST_CHATS if alive <= 1 else max(MOST_CHATS // (2 * alive), 2)

    def begin(self, update: Update) -> None:
        """Count an update."""
        chat = update.effective_chat
        if chat is not None and update.update_id not in self._chat_of:
            self._chat_of[update.update_id] = (chat.id, self._monotonic())
            self._chats[chat.id] += 1
            if len(self._chats) >= self.most:
                self._room.clear()

    def end(self, update_id: int) -> None:
        """Count it no more; once is enough.

        There is room again when half are done: a poll for each single turn would cost as much as the turn.
        """
        found = self._chat_of.pop(update_id, None)
        if found is None:
            return
        chat_id, began = found
        self._chats[chat_id] -= 1
        if not self._chats[chat_id]:
            del self._chats[chat_id]
        if len(self._chats) <= self.most // 2 and not self._room.is_set():
            self._follow(self._monotonic() - began)
            self._room.set()

    def _follow(self, waited_s: float) -> None:
        """Let twice as many in when that is soon enough, and half as many when these waited too long already.

        Alone there is nobody to wait for.
        """
        if self._processes() > 1 and waited_s > SOON_S:
            self._share = self.most // 2
        elif self._processes() > 1 and waited_s < SOON_S / 2:
            self._share = min(self.most * 2, MOST_CHATS)

    async def room(self) -> int:
        """Return for how many more there is room, once there is."""
        await self._room.wait()
        return max(self.most - len(self._chats), 1)
