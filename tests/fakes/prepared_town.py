"""A town in which people did things once, and every test gets a copy of it: the chats and all that is stored."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from tests.fakes.conversation import StandingClock, Town, open_town
from tests.fakes.played_once import played_once

T = TypeVar("T")
Prepare = Callable[[Town], Awaitable[T]]


@asynccontextmanager
async def prepared_town(prepare: Prepare[T], data_dir: Path, clock: StandingClock) -> AsyncIterator[tuple[Town, T]]:
    """Open a town, bring it to where `prepare` leads, and give what that returned: plain values, no chats."""
    async with open_town(data_dir, clock, by_known_ways=True) as town:
        yield town, await played_once(prepare)(town)
