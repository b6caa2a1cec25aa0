"""Files that people and the bot sent, by their id."""

import secrets
from collections import OrderedDict

from bot.local.keeper import Keeper
from bot.local.values import LocalFile

HELD_BYTES = 128_000_000  # in memory; beyond it the files not asked for longest go


class Files:
    """The files in memory, and behind them those of the keeper."""

    def __init__(self, keeper: Keeper | None) -> None:
        self._keeper = keeper
        self._held: OrderedDict[str, LocalFile] = OrderedDict()
        self._bytes = 0

    def hold(self, file: LocalFile) -> None:
        """Take a new file."""
        self._held[file.file_id] = file
        self._bytes += len(file.content or b"")
        while self._bytes > HELD_BYTES and len(self._held) > 1:
            _, dropped = self._held.popitem(last=False)
            self._bytes -= len(dropped.content or b"")

    def let_go(self) -> None:
        """Let go of every file that the keeper has."""
        if self._keeper is not None:
            self._held.clear()
            self._bytes = 0

    async def find(self, file_id: str) -> LocalFile | None:
        """Return a file, None when there is none or it had to make place for others."""
        file = self._held.get(file_id)
        if file is not None:
            self._held.move_to_end(file_id)
            return file
        found = await self._keeper.load_file(file_id) if self._keeper is not None else None
        if found is not None and file_id not in self._held:
            self.hold(found)
        return found


def new_file_id() -> str:
    """Return an id that nobody can guess and that never comes again."""
    return f"F{secrets.token_urlsafe(24)}"
