"""In which order updates are handled: one after the other in a chat, chats beside each other."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

PLACES = 64  # chats that may be handled at the same time
NO_BOUND = 1_000_000  # the base class would let one flooding chat hold all its places; ours are given per chat


class InOrder(BaseUpdateProcessor):
    """Handles the updates of a chat in the order in which they came; a flooding chat holds one place only."""

    def __init__(self) -> None:
        super().__init__(NO_BOUND)
        self._last: dict[int, asyncio.Future[None]] = {}
        self._places = asyncio.Semaphore(PLACES)
        self._running: set[asyncio.Task[Any]] = set()
        self._stopping = False

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def stop(self, grace_s: float) -> None:
        """Begin nothing any more and let what runs end; what lasts longer than `grace_s` is cut off.

        What was not answered is stored and comes again at the next start.
        """
        self._stopping = True
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=grace_s)
            for task in late:
                task.cancel()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the update before this one in its chat, then handle it."""
        chat = update.effective_chat if isinstance(update, Update) else None
        key = chat.id if chat is not None else 0
        before = self._last.get(key)
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._last[key] = mine
        try:
            if before is not None:
                await before
            async with self._places:
                await self._handle(coroutine)
        finally:
            mine.set_result(None)
            if self._last.get(key) is mine:
                del self._last[key]

    async def _handle(self, coroutine: Awaitable[Any]) -> None:
        task = asyncio.current_task()
        if self._stopping or task is None:
            _drop(coroutine)
            return
        self._running.add(task)
        try:
            await coroutine
        finally:
            self._running.discard(task)


def _drop(coroutine: Awaitable[Any]) -> None:
    if isinstance(coroutine, Coroutine):
        coroutine.close()
