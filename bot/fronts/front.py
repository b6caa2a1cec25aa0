"""A front while it runs: polling, unanswered updates taken up again, and a clean stop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

import structlog
from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.commands.mistakes import WrongSettings
from bot.fronts.app import UPDATES, build_application
from bot.fronts.inbox import StoredInbox
from bot.fronts.order import InOrder
from bot.fronts.poll_turn import Arrival, PollTurn
from bot.house import OpenHouse
from handlers import menus
from handlers.context import AnyApplication
from models.records.desk import officer_queries
from models.records.messages import inbox_queries, mail_in_queries
from models.storage.works.store import StoreUnavailable

log = structlog.get_logger(__name__)
LONG_POLL_S = 10
SOON_S = (0.02, 0.05, 0.1, 0.2, 0.5)  # between looks whether another process is done with a chat
MENUS_AGAIN_S = 60
CONNECT_AGAIN_S = 2  # pause while the Bot API cannot be reached at the start
GRACE_S = 3  # for the answers that are on their way when the front stops
LAST_POLL_S = 2  # for telling the Bot API up to where was read; what it does not hear comes again, and is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """A running front."""

    application: AnyApplication
    inbox: StoredInbox
    turn: PollTurn

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
    arrival: Arrival = Arrival.POLLED_BY_EACH,
) -> AsyncIterator[Front]:
    """Run a front: what was left unanswered first, then what polling brings, or a webhook brings."""
    services = house.services
    inbox = StoredInbox(services.store, front, services.clock, house.replicas, stamps_presses=stamps_presses)
    turn = PollTurn(replicas=house.replicas, front=front, is_one_for_all=arrival is not Arrival.POLLED_BY_EACH)
    application = build_application(
        services, inbox, token=token, request=request, polling_request=polling_request, turn=turn, api_url=api_url
    )
    running = Front(application=application, inbox=inbox, turn=turn)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(_close, application)
        await _connect(application)
        house.add_front(front, application.bot)
        await application.start()
        stack.push_async_callback(application.stop)
        await running.take_up_unanswered()
        if house.replicas.is_shared:
            follow = asyncio.create_task(_take_up_what_waits(running))
            stack.callback(follow.cancel)
        stack.push_async_callback(_finish, running)
        menu = asyncio.create_task(_keep_menus(house, front, application))
        stack.callback(menu.cancel)
        if arrival is not Arrival.BROUGHT:
            await _start_polling(application)
        yield running


async def _connect(application: AnyApplication) -> None:
    """Wait until the Bot API knows us: the machine may be up before its network.

    Raises:
        WrongSettings: the token is refused.
    """
    while True:
        try:
            return await application.initialize()
        except InvalidToken:
            raise WrongSettings("KERNBOT_TELEGRAM_TOKEN: Telegram does not know this token") from None
        except TelegramError as error:
            log.warning("bot API not reached", reason=type(error).__name__)
            await asyncio.sleep(CONNECT_AGAIN_S)


async def _start_polling(application: AnyApplication) -> None:
    if application.updater is None:
        raise RuntimeError("an application without an updater")
    await application.updater.start_polling(
        poll_interval=0,
        timeout=LONG_POLL_S,
        bootstrap_retries=-1,
        allowed_updates=UPDATES,
        drop_pending_updates=False,
    )


async def _take_up_what_waits(front: Front) -> None:
    """Handle what came in while another process had something of the same chat, as soon as that is answered."""
    pauses = iter(SOON_S)
    while True:
        await front.inbox.some_wait.wait()
        await asyncio.sleep(next(pauses, SOON_S[-1]))
        try:
            await front.take_up_unanswered()
        except StoreUnavailable as error:
            log.warning("what waits not taken up", reason=str(error))
        if not front.inbox.some_wait.is_set():
            pauses = iter(SOON_S)


async def _finish(front: Front) -> None:
    """Stop asking for updates and begin nothing any more; what is on its way may end."""
    application = front.application
    front.turn.stopping = True
    processor, updater = application.update_processor, application.updater
    ending = asyncio.create_task(processor.stop(GRACE_S)) if isinstance(processor, InOrder) else None
    if updater is not None and updater.running:
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_POLL_S):
                await updater.stop()
    if ending is not None:
        await ending


async def _close(application: AnyApplication) -> None:
    await application.shutdown()
    await application.bot.shutdown()  # when it never got to know the Bot API, its connections are open all the same


async def _keep_menus(house: OpenHouse, front: str, application: AnyApplication) -> None:
    """Show everybody the commands, and officers theirs; a role that ends while we run is seen within a minute."""
    shown: dict[int, tuple[str | None, str]] = {}
    is_first = True
    while True:
        try:
            if is_first:
                await menus.show(application.bot)
                is_first = False
            await show_roles(house, front, application, shown)
        except (TelegramError, StoreUnavailable) as error:
            log.warning("menu not set", reason=type(error).__name__)
        await asyncio.sleep(MENUS_AGAIN_S)


async def show_roles(
    house: OpenHouse, front: str, application: AnyApplication, shown: dict[int, tuple[str | None, str]]
) -> None:
    """Show each officer the menu of the role as it is now, and who is one no more that of everybody, when it changed.

    `shown` is what each chat has; it is brought up to date.
    """
    for chat_id, role, language in await house.services.store.run(officer_queries.chats, front):
        if shown.get(chat_id) != (role, language):
            await menus.show_in(application.bot, chat_id, role, language)
            shown[chat_id] = (role, language)


async def purge(house: OpenHouse) -> None:
    """Forget updates that were answered so long ago that they cannot come again, and mails that nobody stood for."""
    await house.services.store.run(inbox_queries.purge, house.services.clock())
    await house.services.store.run(mail_in_queries.purge, house.services.clock())
