"""Reads a mailbox in a thread of its own, as long as the program runs: stored first, then seen, then applied.

Every call that waits for the server is in that thread; a stop does not wait for it.
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field

import structlog

from bot.mailbox.imap import IDLE_S, MAILBOX_TROUBLES, SLICE_S, Fetched, ImapSettings, Mailbox
from handlers import mail
from handlers.services import Services
from models.correspondence.taken import MailRules
from models.records.messages import mail_in_queries
from models.storage.works.store import StoreUnavailable

log = structlog.get_logger(__name__)
FIRST_PAUSE_S = 5.0  # after a connection that failed; doubled each time
LONGEST_PAUSE_S = 120.0
POLL_S = 20.0  # where the server cannot say by itself that something came
TROUBLES = (*MAILBOX_TROUBLES, StoreUnavailable)


@dataclass(slots=True, kw_only=True)
class ImapReader:
    """Reads one mailbox."""

    services: Services
    rules: MailRules
    settings: ImapSettings
    may_read: Callable[[], bool] = lambda: True  # False while another process does
    is_connected: bool = False
    _stop: threading.Event = field(default_factory=threading.Event, repr=False)
    _thread: threading.Thread | None = field(default=None, repr=False)

    async def start(self) -> None:
        """Begin to read; what was stored before a crash and not applied comes first."""
        if self.may_read():
            await mail.take_up(self.services, self.rules)
        loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._run, args=(loop,), name="imap", daemon=True)
        self._thread.start()

    def begin_stop(self) -> None:
        """Begin nothing any more; what is under way ends by itself, and what is not marked comes again."""
        self._stop.set()

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        pause = FIRST_PAUSE_S
        while not self._stop.is_set():
            if not self.may_read():
                self._stop.wait(FIRST_PAUSE_S)
                continue
            try:
                asyncio.run_coroutine_threadsafe(mail.take_up(self.services, self.rules), loop).result()
                self._read_until_it_breaks(loop)
            except (CancelledError, RuntimeError):  # the loop is gone: the program has stopped
                return
            except TROUBLES as error:
                log.warning("mailbox not read", reason=type(error).__name__, again_in_s=pause)
            pause = FIRST_PAUSE_S if self.is_connected else min(2 * pause, LONGEST_PAUSE_S)
            self.is_connected = False
            self._stop.wait(pause)

    def _read_until_it_breaks(self, loop: asyncio.AbstractEventLoop) -> None:
        mailbox = Mailbox(self.settings)
        self.is_connected = True
        try:
            while not self._stop.is_set() and self.may_read():
                brought = 0
                for fetched in filter(None, mailbox.unseen()):
                    brought += len(fetched)
                    asyncio.run_coroutine_threadsafe(self._keep(fetched), loop).result()
                    mailbox.mark_seen(fetched)
                    asyncio.run_coroutine_threadsafe(mail.take_up(self.services, self.rules), loop).result()
                    if self._stop.is_set():
                        return
                if mailbox.can_idle:  # where one mail came another follows, perhaps before we listen
                    mailbox.wait(self._stop, SLICE_S if brought else IDLE_S)
                else:
                    self._stop.wait(POLL_S)
        finally:
            mailbox.close()

    async def _keep(self, fetched: Sequence[Fetched]) -> None:
        now = self.services.clock()
        await self.services.store.run(mail_in_queries.keep, [one.mail for one in fetched], now)
