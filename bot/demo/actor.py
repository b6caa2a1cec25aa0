"""A person in the replay: types, presses and sends files in a chat of the real Kernbot."""

import re
from collections.abc import Awaitable
from dataclasses import dataclass, field
from html import unescape

from bot.fronts.front import Front
from bot.local.api import LocalApi
from bot.local.values import LocalMessage

_TAG = re.compile(r"</?[a-z]+[^>]*>")


class LostThread(Exception):
    """The conversation did not go as the replay expects: Kernbot said something else."""


@dataclass(slots=True, kw_only=True)
class Actor:
    """One person's chat; every doing returns what Kernbot answered, without marks."""

    api: LocalApi
    front: Front
    chat_id: int
    name: str
    turns: int = field(default=0)

    async def says(self, text: str) -> str:
        """Type a text."""
        return await self._answered(self.api.say(self.chat_id, text))

    async def sends(self, name: str, content: bytes) -> str:
        """Send a file."""
        return await self._answered(self.api.send_file(self.chat_id, name, content))

    async def presses(self, label: str) -> str:
        """Press the newest button whose label begins so.

        Raises:
            LostThread: there is none.
        """
        for message in reversed(await self.api.messages(self.chat_id)):
            for row in message.buttons:
                for button in row:
                    if button.data and button.label.removeprefix("✓ ").startswith(label):
                        return await self._answered(self.api.press(self.chat_id, message.message_id, button.data))
        raise LostThread(f"{self.name} finds no button {label!r} under: {await self.last_heard()}")

    async def last_heard(self) -> str:
        """Return what Kernbot said last in this chat."""
        messages = [one for one in await self.api.messages(self.chat_id) if one.from_bot]
        return _plain(messages[-1]) if messages else ""

    async def _answered(self, doing: Awaitable[int]) -> str:
        self.turns += 1
        known = {one.message_id for one in await self.api.messages(self.chat_id)}
        # Nothing may come between: where the database does many things at once, the answer could be there before.
        await self.front.inbox.expect(await doing)
        new = [one for one in await self.api.messages(self.chat_id) if one.from_bot and one.message_id not in known]
        return "\n".join(map(_plain, new)) or await self.last_heard()


def _plain(message: LocalMessage) -> str:
    return unescape(_TAG.sub("", message.text_html))
