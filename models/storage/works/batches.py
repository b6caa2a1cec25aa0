"""Many small things to write at once: those that come while some are being written share the next transaction."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Batches(Generic[T]):
    """Writes what is put in batches; nothing waits for more to come, so one alone is written at once."""

    def __init__(self, write: Callable[[list[T]], Awaitable[None]]) -> None:
        """Take what writes a batch; it is never called while a batch before it is being written."""
        self._write = write
        self._waiting: list[T] = []
        self._running: asyncio.Task[None] | None = None
        self._following: asyncio.Task[None] | None = None

    async def put(self, one: T) -> None:
        """Return when `one` is written; raises what writing its batch raised."""
        self._waiting.append(one)
        if self._following is None:
            self._following = asyncio.create_task(self._write_waiting(self._running))
        await asyncio.shield(self._following)  # who gives up takes nobody else's along

    async def written(self) -> None:
        """Return when everything was tried that was put, also by who gave up waiting for it."""
        while (last := self._following or self._running) is not None and not last.done():
            await asyncio.wait([last])

    async def _write_waiting(self, before: asyncio.Task[None] | None) -> None:
        if before is not None and not before.done():
            await asyncio.wait([before])
        batch, self._waiting = self._waiting, []
        self._running, self._following = self._following, None
        await self._write(batch)
