"""Updates that wait for the bot: kept until it confirms them, as Telegram does."""

import asyncio
from collections import deque
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.local.values import ApiProblem, Clock, Json

KEPT_FOR = timedelta(hours=24)  # Source: Bot API, "Getting updates".
MOST_AT_ONCE = 100


class Updates:
    """The queue behind getUpdates. Ids must be put in growing order."""

    def __init__(self, clock: Clock) -> None:
        self.webhook_url = ""
        self.allowed: frozenset[str] = frozenset()  # all kinds when empty
        self._clock = clock
        self._pending: deque[tuple[int, datetime, Json]] = deque()
        self._poll: asyncio.Future[None] | None = None

    def __len__(self) -> int:
        return len(self._pending)

    def allow(self, kinds: Collection[str]) -> None:
        """Let only these kinds in from now on; all when there are none."""
        self.allowed = frozenset(kinds)

    def put(self, update_id: int, kind: str, body: Json) -> None:
        """Let an update wait, and wake the bot."""
        if self.allowed and kind not in self.allowed:
            return
        now = self._clock()
        self._forget_before(now - KEPT_FOR)
        self._pending.append((update_id, now, {"update_id": update_id, kind: body}))
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def clear(self) -> None:
        """Forget all that waits."""
        self._pending.clear()

    async def get(self, *, offset: int, limit: int, timeout_s: float) -> list[Json]:
        """Confirm what lies before `offset` and return what comes first, waiting for it at most `timeout_s`.

        A negative offset keeps only the last -offset updates.

        Raises:
            ApiProblem: a webhook is set, or another getUpdates came while this one waited.
        """
        if self.webhook_url:
            raise _conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete it first")
        self._confirm(offset)
        self._end_other_poll()
        if not self._pending and timeout_s > 0:
            await self._wait(timeout_s)
        first = min(max(limit, 1), MOST_AT_ONCE, len(self._pending))
        return [self._pending[place][2] for place in range(first)]

    def _confirm(self, offset: int) -> None:
        pending = self._pending
        while pending and (pending[0][0] < offset or len(pending) > -offset > 0):
            pending.popleft()
        self._forget_before(self._clock() - KEPT_FOR)

    def _forget_before(self, moment: datetime) -> None:
        while self._pending and self._pending[0][1] < moment:
            self._pending.popleft()

    def _end_other_poll(self) -> None:
        if self._poll is not None and not self._poll.done():
            other = "terminated by other getUpdates request; make sure that only one bot instance is running"
            self._poll.set_exception(_conflict(other))

    async def _wait(self, timeout_s: float) -> None:
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout_s):
                await poll
        except TimeoutError:
            return  # nothing came: an empty answer
        finally:
            if self._poll is poll:
                self._poll = None


def _conflict(reason: str) -> ApiProblem:
    return ApiProblem(409, f"Conflict: {reason}")
