"""How much is computed until the first byte of each page, against a bare Starlette page; and how large the map is."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import process_time

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bot.web.doors import DOORS
from bot.web.server import RunningSite, open_socket
from tests.bench.interleaved import medians
from tests.bench.population import CALL
from tests.bench.table import Row, Size, at_most
from tests.bench.town import NOW
from tests.fakes import desk
from tests.fakes.conversation import StandingClock, open_town
from tests.fakes.desk_browser import DeskBrowser
from tests.fakes.site import LOOPBACK, serving
from tests.fakes.spread_out import spread_out

MAP = "/loket/kaart"
MOST_MAP_BYTES = 300_000
MOST_RATIO = 150.0  # of a page that asks the database and writes 300 lines, against one that says hello
REQUESTS = 10  # in one round of measuring
STREAMS = frozenset({"/live"})


async def rows(folder: Path, size: Size) -> list[Row]:
    """Measure every page that has no number in its address, with an application of each municipality in the round."""
    async with open_town(folder, StandingClock(NOW), CALL) as town, serving(town.house, fronts=[town.front]) as site:
        await spread_out(town, all_sent=True)
        await desk.agency(town)
        browser = DeskBrowser(site=site, town=town)
        await browser.logs_in(desk.ELS)
        async with bare() as bare_port:
            paths = await asyncio.to_thread(_pages, site.port, browser.cookie)
            compared = [await _compared(path, site.port, bare_port, browser.cookie, size) for path in paths]
        return [await _map_bytes(site.port, browser.cookie), *compared]


@asynccontextmanager
async def bare() -> AsyncIterator[int]:
    """Serve a page that says hello, by the same server, and yield its port."""

    async def hello(_request: Request) -> HTMLResponse:
        return HTMLResponse("<!DOCTYPE html><title>Hello</title><p>Hello</p>")

    bound = open_socket(LOOPBACK, 0)
    running = RunningSite(Starlette(routes=[Route("/", hello)]), bound, 3)
    port = bound.getsockname()[1]
    await running.start()
    try:
        yield port
    finally:
        await running.stopped()


async def _compared(path: str, port: int, bare_port: int, cookie: str, size: Size) -> Row:
    async def ours() -> float:
        return await asyncio.to_thread(_first_byte_s, port, path, cookie)

    async def reference() -> float:
        return await asyncio.to_thread(_first_byte_s, bare_port, "/", "")

    took, bare_took = await medians(ours, reference, rounds=size.rounds)
    target, holds = at_most(took / bare_took, MOST_RATIO)
    return Row(
        bench=f"first byte of {path} / of a bare Starlette page",
        value=f"{1000 * took:.1f} ms",
        reference=f"{1000 * bare_took:.1f} ms",
        ratio=took / bare_took,
        target=target,
        holds=holds,
    )


async def _map_bytes(port: int, cookie: str) -> Row:
    sizes = [await asyncio.to_thread(_bytes, port, cookie, how) for how in ("gzip", "identity")]
    return Row(
        bench="map with 300 municipalities over the wire",
        value=f"{sizes[0] / 1000:.0f} kB",
        reference=f"{sizes[1] / 1000:.0f} kB as it is",
        target=f"< {MOST_MAP_BYTES // 1000} kB",
        holds=max(sizes) < MOST_MAP_BYTES,
    )


def _bytes(port: int, cookie: str, encoding: str) -> int:
    with _connection(port) as connection:
        connection.request("GET", MAP, headers={"Cookie": cookie, "Accept-Encoding": encoding})
        answer = connection.getresponse()
        assert answer.status == 200
        return len(answer.read()) + sum(len(name) + len(value) + 4 for name, value in answer.getheaders())


def _pages(port: int, cookie: str) -> Sequence[str]:
    """Return the addresses that answer with a page."""
    found = []
    for path in [one.path for one in DOORS if one.method == "GET" and "{" not in one.path and one.path not in STREAMS]:
        with _connection(port) as connection:
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            if answer.status == 200 and answer.headers.get_content_type() == "text/html":
                found.append(path)
    return found


def _first_byte_s(port: int, path: str, cookie: str) -> float:
    """Return how long an answer takes to begin, over a connection that is open already: the best of some.

    Browser and server are this one process, so its processor time is the wait without what else runs on the machine.
    """
    found = []
    with _connection(port) as connection:
        for _ in range(REQUESTS):
            began = process_time()
            connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            found.append(process_time() - began)
            answer.read()
    return min(found)


@contextmanager
def _connection(port: int) -> Iterator[HTTPConnection]:
    connection = HTTPConnection(LOOPBACK, port, timeout=20)
    try:
        connection.connect()
        yield connection
    finally:
        connection.close()
