"""A bot on the Bot API of this machine, and one person's chat with it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
)

from bot.local.api import LocalApi
from bot.local.request import LocalRequest
from bot.local.values import LocalMessage

NOON = datetime(2021, 11, 12, 12, 0, 0, 250_000, tzinfo=UTC)

MENU = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Ja", callback_data="yes"), InlineKeyboardButton("Nee", callback_data="no")],
        [InlineKeyboardButton("Meer", url="https://vlaio.be")],
    ]
)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Chat:
    """One person's chat with the bot under test."""

    api: LocalApi
    id: int
    clock: Clock
    heard: list[Update] = field(default_factory=list)

    async def answer_to(self, doing: Awaitable[int]) -> LocalMessage:
        """Return the first thing that the bot does after `doing`."""
        with self.api.watch(self.id) as changes:
            await doing
            async with asyncio.timeout(5):
                while True:
                    seen = await changes.get()
                    if isinstance(seen, LocalMessage) and not seen.from_bot:
                        continue
                    return seen

    async def say(self, text: str, **more) -> LocalMessage:
        return await self.answer_to(self.api.say(self.id, text, **more))


def local_bot(api: LocalApi) -> Bot:
    request = LocalRequest(api)
    return Bot("1:local", request=request, get_updates_request=request)


@asynccontextmanager
async def running(api: LocalApi, *handlers) -> AsyncIterator[Application]:
    request = LocalRequest(api)
    app = ApplicationBuilder().token("1:local").request(request).get_updates_request(request).build()
    app.add_handlers(list(handlers))
    async with app:
        await app.updater.start_polling()
        await app.start()
        try:
            yield app
        finally:
            await app.updater.stop()
            await app.stop()
