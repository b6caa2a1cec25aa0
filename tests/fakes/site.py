"""A site that really serves, on loopback at a port that is free, over the house of a town or a post room."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection

from bot.fronts.front import Front
from bot.fronts.webhook import Webhook
from bot.house import OpenHouse
from bot.web.app import build_site
from bot.web.chat.front import WebChat, open_web_chat
from bot.web.server import RunningSite, open_socket
from bot.web.site import Site
from models.turns.watching.operating import Operator
from reminders.watch import Watch

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a visitor gets."""

    status: int
    text: str
    headers: dict[str, str] = field(default_factory=dict)
    cookies: tuple[str, ...] = ()  # each as it is set


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running site, as its visitors know it."""

    port: int
    running: RunningSite

    async def get(self, path: str, **headers: str) -> Answer:
        return await self.ask("GET", path, None, **headers)

    async def post(self, path: str, body: str | bytes = "", **headers: str) -> Answer:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self.ask("POST", path, body, **form | headers)

    async def ask(self, method: str, path: str, body: str | bytes | None = None, **headers: str) -> Answer:
        """Ask as a plain HTTP client does, which follows no redirect and guesses nothing."""
        return await asyncio.to_thread(_ask, self.port, method, path, body, headers)

    async def raw(self, request: bytes) -> bytes:
        """Send bytes, and return all that comes back until the other side closes."""
        reader, writer = await asyncio.open_connection(LOOPBACK, self.port)
        writer.write(request)
        await writer.drain()
        answer = await asyncio.wait_for(reader.read(), 20)
        writer.close()
        return answer


@asynccontextmanager
async def serving(
    house: OpenHouse, *, fronts: Sequence[Front] = (), operator: str = "", webhook: Webhook | None = None
) -> AsyncIterator[Served]:
    """Serve the site of a house, with the chat of the browser."""
    async with open_web_chat(house) as chat, _serving(house, chat, fronts, operator, webhook) as served:
        yield served


@asynccontextmanager
async def _serving(
    house: OpenHouse, chat: WebChat, fronts: Sequence[Front], operator: str, webhook: Webhook | None
) -> AsyncIterator[Served]:
    services = house.services
    watch = Watch(
        store=services.store,
        sweep=house.sweep,
        clock=services.clock,
        operator=Operator(email=operator, language="nl"),
        began_at=services.clock(),
    )
    bound = open_socket(LOOPBACK, 0)
    site = Site(house=house, watch=watch, fronts=fronts, chat=chat, webhook=webhook)
    running = RunningSite(build_site(site), bound, 3, house.settings.trusted_proxies)
    port = bound.getsockname()[1]
    await running.start()
    try:
        yield Served(port=port, running=running)
    finally:
        site.closing.set()
        await running.stopped()


def _ask(port: int, method: str, path: str, body: str | bytes | None, headers: dict[str, str]) -> Answer:
    connection = HTTPConnection(LOOPBACK, port, timeout=20)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        is_file = answer.headers.get_content_type() == "application/octet-stream"  # that may be no text
        content = answer.read().decode("utf-8", "replace" if is_file else "strict")
        named = {name.lower(): value for name, value in answer.getheaders()}
        cookies = tuple(answer.headers.get_all("set-cookie", ()))
        return Answer(status=answer.status, text=content, headers=named, cookies=cookies)
    finally:
        connection.close()
