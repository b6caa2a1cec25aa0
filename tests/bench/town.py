"""A Kernbot with many half-finished applications, in which clerks type at once."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from tests.bench import population
from tests.bench.clerks import turns_a_second
from tests.fakes.conversation import BRUSSELS, StandingClock, Town, open_town

NOW = datetime(2021, 10, 20, 10, 0, tzinfo=BRUSSELS)


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyTown:
    """A running Kernbot with a database on disk."""

    town: Town

    @property
    def engine(self) -> Engine:
        """Return its database."""
        return self.town.house.services.store.engine

    async def turns_a_second(self, numbers: Sequence[int]) -> float:
        """Let these clerks answer what is open in their applications; return the turns a second."""
        population.rewind(self.engine, numbers)
        expect = self.town.front.inbox.expect
        for number in numbers:
            await self.town.api.open_chat("An", chat_id=number)
        await turns_a_second(self.town.api, numbers, ["/aanvraag"], expect)  # now buttons stand under a question
        return await turns_a_second(self.town.api, numbers, population.typed_answers(), expect)


@asynccontextmanager
async def busy_town(folder: Path, applications: int, *, url: str = "") -> AsyncIterator[BusyTown]:
    """Open a Kernbot in `folder` and fill its database."""
    clock = StandingClock(NOW)
    async with open_town(folder, clock, population.CALL, url=url) as town:
        population.fill(town.house.services.store.engine, applications, clock())
        yield BusyTown(town=town)
