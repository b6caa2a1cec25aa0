"""How fast messages may leave for the chats of one front: so many a second over all, one a second to each chat."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# Source: Telegram, Bots FAQ, "My bot is hitting limits": 30 a second over all, one a second in one chat. We stay a
# little below, because what leaves evenly does not always arrive so.
OVER_ALL_S = 1 / 27
EACH_CHAT_S = 1.1
MOST_REMEMBERED = 10_000  # chats; older ones are long past their second


class Pace:
    """Counts everything that leaves for a front; only the messages of the outbox wait for their turn.

    What answers a person goes at once and is counted, so that the outbox makes room for it.
    """

    def __init__(self, *, over_all_s: float = OVER_ALL_S, each_chat_s: float = EACH_CHAT_S) -> None:
        self._over_all_s = over_all_s
        self._part = 1
        self._each_chat_s = each_chat_s
        self._free_at = 0.0  # on the clock of the event loop, like all moments here
        self._chat_free_at: dict[int, float] = {}
        self._granted: Counter[int] = Counter()  # turns whose message was not counted yet
        self._halted_until = 0.0
        self._in_order = asyncio.Lock()

    def share(self, processes: int) -> None:
        """Keep to the part of one of so many processes that send for the same front."""
        self._part = processes

    def halted_s(self) -> float:
        """Return for how many seconds nothing may leave, because we were told so."""
        return max(0.0, self._halted_until - _now())

    def halt(self, seconds: float) -> None:
        """Let the outbox send nothing for so long: the other side said so."""
        self._halted_until = max(self._halted_until, _now() + seconds)

    def count(self, chat_id: int) -> None:
        """Note that a message leaves for a chat; one that had its turn was counted then."""
        if self._granted[chat_id] > 0:
            self._granted[chat_id] -= 1
        else:
            self._take(chat_id, max(_now(), self._free_at))

    @asynccontextmanager
    async def turn(self, chat_id: int) -> AsyncIterator[None]:
        """Wait until a message may leave for a chat, and count it."""
        while True:
            wait_s = self._chat_free_at.get(chat_id, 0.0) - _now()
            if wait_s > 0:
                await asyncio.sleep(wait_s)
                continue
            async with self._in_order:
                if (wait_s := self._free_at - _now()) > 0:
                    await asyncio.sleep(wait_s)
                if self._chat_free_at.get(chat_id, 0.0) <= _now():
                    self._take(chat_id, _now())
                    break
        self._granted[chat_id] += 1
        try:
            yield
        finally:
            self._granted[chat_id] = max(0, self._granted[chat_id] - 1)
            if not self._granted[chat_id]:
                del self._granted[chat_id]

    def _take(self, chat_id: int, at: float) -> None:
        self._free_at = at + self._over_all_s * self._part
        self._chat_free_at[chat_id] = at + self._each_chat_s
        if len(self._chat_free_at) > MOST_REMEMBERED:
            now = _now()
            self._chat_free_at = {chat: free_at for chat, free_at in self._chat_free_at.items() if free_at > now}


def _now() -> float:
    return asyncio.get_running_loop().time()
