"""The Bot API on this machine: python-telegram-bot talks to it in this process, without a network.

api = LocalApi(clock=utc_now)
request = LocalRequest(api)
app = ApplicationBuilder().token("1:local").request(request).get_updates_request(request).build()
...
chat = await api.open_chat("Jan")
with api.watch(chat) as changes:
    await api.say(chat, "/start")
    reply = await changes.get()  # what Jan said himself comes first
"""

from typing import IO
from urllib.parse import unquote

from telegram.request import BaseRequest, RequestData

from bot.local.api import LocalApi
from bot.local.values import Upload

__all__ = ["LocalApi", "LocalRequest"]

_FILES = "/file/bot"


class LocalRequest(BaseRequest):
    """Answers the requests of a Bot from a LocalApi; one object serves both calls and polling."""

    __slots__ = ("_api",)

    def __init__(self, api: LocalApi) -> None:
        self._api = api

    @property
    def read_timeout(self) -> float | None:
        """Nothing travels, so nothing times out."""
        return None

    async def initialize(self) -> None:
        """Take up what was kept."""
        await self._api.start()

    async def shutdown(self) -> None:
        """Do nothing: the chats go on without the bot."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_timeouts: object,
        **_named_timeouts: object,
    ) -> tuple[int, bytes]:
        """Return status and body of an answer, as Telegram would give them."""
        if method == "GET":
            return await self._api.download(unquote(url.partition(_FILES)[2].partition("/")[2]))
        name = url.rpartition("/")[2]
        if request_data is None:
            return await self._api.answer(name, {})
        if request_data.contains_files:
            return await self._api.answer(name, request_data.parameters, _uploads(request_data))
        return await self._api.answer(name, request_data.parameters)


def _uploads(request_data: RequestData) -> dict[str, Upload]:
    return {part: (name, _content(content)) for part, (name, content, *_) in request_data.multipart_data.items()}


def _content(given: bytes | IO[bytes]) -> bytes:
    return given if isinstance(given, bytes) else given.read()
