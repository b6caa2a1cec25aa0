"""kernbot run: everything in one process, until it is told to stop."""

import asyncio
import signal
import socket
import sys
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from typing import Any

import structlog

from bot import schedule
from bot.clock import Clock
from bot.fronts.front import GRACE_S, Front, purge, running_front
from bot.fronts.order import PLACES
from bot.fronts.poll_turn import Arrival
from bot.fronts.webhook import PATH, Webhook
from bot.house import OpenHouse, open_house
from bot.mail_ways import imap_settings, mail_rules
from bot.only_run import only_run
from bot.replicas import BEAT_S, MAILBOX
from bot.settings import Settings
from bot.web import exposure
from bot.web.app import build_site
from bot.web.chat.front import open_web_chat
from bot.web.server import RunningSite, address_of, open_socket
from bot.web.site import Site
from models.storage.transactions import interrupting
from models.storage.works.store import StoreUnavailable
from models.turns.watching.operating import Operator
from reminders.pace import Pace
from reminders.watch import Watch

log = structlog.get_logger(__name__)
CONNECTIONS_BESIDE = 8  # for the outbox, the menu and errors that are told, when every chat has one

HINT = """\
Kernbot staat klaar in je browser: {site}/
Geen Telegram-token gevonden, dus je kan ook hier in de terminal met Kernbot praten (stoppen: Ctrl-D).
Telegram verbinden: maak een bot bij @BotFather en start met KERNBOT_TELEGRAM_TOKEN=<token> make run
Een knop druk je met [1], een bestand stuur je met @pad/naar/bestand.pdf.
Of alles goed loopt, zie je op {site}/health
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
    # The port is bound before anything else begins: when it is taken, nothing has to be undone.
    with (
        open_socket(settings.http_host, settings.http_port) as port,
        only_run(settings),
        open_house(settings, clock) as house,
    ):
        try:
            await _until(stop, _serve(house, settings, port))
        finally:
            await house.post.close()
    log.info("stopped")


async def _serve(house: OpenHouse, settings: Settings, port: socket.socket) -> None:
    """Serve until cancelled, or until the person at the terminal leaves."""
    watch = _watch(house, settings)
    async with AsyncExitStack() as stack:
        await _join(stack, house)
        chat = await stack.enter_async_context(open_web_chat(house))
        telegram = await _open_telegram(stack, house, settings)
        fronts = [chat.front, *([telegram] if telegram is not None else [])]
        webhook = _webhook(telegram, settings)
        await _read_mailbox(stack, house, settings)
        pages = Site(house=house, watch=watch, fronts=fronts, chat=chat, webhook=webhook)
        site = await _open_site(stack, pages, port)
        scheduler = schedule.start_ticks(
            [
                (house.sweep.wake, schedule.SWEEP_S),
                (house.planner.tick, schedule.PLAN_S),
                (house.closing.sweep, schedule.CLOSING_S),
                (watch.look, schedule.WATCH_S),
                (watch.list_failures, schedule.LIST_S),
                (house.desk.tick, schedule.DESK_S),
                (lambda: purge(house), schedule.PURGE_S),
                (house.erasures.finish, schedule.ERASE_S),
                (house.retention.tick, schedule.PURGE_S),
                (house.calendars.follow, schedule.PLAN_S),
                (house.weekly.plan, schedule.PLAN_S),
                (house.follow, schedule.PLAN_S),
                (house.read_mail, schedule.MAIL_S),
                (house.replicas.beat, BEAT_S),
                *([(chat.api.follow, schedule.FOLLOW_S)] if house.replicas.is_shared else []),
                *([(webhook.look, schedule.WEBHOOK_S)] if webhook is not None else []),
                *((front.take_up_unanswered, schedule.RETRY_S) for front in fronts),
            ]
        )
        stack.callback(scheduler.shutdown, wait=False)
        stack.push_async_callback(house.sweep.stop, GRACE_S)  # before the ticks are cut off in the middle of a mail
        stack.callback(interrupting.soon, house.services.store.engine, GRACE_S + 1)
        stack.callback(house.services.store.hurry)
        stack.callback(site.begin_stop)  # its grace runs beside the others
        stack.callback(pages.closing.set)  # streams have no end of their own
        for advice in exposure.warnings(settings):
            log.warning("pages exposed", advice=advice)
        if house.services.house.is_paused:
            log.warning("sending is paused: a backup was put back, and kernbot resume lets messages leave")
        log.info("started", fronts=[front.inbox.front for front in fronts], site=address_of(port))
        if not has_person_at_terminal(settings):
            await asyncio.Event().wait()
        from bot.terminal.chat import talk

        mails = MAIL_HINT.format(folder=house.mail_folder) if house.mail_folder is not None else ""
        hint = HINT.format(site=address_of(port))
        print(f"{hint}{mails}", file=sys.stderr)  # noqa: T201 - for the person at the terminal
        await talk(house)


def _watch(house: OpenHouse, settings: Settings) -> Watch:
    services = house.services
    return Watch(
        store=services.store,
        sweep=house.sweep,
        clock=services.clock,
        operator=Operator(email=settings.operator_email, language=settings.language),
        began_at=services.clock(),
    )


async def _open_site(stack: AsyncExitStack, site: Site, port: socket.socket) -> RunningSite:
    running = RunningSite(build_site(site), port, GRACE_S, site.house.settings.trusted_proxies)
    stack.push_async_callback(running.stopped)
    await running.start()
    return running


async def _join(stack: AsyncExitStack, house: OpenHouse) -> None:
    """Be there for the other processes on this database, and leave them when this one ends."""
    replicas = house.replicas
    replicas.want(MAILBOX)

    async def leave() -> None:
        with suppress(StoreUnavailable):
            await replicas.leave()

    stack.push_async_callback(leave)
    with suppress(StoreUnavailable):
        await replicas.beat()


async def _open_telegram(stack: AsyncExitStack, house: OpenHouse, settings: Settings) -> Front | None:
    token = settings.telegram_token.get_secret_value()
    if not token:
        return None
    from telegram.request import HTTPXRequest

    from bot.fronts.pacing import CountingRequest

    pace = house.chats.paces["telegram"] = Pace()
    pace.share(house.replicas.alive)
    house.replicas.on_change.append(pace.share)
    if house.replicas.alive > 1:
        pace.halt(2 * BEAT_S)  # until the others know that there is one more
    front = running_front(
        house,
        "telegram",
        token=token,
        request=CountingRequest(pace, connection_pool_size=PLACES + CONNECTIONS_BESIDE),
        polling_request=HTTPXRequest(connection_pool_size=1),
        api_url=settings.telegram_api_url.rstrip("/"),
        arrival=Arrival.BROUGHT if settings.telegram_webhook_secret.get_secret_value() else Arrival.POLLED_BY_ONE,
    )
    return await stack.enter_async_context(front)


def _webhook(telegram: Front | None, settings: Settings) -> Webhook | None:
    secret = settings.telegram_webhook_secret.get_secret_value()
    if telegram is None or not secret:
        return None
    return Webhook(front=telegram, address=f"{settings.public_url}{PATH}", secret=secret)


async def _read_mailbox(stack: AsyncExitStack, house: OpenHouse, settings: Settings) -> None:
    """Begin to read the mailbox by IMAP when there is one; the folder is read by a tick."""
    if not settings.imap_host:
        return
    from bot.mailbox.imap_reader import ImapReader

    reader = ImapReader(
        services=house.services,
        rules=mail_rules(settings),
        settings=imap_settings(settings),
        may_read=lambda: house.replicas.holds(MAILBOX),
    )
    await reader.start()
    stack.callback(reader.begin_stop)


async def _until(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Let `work` run until it ends or `stop` is set; its errors are raised."""
    working, stopped = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait([working, stopped], return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
