"""A town in which people did things once, and every test gets a copy of it: the chats and all that is stored."""

import atexit
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

from tests.fakes.conversation import StandingClock, Town, open_town

T = TypeVar("T")
Prepare = Callable[[Town], Awaitable[T]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept(Generic[T]):
    """A town after it was prepared."""

    folder: Path
    now: datetime
    found: T


_KEPT: dict[object, _Kept] = {}


@asynccontextmanager
async def prepared_town(prepare: Prepare[T], data_dir: Path, clock: StandingClock) -> AsyncIterator[tuple[Town, T]]:
    """Open a copy of the town that `prepare` made, and give what it returned: plain values, no chats.

    It is made once in each process; the clock stands where it stood then.
    """
    if prepare not in _KEPT:
        _KEPT[prepare] = await _made(prepare, StandingClock(clock.now))
    kept = _KEPT[prepare]
    shutil.copytree(kept.folder, data_dir, dirs_exist_ok=True)
    clock.now = kept.now
    async with open_town(data_dir, clock, remembers=True) as town:
        yield town, kept.found


async def _made(prepare: Prepare[T], clock: StandingClock) -> _Kept[T]:
    folder = Path(tempfile.mkdtemp(prefix="kernbot-town-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    async with open_town(folder, clock, remembers=True) as town:
        found = await prepare(town)
    return _Kept(folder=folder, now=clock.now, found=found)
