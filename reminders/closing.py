"""The end of a round: a tick that ends what waits for it, and warns the agency when no round follows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from models.storage.works.store import Store
from models.turns.rounds import no_next_round, round_end
from models.turns.rounds.no_next_round import Unheard

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Closing:
    """Ends the rounds whose deadline passed, a few applications in each transaction, so that turns go on between."""

    store: Store
    clock: Callable[[], datetime]
    _logged: set[Unheard] = field(default_factory=set, repr=False)

    async def sweep(self) -> int:
        """End what can end now; return how many applications that were. What cannot yet, the next sweep ends."""
        now = self.clock()
        ended = 0
        for lot in await self.store.run(round_end.lots, now):
            while some := await self.store.run(round_end.end_some, lot, now):
                ended += some
        if ended:
            log.info("rounds ended", applications=ended)
        await self._warn(now)
        return ended

    async def _warn(self, now: datetime) -> None:
        for one in await self.store.run(no_next_round.warn_agency, now):
            if one not in self._logged:
                self._logged.add(one)
                log.warning("no next round, and no agency officer to warn", call=one.call_name, round=one.round_id)
