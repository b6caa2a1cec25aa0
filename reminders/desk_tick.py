"""The tick of the desk: what follows from decisions, silence, nudges, and from a guidance that ends."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from models.desk.decisions import overdue, settling
from models.desk.province import reporting
from models.storage.works.store import Store
from models.turns.after import evaluation_asking

WORKS = (
    overdue.end_some,
    settling.settle_some,
    reporting.tell_answers,
    evaluation_asking.ask_some,
    evaluation_asking.ask_some_again,
)


@dataclass(slots=True, kw_only=True)
class DeskTick:
    """Does what is due, a few applications in each transaction, so that turns go on between."""

    store: Store
    clock: Callable[[], datetime]

    async def tick(self) -> int:
        """Do what is due now; return for how many applications."""
        now = self.clock()
        done = 0
        for work in WORKS:
            while some := await self.store.run(work, now):
                done += some
        return done
