"""A turn when 200 talk at once in browsers, against the local front.

Each browser has its stream open, as a page has; both sides run in this process, the client too.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from urllib.parse import urlencode

from tests.bench.interleaved import medians
from tests.bench.table import Row, Size
from tests.bench.town import NOW
from tests.fakes.conversation import StandingClock, Town, open_town
from tests.fakes.site import serving

FORM = "application/x-www-form-urlencoded"
BEFORE = ("Akkoord, beginnen", "Lier", "Ja")
TYPED = ("An Peeters", "Deskundige lokale economie", "an.peeters@lier.be", "/ontbreekt", "/status")
TypeIt = Callable[[str], Awaitable[None]]


@dataclass(slots=True, kw_only=True)
class Visitor:
    """One browser with a connection of its own, as a proxy passes it on."""

    number: int
    port: int
    cookie: str = ""
    seal: str = ""

    async def begin(self) -> None:
        self.cookie = (await self._ask("POST", "/begin"))[0]["set-cookie"].partition(";")[0]
        self.seal = re.search(r'name="seal" value="([a-z2-7]*)"', await self.page())[1]

    async def page(self) -> str:
        return (await self._ask("GET", "/"))[1]

    async def says(self, text: str) -> None:
        await self._ask("POST", "/say", urlencode({"seal": self.seal, "text": text}), "X-Kernbot-Live: 1\r\n")

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Have the stream of the page open."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(self._head("GET", "/live", ""))
        draining = asyncio.create_task(_drain(reader))
        try:
            yield
        finally:
            draining.cancel()
            writer.close()

    def _head(self, method: str, path: str, body: str, more: str = "") -> bytes:
        come_from = f"10.0.{self.number // 250}.{self.number % 250}"
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {come_from}\r\nCookie: {self.cookie}\r\n"
        )
        form = f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\n"
        return f"{head}{more}{form}\r\n{body}".encode()

    async def _ask(self, method: str, path: str, body: str = "", more: str = "") -> tuple[dict[str, str], str]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(self._head(method, path, body, more))
            lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
            assert lines[0].split()[1] in {"200", "204", "303"}, lines[0]
            return headers, (await reader.readexactly(int(headers.get("content-length", "0")))).decode()
        finally:
            writer.close()


async def _drain(reader: asyncio.StreamReader) -> None:
    while await reader.read(65_536):
        pass


async def rows(folder: Path, size: Size) -> list[Row]:
    """Measure the p99 of a turn on both sides, in turn."""
    people = size.clerks * 2
    async with open_town(folder, StandingClock(NOW)) as town:
        house = replace(town.house, settings=town.house.settings.model_copy(update={"trusted_proxies": "127.0.0.1"}))
        async with serving(house) as site:
            numbers = iter(range(1, 1_000_000))
            web, local = await medians(
                lambda: in_browsers(site.port, [next(numbers) for _ in range(people)]),
                lambda: in_the_local_front(town, [next(numbers) for _ in range(people)]),
                rounds=max(1, size.rounds // 3),
            )
    return [
        Row(
            bench=f"p99 of a turn, {people} chats at once in browsers / in the local front",
            value=f"{web * 1000:.0f} ms",
            reference=f"{local * 1000:.0f} ms",
            ratio=web / local,
        ),
    ]


async def in_browsers(port: int, numbers: list[int]) -> float:
    """Return the p99 in seconds over the web page."""
    visitors = [Visitor(number=number, port=port) for number in numbers]
    await asyncio.gather(*(one.begin() for one in visitors))
    taken = await asyncio.gather(*(_in_browser(one) for one in visitors))
    return p99([one for each in taken for one in each])


async def _in_browser(visitor: Visitor) -> list[float]:
    async with visitor.listening():
        taken = await timed(visitor.says)
    while "jij (contactpersoon)" not in await visitor.page():  # a page waits for an answer for some time, not for ever
        await visitor.says("/status")
    return taken


async def in_the_local_front(town: Town, numbers: list[int]) -> float:
    """Return the p99 in seconds without HTTP."""
    for number in numbers:
        await town.api.open_chat("An", chat_id=number)
    await asyncio.gather(*(_said(town, number, "/start") for number in numbers))
    taken = await asyncio.gather(*(timed(lambda text, number=number: _said(town, number, text)) for number in numbers))
    return p99([one for each in taken for one in each])


async def _said(town: Town, number: int, text: str) -> None:
    await town.front.inbox.expect(await town.api.say(number, text))


async def timed(type_it: TypeIt) -> list[float]:
    """Type one text after the other; return how long each answer took."""
    for text in BEFORE:
        await type_it(text)
    taken = []
    for text in TYPED:
        began = perf_counter()
        await type_it(text)
        taken.append(perf_counter() - began)
    return taken


def p99(taken: list[float]) -> float:
    """Return what all but one in a hundred stay below."""
    return quantiles(taken, n=100, method="inclusive")[98]
