"""The way of a message out: claim, write, send, record. No transaction is open while it travels."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from models import outbox_queries
from models.letter_facts import gather
from models.outbox import OutboxState
from models.outbox_queries import AGAIN_AFTER_UNCERTAIN, Claimed
from models.store import Store
from reminders import contents
from reminders.contents import Parcel
from reminders.outcome import Outcome, Sent, TryLater, Uncertain

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 12  # together more than half a day


class Way(Protocol):
    """One way out: a mail server, a folder, the chats of a front."""

    async def send(self, claimed: Claimed, parcel: Parcel, now: datetime) -> Outcome:
        """Send a written message and say how it ended."""


@dataclass(slots=True, kw_only=True)
class Sweep:
    """Sends what is due, one message after the other."""

    store: Store
    ways: dict[str, Way]
    key: bytes = field(repr=False)
    clock: Callable[[], datetime]
    worker: str
    _busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def send_due(self) -> int:
        """Send everything that is due now; return how many messages were tried."""
        tried = 0
        async with self._busy:
            while await self.send_one():
                tried += 1
        return tried

    async def send_one(self) -> bool:
        """Send one due message; return False when nothing is due."""
        now = self.clock()
        claimed = await self.store.run(outbox_queries.claim_next_due, self.worker, tuple(self.ways), now)
        if claimed is None:
            return False
        if claimed.message.last_at is not None and claimed.message.last_at <= now:
            await self._settle(claimed, OutboxState.EXPIRED, reason="too late to be of use")
            return True
        facts = await self.store.run(gather, claimed.message, self.key)
        if facts is None:
            await self._settle(claimed, OutboxState.CANCELLED, reason="of no use any more")
            return True
        parcel = await asyncio.to_thread(contents.write, claimed.message, facts)
        outcome = await self.ways[claimed.message.way].send(claimed, parcel, now)
        await self._record(claimed, outcome)
        return True

    async def _record(self, claimed: Claimed, outcome: Outcome) -> None:
        now = self.clock()
        match outcome:
            case Sent():
                await self._settle(claimed, OutboxState.SENT)
            case TryLater(reason=reason, after=after) if claimed.attempt < MOST_ATTEMPTS:
                pause = after or min(FIRST_PAUSE * 2 ** (claimed.attempt - 1), LONGEST_PAUSE)
                await self._settle(claimed, OutboxState.DUE, due_at=now + pause, reason=reason)
            case Uncertain(reason=reason) if not claimed.was_uncertain:
                await self._settle(claimed, OutboxState.UNCERTAIN, due_at=now + AGAIN_AFTER_UNCERTAIN, reason=reason)
            case _:
                await self._settle(claimed, OutboxState.FAILED, reason=outcome.reason)

    async def _settle(
        self, claimed: Claimed, state: OutboxState, *, due_at: datetime | None = None, reason: str | None = None
    ) -> None:
        await self.store.run(
            outbox_queries.settle, claimed.row_id, state, self.clock(), due_at=due_at, reason=reason and reason[:200]
        )
