"""The tick that plans the weekly lists of officers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from models.calls.call import Call
from models.storage.works.store import Store
from models.turns.reminding import weekly_lists


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyLists:
    """Posts the lists of a week once it has begun; the table is the truth."""

    store: Store
    call: Call  # the one that takes new applications
    clock: Callable[[], datetime]

    async def plan(self) -> int:
        """Post the lists that fell due; return how many."""
        return await self.store.run(weekly_lists.plan, self.call, self.clock())
