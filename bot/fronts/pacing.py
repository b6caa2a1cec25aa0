"""Requests to Telegram that keep count: what answers people leaves at once, and the outbox makes room for it."""

import json
from typing import Any

from telegram.request import BaseRequest, HTTPXRequest, RequestData

from reminders.pace import Pace

TOO_MANY = 429
SLACK_S = 0.5  # added to what Telegram asks to wait, which it rounds down


class CountingRequest(HTTPXRequest):
    """Tells the pace of a front of every message that leaves, and of every halt that Telegram asks for."""

    def __init__(self, pace: Pace, **options: Any) -> None:  # noqa: ANN401 - those of HTTPXRequest
        super().__init__(**options)
        self._pace = pace

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
        """Make the request and return status and body."""
        chat_id = request_data.parameters.get("chat_id") if request_data is not None else None
        if isinstance(chat_id, int) and url.rpartition("/")[2].lower().startswith("send"):
            self._pace.count(chat_id)
        code, payload = await super().do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )
        if code == TOO_MANY:
            self._pace.halt(_asked_pause_s(payload) + SLACK_S)
        return code, payload


def _asked_pause_s(payload: bytes) -> float:
    """Return how long Telegram asks to wait: `retry_after` of its answer; a second when that cannot be read."""
    try:
        return float(json.loads(payload)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return 1.0
