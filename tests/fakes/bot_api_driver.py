"""People who chat with a bot in another process, through a fake Bot API in a third one.

with bot_api_process() as people:
    chat = people.open_chat("Jan")
    people.say(chat, "/start")
    [*_, reply] = people.messages(chat, wait_s=5)
"""

import base64
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from tests.fakes.bot_api_server import TOKEN


class BotApiDriver:
    """Speaks to /control of a fake Bot API at `url`; messages come as plain dicts of their fields."""

    def __init__(self, url: str, token: str = TOKEN) -> None:
        self.url = url
        self.token = token
        self._http = httpx.Client(base_url=f"{url}/control", timeout=60, trust_env=False)

    def open_chat(self, first_name: str, **more: Any) -> int:
        return self._do("open_chat", first_name=first_name, **more)

    def say(self, chat_id: int, text: str, **more: Any) -> int:
        return self._do("say", chat_id=chat_id, text=text, **more)

    def press(self, chat_id: int, message_id: int, data: str, **more: Any) -> int:
        return self._do("press", chat_id=chat_id, message_id=message_id, data=data, **more)

    def edit(self, chat_id: int, message_id: int, text: str, **more: Any) -> int:
        return self._do("edit", chat_id=chat_id, message_id=message_id, text=text, **more)

    def send_file(self, chat_id: int, name: str, content: bytes, **more: Any) -> int:
        encoded = base64.b64encode(content).decode()
        return self._do("send_file", chat_id=chat_id, name=name, content=encoded, **more)

    def messages(self, chat_id: int, newer_than: int = -1, wait_s: float = 0) -> list[dict[str, Any]]:
        """Return the messages above an id, oldest first, waiting until one of them is the bot's."""
        return self._get("messages", chat_id=chat_id, newer_than=newer_than, wait_s=wait_s).json()

    def file(self, file_id: str) -> bytes:
        return self._get("file", file_id=file_id).content

    def fault(self, method: str, kind: str, times: int = 1, **more: Any) -> None:
        """Let the next `times` calls of a method go wrong, see bot_api_faults.py."""
        self._http.post("/fault", json={"method": method, "kind": kind, "times": times, **more}).raise_for_status()

    def no_faults(self) -> None:
        self._http.post("/no_faults").raise_for_status()

    def calls(self) -> list[tuple[float, str, str, int]]:
        """Return what the bot asked: moment in monotonic seconds, method, chat id, status."""
        return [tuple(call) for call in self._get("calls").json()]

    def pending(self) -> int:
        """Return how many updates the bot has not confirmed."""
        return self._get("pending").json()["pending"]

    def close(self) -> None:
        self._http.close()

    def _do(self, what: str, **told: Any) -> int:
        return self._http.post(f"/{what}", json=told).raise_for_status().json()["id"]

    def _get(self, what: str, **asked: Any) -> httpx.Response:
        return self._http.get(f"/{what}", params=asked).raise_for_status()


@contextmanager
def bot_api_process(*options: str) -> Iterator[BotApiDriver]:
    """Run a fake Bot API in a process of its own."""
    command = [sys.executable, "-m", "tests.fakes.bot_api_server", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            port = int(process.stdout.readline())
            driver = BotApiDriver(f"http://127.0.0.1:{port}")
            yield driver
            driver.close()
        finally:
            process.kill()
