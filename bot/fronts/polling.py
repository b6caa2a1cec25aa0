"""How updates are fetched: stored before they are confirmed, and asked for again until that worked."""

import asyncio
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any

import structlog
from telegram.request import BaseRequest, RequestData

from bot.fronts.inbox import POLL_LIMIT, StoredInbox
from bot.fronts.poll_turn import PollTurn

log = structlog.get_logger(__name__)
OK = 200
NOTHING = b'{"ok": true, "result": []}'
PAUSES_S = (0.5, 1, 2, 4)  # between tries; short enough to be back within 10 s after any trouble


class StoringRequest(BaseRequest):
    """Fetches updates through another request object and stores them before python-telegram-bot sees them.

    A poll that fails, or whose updates could not be stored, is asked again here and nothing is confirmed:
    python-telegram-bot would sleep through a stop, and give up polling without a word after an unknown error.
    """

    def __init__(self, inner: BaseRequest, inbox: StoredInbox, turn: PollTurn) -> None:
        self._inner = inner
        self._inbox = inbox
        self._turn = turn

    @property
    def read_timeout(self) -> float | None:
        """Return the inner request's timeout, in seconds."""
        return self._inner.read_timeout

    async def initialize(self) -> None:
        """Prepare the inner request."""
        await self._inner.initialize()

    async def shutdown(self) -> None:
        """Close the inner request."""
        await self._inner.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - as in the base class
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
    ) -> tuple[int, bytes]:
        """Poll until what came is stored, and return it; where another process polls, wait for the turn."""
        if not await self._turn.comes():
            return OK, NOTHING
        most = _most(request_data)
        for pause_s in _pauses():
            try:
                code, payload = await self._inner.do_request(
                    url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
                )
                told = self.parse_json_payload(payload)
                if code == OK:
                    brought = told["result"]
                    await self._inbox.keep(brought, drained=len(brought) < most)
                    return code, payload
            except Exception as error:  # noqa: BLE001 - whatever it was, what is not stored must come again
                log.warning("poll failed", reason=type(error).__name__)
                await asyncio.sleep(pause_s)
            else:
                log.warning("poll refused", code=code)
                await asyncio.sleep(max(pause_s, _asked_pause_s(told)))
        raise AssertionError("the pauses never end")


def _pauses() -> Iterator[float]:
    return chain(PAUSES_S, repeat(PAUSES_S[-1]))


def _most(request_data: RequestData | None) -> int:
    """Return how many updates are asked for; as many may have left some behind."""
    limit = request_data.parameters.get("limit") if request_data is not None else None
    return limit if isinstance(limit, int) else POLL_LIMIT


def _asked_pause_s(told: dict[str, Any]) -> float:
    """Return how long Telegram asks to wait: `retry_after` of a 429."""
    parameters = told.get("parameters")
    asked = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(asked) if isinstance(asked, int) else 0.0
