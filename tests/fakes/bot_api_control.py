"""The people's side of the fake Bot API over HTTP, for a test in another process.

POST /control/<what people do> with its arguments as JSON, such as {"chat_id": 1, "text": "Dag"} to /control/say;
content of files is base64. GET /control/messages waits for the bot when asked: `newer_than` and `wait_s`.
"""

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.local.api import LocalApi
from bot.local.values import LocalMessage, NotPossible
from tests.fakes.bot_api_faults import Fault, Kind, Script

_DOINGS = ("open_chat", "say", "press", "edit", "send_file", "send_other")
Handler = Callable[[Request], Awaitable[Response]]


def control_routes(api: LocalApi, script: Script, calls: Sequence[tuple]) -> list[Route]:
    """Return the routes of a test driver."""

    async def messages(request: Request) -> Response:
        asked = request.query_params
        newer_than, wait_s = int(asked.get("newer_than", -1)), float(asked.get("wait_s", 0))
        found = await _messages(api, int(asked["chat_id"]), newer_than, wait_s)
        return _answer([asdict(message) for message in found])

    async def file(request: Request) -> Response:
        found = await api.file(request.query_params["file_id"])
        return Response(found.content or b"") if found else _answer({"problem": "no such file"}, 404)

    async def fault(request: Request) -> Response:
        told = await request.json()
        method, times = told.pop("method"), told.pop("times", 1)
        script.add(method, Fault(kind=Kind(told.pop("kind")), **told), times)
        return _answer({})

    async def no_faults(request: Request) -> Response:
        script.clear()
        return _answer({})

    async def log(request: Request) -> Response:
        return _answer([list(call) for call in calls])

    async def pending(request: Request) -> Response:
        return _answer({"pending": api.pending_updates})

    return [
        *(Route(f"/control/{name}", _doing(api, name), methods=["POST"]) for name in _DOINGS),
        Route("/control/fault", fault, methods=["POST"]),
        Route("/control/no_faults", no_faults, methods=["POST"]),
        Route("/control/messages", messages),
        Route("/control/file", file),
        Route("/control/calls", log),
        Route("/control/pending", pending),
    ]


def _doing(api: LocalApi, name: str) -> Handler:
    async def do(request: Request) -> Response:
        told = await request.json()
        if told.get("at"):
            told["at"] = datetime.fromisoformat(told["at"])
        if name == "send_file":
            told["content"] = base64.b64decode(told["content"])
        try:
            return _answer({"id": await getattr(api, name)(**told)})
        except NotPossible as problem:
            return _answer({"problem": str(problem)}, 409)

    return do


async def _messages(api: LocalApi, chat_id: int, newer_than: int, wait_s: float) -> list[LocalMessage]:
    """Return the messages above an id, waiting until one of them is the bot's."""
    with api.watch(chat_id) as changes:
        try:
            async with asyncio.timeout(wait_s):
                while True:
                    found = [m for m in await api.messages(chat_id) if m.message_id > newer_than]
                    if any(m.from_bot for m in found):
                        return found
                    await changes.get()
        except TimeoutError:
            return found


def _answer(told: object, status: int = 200) -> Response:
    return Response(json.dumps(told, default=datetime.isoformat), status, media_type="application/json")
