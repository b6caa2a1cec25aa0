"""The mails of a folder: stored, put away, and given to the rules."""

import asyncio
from dataclasses import dataclass, field

from bot.mailbox.folder import MailInFolder
from handlers.services import Services
from models.correspondence.taken import MailRules
from models.records.messages import mail_in_queries


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderReader:
    """Reads the folder and applies what it brought; never twice at the same time."""

    services: Services
    rules: MailRules
    folder: MailInFolder
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    async def read(self) -> int:
        """Store what waits in the folder, then apply all that was not applied; return how many mails that were."""
        async with self._lock:
            while files := await asyncio.to_thread(self.folder.waiting):
                store, now = self.services.store, self.services.clock()
                await store.run(mail_in_queries.keep, [file.mail for file in files], now)
                await asyncio.to_thread(self.folder.put_away, files)
            if not await self.services.store.run(mail_in_queries.is_any_to_apply):
                return 0
            from handlers import mail  # what reads mails is loaded with the first one

            return await mail.take_up(self.services, self.rules)
