"""A front while it runs: polling, unanswered updates taken up again, and a clean stop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.app import UPDATES, build_application, show_menu
from bot.house import OpenHouse
from bot.inbox import StoredInbox
from bot.order import InOrder
from handlers.context import AnyApplication
from models import inbox_queries

log = structlog.get_logger(__name__)
LONG_POLL_S = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """A running front."""

    application: AnyApplication
    inbox: StoredInbox

    @property
    def bot(self) -> Bot:
        """Return the front's bot."""
        bot: Bot = self.application.bot
        return bot

    async def take_up_unanswered(self) -> None:
        """Give the handlers again what was stored and not answered: after a crash, or when an answer did not leave."""
        for update in await self.inbox.unanswered(self.bot):
            await self.application.update_queue.put(update)


@asynccontextmanager
async def running_front(
    house: OpenHouse,
    front: str,
    *,
    token: str,
    request: BaseRequest,
    polling_request: BaseRequest,
    api_url: str,
    stamps_presses: bool = False,
) -> AsyncIterator[Front]:
    """Run a front: what was left unanswered first, then what polling brings."""
    services = house.services
    inbox = StoredInbox(services.store, front, services.clock, stamps_presses=stamps_presses)
    application = build_application(
        services, inbox, token=token, request=request, polling_request=polling_request, api_url=api_url
    )
    running = Front(application=application, inbox=inbox)
    async with application:
        house.chats.bots[front] = application.bot
        house.add_front(front)
        await application.start()
        await running.take_up_unanswered()
        menu = asyncio.create_task(_show_menu(application))
        if application.updater is None:
            raise RuntimeError("an application without an updater")
        await application.updater.start_polling(
            poll_interval=0, timeout=LONG_POLL_S, allowed_updates=UPDATES, drop_pending_updates=False
        )
        try:
            yield running
        finally:
            menu.cancel()
            processor = application.update_processor
            if isinstance(processor, InOrder):
                processor.stop()
            await application.updater.stop()
            await application.stop()


async def _show_menu(application: AnyApplication) -> None:
    try:
        await show_menu(application)
    except TelegramError as error:
        log.warning("menu not set", reason=type(error).__name__)


async def purge(house: OpenHouse) -> None:
    """Forget updates that were answered so long ago that they cannot come again."""
    await house.services.store.run(inbox_queries.purge, house.services.clock())
