"""What of an erasure lies outside the rows: files, the mail folders, the bytes of the database file, the erase list."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock
from bot.erasing.mail_traces import forget_mails
from models.files.file_folder import FileFolder
from models.privacy import erase_list
from models.records.privacy import erasure_queries
from models.storage.copies.scrubbing import scrub
from models.storage.works.store import Store

ASKED = "asked"
LAST_WORDS = timedelta(seconds=30)  # so long the goodbye stands in a chat of this machine
SCRUB_EVERY = timedelta(minutes=10)  # the whole file is written anew each time

Chores = dict[str, list[str]]


@dataclass(slots=True, kw_only=True)
class Erasures:
    """Finishes each erasure, once, also after a crash; every process lets go of what it held in memory."""

    store: Store
    clock: Clock
    data_dir: Path
    mail_domain: str  # behind the @ of our Message-IDs
    caches: list[Callable[[], None]] = field(default_factory=list)
    _seen: int = 0
    _scrubbed_at: datetime | None = None

    async def finish(self, *, at_once: bool = False) -> None:
        """Do what is still to be done of every erasure; with `at_once` nobody waits for last words."""
        newest = await self.store.run(erasure_queries.newest)
        if newest != self._seen:
            self._seen = newest
            for let_go in self.caches:
                let_go()
        now = self.clock()
        rows = await self.store.run(erasure_queries.open_ones)
        ready = [
            row for row in rows if at_once or row[1] != ASKED or not row[3].get("chats") or row[2] + LAST_WORDS <= now
        ]
        if not ready or not (at_once or self._may_scrub(now)):
            return
        for _, _, _, chores in ready:
            await self._do(chores)
        done = [row[0] for row in ready]
        await self.store.run(erasure_queries.empty, done)
        await asyncio.to_thread(self._keep_list, await self.store.run(erasure_queries.marks))
        if await asyncio.to_thread(scrub, self.store.engine):
            self._scrubbed_at = now
            await self.store.run(erasure_queries.finish, done, now)

    def _may_scrub(self, now: datetime) -> bool:
        return self._scrubbed_at is None or not self._scrubbed_at <= now < self._scrubbed_at + SCRUB_EVERY

    async def _do(self, chores: Chores) -> None:
        chats = [int(one) for one in chores.get("chats", [])]
        again = await self.store.run(erasure_queries.forget_local_chats, chats)
        for let_go in self.caches:
            let_go()
        await asyncio.to_thread(self._forget_files, chores, again)

    def _forget_files(self, chores: Chores, local_files: set[str]) -> None:
        for name in chores.get("files", []):
            FileFolder(self.data_dir / "files").discard(name)
        for name in {*chores.get("local_files", []), *local_files}:
            FileFolder(self.data_dir / "local-files").discard(name)
        forget_mails(self.data_dir, chores.get("letters", []), chores.get("words", []), self.mail_domain)

    def _keep_list(self, marks: dict[str, datetime]) -> None:
        """Write the list beside the database, where no restore of it reaches."""
        path = list_path(self.data_dir)
        known = erase_list.from_lines(path.read_text()) if path.exists() else {}
        lines = erase_list.as_lines(erase_list.together(known, marks))
        partial = path.with_suffix(".part")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)


def list_path(data_dir: Path) -> Path:
    """Return where the erase list lies as a file."""
    return data_dir / "erased.list"
