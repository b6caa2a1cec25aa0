"""The tick that erases once a day what is over time."""

from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.clock import Clock
from models.privacy import letting_go
from models.storage.works.store import Store

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionTick:
    """Erases what is over time, once a day."""

    store: Store
    clock: Clock
    key: bytes = field(repr=False)

    async def tick(self) -> None:
        """Do it when a day has passed; after a month without, or with a wrong clock, a person has to say so."""
        now = self.clock()
        if not await self.store.run(letting_go.is_time, now):
            return
        if await self.store.run(letting_go.is_doubtful, now):
            log.warning("retention waits for a person", advice="kernbot retention --dry-run, then kernbot retention")
            return
        await self.let_go(now)

    async def let_go(self, now: datetime) -> int:
        """Erase all that is over at a moment; return how many things that were."""
        count = 0
        while some := await self.store.run(letting_go.let_go_some, now, self.key):
            count += some
        await self.store.run(letting_go.done, now)
        log.info("retention done", erased=count)
        return count
