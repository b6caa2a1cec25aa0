"""Several processes on one PostgreSQL, played in one: each has a house and a front of its own, Telegram is one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlmodel import Session
from telegram.request import RequestData

from bot.fronts.front import Front, running_front
from bot.fronts.poll_turn import Arrival
from bot.fronts.webhook import Webhook
from bot.house import OpenHouse, open_house
from bot.local.api import LocalApi
from bot.local.request import LocalRequest
from bot.settings import Settings
from tests.fakes.conversation import StandingClock

SECRET = "a-secret-of-sixteen"
ADDRESS = "https://kernbot.example.org/telegram/webhook"


class HeldRequest(LocalRequest):
    """Lets no message leave while it is held."""

    __slots__ = ("may_send",)

    def __init__(self, api: LocalApi) -> None:
        super().__init__(api)
        self.may_send = asyncio.Event()
        self.may_send.set()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *rest: object, **more: object
    ) -> tuple[int, bytes]:
        if url.lower().endswith("/sendmessage"):
            await self.may_send.wait()
        return await super().do_request(url, method, request_data, *rest, **more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replica:
    """One of the processes."""

    house: OpenHouse
    front: Front
    webhook: Webhook
    request: HeldRequest

    async def dies(self) -> None:
        """Let its time be over by the clock of the database, as after a kill."""
        await self.house.services.store.run(_let_go, self.house.replicas.worker)


@asynccontextmanager
async def replica(
    data_dir: Path, url: str, api: LocalApi, clock: StandingClock, arrival: Arrival = Arrival.BROUGHT
) -> AsyncIterator[Replica]:
    """Run one process with the bot of `api`, without ticks but the first beat."""
    settings = Settings(_env_file=None, data_dir=data_dir, call="profploeg-2021", database_url=url)
    request = HeldRequest(api)
    with open_house(settings, clock) as house:
        await house.replicas.beat()
        async with running_front(
            house,
            "telegram",
            token="0:local",
            request=request,
            polling_request=LocalRequest(api),
            api_url="http://local",
            arrival=arrival,
        ) as front:
            webhook = Webhook(front=front, address=ADDRESS, secret=SECRET)
            yield Replica(house=house, front=front, webhook=webhook, request=request)
        await house.replicas.leave()


def brought(api: LocalApi) -> list[dict[str, Any]]:
    """Take what waits for the bot, as Telegram would bring it."""
    found = [body for _, _, body in api._state.updates._pending]
    api._state.updates.clear()
    return found


def _let_go(session: Session, worker: str) -> None:
    session.connection().execute(
        text("UPDATE lease SET until_at = until_at - interval '1 hour' WHERE holder = :worker"), {"worker": worker}
    )
