"""The tick that keeps people's calendars up to date with their plan."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from models.storage.works.store import Store
from models.turns.reminding import calendars


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendars:
    """Sends a plan again when its days moved, and takes it out when it has had its use."""

    store: Store
    clock: Callable[[], datetime]

    async def follow(self) -> int:
        """Post what calendars have to hear; return how many messages that are."""
        return await self.store.run(calendars.follow, self.clock())
