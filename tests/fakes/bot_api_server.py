"""Telegram's Bot API over real HTTP on this machine, which loses nothing when the bot is killed.

    async with FakeBotApi() as server:
        app = ApplicationBuilder().token(server.token).base_url(server.base_url)...
        chat = await server.api.open_chat("Jan")
        server.script.add("sendMessage", Fault(kind=Kind.TOO_MANY, seconds=3))

As a process of its own: `python -m tests.fakes.bot_api_server --port 0` prints its port on the first line;
tests/fakes/bot_api_driver.py speaks to its /control.
"""

import argparse
import asyncio
import json
import socket
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Self

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.local.api import LocalApi
from tests.fakes.bot_api_control import control_routes
from tests.fakes.bot_api_faults import Script
from tests.fakes.bot_api_forms import call_in

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # the example of Telegram's documentation
MOST_CALLS = 100_000  # remembered


class FakeBotApi:
    """Listens on a port of this machine while the `async with` lasts; on a free one when `port` is 0."""

    def __init__(self, *, token: str = TOKEN, port: int = 0, press_dates: bool = False) -> None:
        self.token = token
        self.port = port
        self.api = LocalApi(clock=lambda: datetime.now(UTC), press_dates=press_dates)
        self.script = Script()
        self.calls: deque[tuple[float, str, str, int]] = deque(maxlen=MOST_CALLS)  # monotonic s, method, chat, status
        self._server: _QuietServer | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """What KERNBOT_TELEGRAM_API_URL is set to."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.url}/file/bot"

    async def __aenter__(self) -> Self:
        routes = [
            Route("/bot{token}/{method}", self._method, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._file),
            *control_routes(self.api, self.script, self.calls),
        ]
        config = uvicorn.Config(
            Starlette(routes=routes),
            port=self.port,
            lifespan="off",
            ws="none",
            log_config=None,
            log_level="critical",  # calls cut off at the end are no errors
        )
        self._server = _QuietServer(config)
        self._serving = asyncio.create_task(self._server.serve())
        await self._server.listening.wait()
        self.port = self._server.servers[0].sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.should_exit = self._server.force_exit = True
        await self._serving

    async def serve_forever(self) -> None:
        await self._serving

    async def _method(self, request: Request) -> Response:
        method = request.path_params["method"]
        called_at = time.monotonic()
        try:
            content_type = request.headers.get("content-type", "")
            parameters, files = call_in(content_type, request.url.query, await request.body())
        except ValueError:
            return _json(400, {"ok": False, "error_code": 400, "description": "Bad Request: can't parse the request"})
        if request.path_params["token"] != self.token:
            return _json(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        status, body = await self._answer(method, parameters, files)
        self.calls.append((called_at, method, str(parameters.get("chat_id", "")), status))
        return Response(body, status, media_type="application/json" if body.startswith(b"{") else "text/html")

    async def _answer(self, method: str, parameters: dict, files: dict) -> tuple[int, bytes]:
        fault = self.script.next_for(method)
        if fault is None:
            return await self.api.answer(method, parameters, files)
        if fault.after:
            await self.api.answer(method, parameters, files)
        return await fault.answer()

    async def _file(self, request: Request) -> Response:
        if request.path_params["token"] != self.token:
            return _json(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        fault = self.script.next_for("download")
        status, body = await (fault.answer() if fault else self.api.download(request.path_params["path"]))
        return Response(body, status, media_type="application/octet-stream")


class _QuietServer(uvicorn.Server):
    """Says when it listens, and leaves the signals of the process alone: they are the tests'."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _json(status: int, told: dict[str, object]) -> Response:
    return Response(json.dumps(told), status, media_type="application/json")


async def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--press-dates", action="store_true")
    given = parser.parse_args()
    async with FakeBotApi(token=given.token, port=given.port, press_dates=given.press_dates) as server:
        print(server.port, flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main())
