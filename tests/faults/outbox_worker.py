"""The outbox of a house as a process of its own: it sweeps until it is told to stop, or dies at a named step.

Everything but the polling is what `kernbot run` runs. Many are started one after the other, so they are forked from
`tests/faults/nursery.py`, which has loaded everything.
"""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import reminders.lane
from bot.clock import utc_now
from bot.fronts.pacing import CountingRequest
from bot.house import OpenHouse, open_house
from bot.log import set_up_logging
from bot.settings import Settings
from reminders import delivery
from reminders.ledger import Ledger
from reminders.mail import SmtpSender, Timeouts
from reminders.mail_pool import SmtpPool
from reminders.pace import Pace
from tests.fakes.bot_api_server import TOKEN

HASTY = Timeouts(connect_s=2, verb_s=1, dot_s=1)
STEPS = ("before the claim", "after the claim", "after the server accepted", "before the record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How one worker runs."""

    name: str
    data_dir: str
    url: str
    smtp_port: int
    api_url: str
    tls: str = "none"
    login: str = ""  # the password, when it logs in
    clock_off_s: float = 0
    dies: str = ""  # one of STEPS


def work(order: Order) -> None:
    """Sweep until SIGTERM."""
    log = os.open(f"{order.data_dir}/worker.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 2)
    set_up_logging()
    asyncio.run(_work(order))


async def _work(order: Order) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    with open_house(_settings(order), _clock(order)) as house:
        house.sweep.worker = order.name
        assert isinstance(house.post, SmtpPool)
        for sender in house.post._all:
            sender._timeouts = HASTY
            if order.login:  # the settings let no password travel unprotected
                sender._settings = replace(sender._settings, username="bot", password=order.login)
        async with AsyncExitStack() as stack:
            await _chats(house, order, stack)
            _let_it_die(house, order.dies)
            while not stop.is_set():
                await house.sweep.wake()
                await asyncio.sleep(0.05)
            await house.sweep.stop(3)
            await house.post.close()


def _settings(order: Order) -> Settings:
    return Settings(
        _env_file=None,
        data_dir=Path(order.data_dir),
        database_url=order.url,
        call="profploeg-2021",
        smtp_host="localhost",
        smtp_port=order.smtp_port,
        smtp_tls=order.tls,
        mail_from="Kernbot <bot@kernbot.be>",
        telegram_token=TOKEN,
        telegram_api_url=order.api_url,
    )


def _clock(order: Order) -> Callable[[], datetime]:
    return lambda: utc_now() + timedelta(seconds=order.clock_off_s)


async def _chats(house: OpenHouse, order: Order, stack: AsyncExitStack) -> None:
    from telegram import Bot

    pace = house.chats.paces["telegram"] = Pace()
    options = {"read_timeout": 1, "connect_timeout": 1, "httpx_kwargs": {"trust_env": False}}
    requests = [CountingRequest(pace, connection_pool_size=16, **options) for _ in range(2)]
    bot = Bot(TOKEN, base_url=f"{order.api_url}/bot", request=requests[0], get_updates_request=requests[1])
    for request in requests:
        await request.initialize()
        stack.push_async_callback(request.shutdown)
    bot._bot_user = type("Me", (), {"username": "kernbot"})()  # nobody is asked at each of 200 starts
    house.add_front("telegram", bot)


def _let_it_die(house: OpenHouse, step: str) -> None:
    """Arrange that this process kills itself at a step."""

    async def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if step == "before the claim":
        reminders.lane.Lane._fill = die
    elif step == "after the claim":
        delivery.prepare_all = die
    elif step == "before the record":
        Ledger._write = die
    elif step:
        for way in (SmtpSender, type(house.chats)):
            hand_over = way._hand_over

            async def then_die(*given: object, hand_over: Callable = hand_over) -> None:
                await hand_over(*given)
                await die()

            way._hand_over = then_die
