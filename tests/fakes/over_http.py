"""A running Kernbot over the fake Bot API: real HTTP in this process, with faults by script, opened again at will."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from telegram.request import HTTPXRequest

from bot.clock import utc_now
from bot.fronts.front import running_front
from bot.house import open_house
from bot.settings import Settings
from tests.fakes.bot_api_server import FakeBotApi
from tests.fakes.conversation import Town
from tests.fakes.empty_database import with_database

READ_TIMEOUT_S = 0.5  # a fault that hangs longer than this is a timeout


@asynccontextmanager
async def open_over_http(data_dir: Path, server: FakeBotApi, *, token: str = "") -> AsyncIterator[Town]:
    """Open a Kernbot in `data_dir`, as `kernbot run` does, without its ticks."""
    settings = with_database(Settings(_env_file=None, data_dir=data_dir))
    with open_house(settings, utc_now) as house:
        async with running_front(
            house,
            "telegram",
            token=token or server.token,
            request=_request(),
            polling_request=_request(),
            api_url=server.url,
        ) as front:
            yield Town(house=house, api=server.api, front=front, clock=utc_now)


def _request() -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=80, read_timeout=READ_TIMEOUT_S, pool_timeout=5, httpx_kwargs={"trust_env": False}
    )
