"""kernbot run: everything in one process, until it is told to stop."""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from typing import Any

import structlog

from bot import schedule
from bot.clock import Clock
from bot.front import GRACE_S, Front, purge, running_front
from bot.house import OpenHouse, open_house
from bot.order import PLACES
from bot.settings import Settings
from reminders.pace import Pace

log = structlog.get_logger(__name__)
CONNECTIONS_BESIDE = 8  # for the outbox, the menu and errors that are told, when every chat has one

HINT = """\
Geen Telegram-token gevonden, dus je praat hier in de terminal met Kernbot (stoppen: Ctrl-D).
Telegram verbinden: maak een bot bij @BotFather en start met KERNBOT_TELEGRAM_TOKEN=<token> make run
Een knop druk je met [1], een bestand stuur je met @pad/naar/bestand.pdf.
"""
MAIL_HINT = "Mails komen als bestand in {folder}; een gemailde code vul je in met @code.\n"


def has_person_at_terminal(settings: Settings) -> bool:
    """Return whether the chat is with the person at this terminal: no token, and somebody who types."""
    return not settings.telegram_token.get_secret_value() and sys.stdin is not None and sys.stdin.isatty()


async def run(settings: Settings, clock: Clock) -> None:
    """Run the chat, the outbox and the ticks until SIGTERM, SIGINT or the end of the terminal chat."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    with open_house(settings, clock) as house:
        try:
            await _until(stop, _serve(house, settings))
        finally:
            await house.post.close()
    log.info("stopped")


async def _serve(house: OpenHouse, settings: Settings) -> None:
    """Serve until cancelled, or until the person at the terminal leaves."""
    async with AsyncExitStack() as stack:
        fronts = await _open_fronts(stack, house, settings)
        scheduler = schedule.start_ticks(
            [
                (house.sweep.wake, schedule.SWEEP_S),
                (house.planner.tick, schedule.PLAN_S),
                (house.closing.sweep, schedule.CLOSING_S),
                (house.desk.tick, schedule.DESK_S),
                (lambda: purge(house), schedule.PURGE_S),
                (house.calendars.follow, schedule.PLAN_S),
                (house.weekly.plan, schedule.PLAN_S),
                *((front.take_up_unanswered, schedule.RETRY_S) for front in fronts),
            ]
        )
        stack.callback(scheduler.shutdown, wait=False)
        stack.push_async_callback(house.sweep.stop, GRACE_S)  # before the ticks are cut off in the middle of a mail
        stack.callback(house.services.store.hurry)
        log.info("started", fronts=[front.inbox.front for front in fronts])
        if fronts or not has_person_at_terminal(settings):
            await asyncio.Event().wait()
        from bot.terminal import talk

        mails = MAIL_HINT.format(folder=house.mail_folder) if house.mail_folder is not None else ""
        print(f"{HINT}{mails}", file=sys.stderr)  # noqa: T201 - for the person at the terminal
        await talk(house)


async def _open_fronts(stack: AsyncExitStack, house: OpenHouse, settings: Settings) -> list[Front]:
    token = settings.telegram_token.get_secret_value()
    if not token:
        return []
    from telegram.request import HTTPXRequest

    from bot.pacing import CountingRequest

    pace = house.chats.paces["telegram"] = Pace()
    front = running_front(
        house,
        "telegram",
        token=token,
        request=CountingRequest(pace, connection_pool_size=PLACES + CONNECTIONS_BESIDE),
        polling_request=HTTPXRequest(connection_pool_size=1),
        api_url=settings.telegram_api_url.rstrip("/"),
    )
    return [await stack.enter_async_context(front)]


async def _until(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Let `work` run until it ends or `stop` is set; its errors are raised."""
    working, stopped = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait([working, stopped], return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
