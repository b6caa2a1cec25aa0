"""The bot of a front, which asks for no more updates than have their turn soon."""

from typing import Any

from telegram import Update
from telegram.ext import ExtBot

from bot.fronts.inbox import StoredInbox


class RationedBot(ExtBot[None]):
    """Waits with each poll until there is room, and asks for as many updates as there is room for."""

    __slots__ = ("_inbox",)

    def __init__(self, inbox: StoredInbox, **options: Any) -> None:  # noqa: ANN401 - those of ExtBot
        super().__init__(**options)
        self._inbox = inbox

    async def get_updates(self, *given: Any, **options: Any) -> tuple[Update, ...]:  # noqa: ANN401 - those of ExtBot
        """Poll; what is left behind comes with a later poll, and loses nothing by the wait."""
        room = await self._inbox.room()
        return await super().get_updates(*given, **{"limit": room} | options)
