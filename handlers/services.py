"""What every handler can use; `bot/` makes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from telegram import Update

from models.dialogue.conversation import House
from models.files.file_folder import FileFolder
from models.records.messages.inbox_queries import WaitingUpdate
from models.storage.works.store import Store


class Inbox(Protocol):
    """The stored updates of one front that are not answered yet."""

    front: str
    stamps_presses: bool  # our own Bot API says when a button was pressed; Telegram does not

    def waiting(self, update_id: int) -> WaitingUpdate | None:
        """Return the stored update, or None when nothing was stored for it."""

    async def answered(self, update: Update, open_message_id: int | None) -> None:
        """Note that the update was answered, and which message has the buttons that count now."""

    async def noted(self, update: Update) -> None:
        """Note that the update needs no answer; the buttons that count stay as they are."""

    def applied(self, update: Update) -> None:
        """Note that what came of an update is kept; its answer is on its way."""

    async def failed(self, update: Update) -> bool:
        """Count a failed try; return whether the update is parked now."""


@dataclass(slots=True, kw_only=True)
class Services:
    """The house, its store, its files and its clock."""

    house: House  # another one as soon as a newer version of its call was loaded
    store: Store
    files: FileFolder
    clock: Callable[[], datetime]
