"""The front of the browser: its Bot API, whose chats are rows, and what was sent twice."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from bot.fronts.front import Front
from bot.house import OpenHouse
from bot.local.api import LocalApi
from bot.local.front import local_front

FRONT = "web"
SERIES = 2  # of ids: the terminal has the first
PATIENCE_S = 20  # for an answer; what comes later is shown when it comes
MOST_REMEMBERED = 10_000  # doings of visitors whose names are known still


@dataclass(frozen=True, slots=True, kw_only=True)
class WebChat:
    """The chats of all visitors."""

    api: LocalApi
    front: Front
    _seen: OrderedDict[tuple[int, str], None] = field(default_factory=OrderedDict)

    @contextmanager
    def once(self, chat_id: int, name: str) -> Iterator[bool]:
        """Give whether what a visitor does is no repetition: a page that got no answer sends it again by its name.

        What fails within did not happen, so its repetition is taken.
        """
        key = chat_id, name
        is_new = not name or key not in self._seen
        self._seen[key] = None
        if len(self._seen) > MOST_REMEMBERED:
            self._seen.popitem(last=False)
        try:
            yield is_new
        except BaseException:
            self._seen.pop(key, None)
            raise

    async def answered(self, update_id: int) -> None:
        """Return when an update was answered, or after a while: what comes later is seen all the same."""
        expected = self.front.inbox.expect(update_id)
        await asyncio.wait([expected], timeout=PATIENCE_S)


@asynccontextmanager
async def open_web_chat(house: OpenHouse) -> AsyncIterator[WebChat]:
    """Run the front of the browser."""
    async with local_front(house, FRONT, SERIES) as (api, front):
        yield WebChat(api=api, front=front)
