"""The inbox of one front: an update is stored before its offset moves on, and kept until it was answered."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, Update

from bot.fronts.marks import Marks
from bot.fronts.rush import Rush
from bot.replicas import Replicas
from models.records.messages import handling_queries, inbox_queries
from models.records.messages.inbox_queries import AnsweredUpdate, NewUpdate, WaitingUpdate
from models.storage.works.store import Store

POLL_LIMIT = 100  # a poll that brings this many may have left some behind on the server
MOST_ID = 2**63  # of a chat; nothing larger is one


class StoredInbox:
    """Stores what a poll brings, hands each update to the handlers once, and knows which wait for an answer."""

    def __init__(
        self,
        store: Store,
        front: str,
        clock: Callable[[], datetime],
        replicas: Replicas,
        *,
        stamps_presses: bool = False,
    ) -> None:
        self.front = front
        self.stamps_presses = stamps_presses
        self.turns = 0  # updates that were answered since the start
        self.clock = clock
        self.some_wait = asyncio.Event()  # for another process to be done with their chat
        self._store = store
        self._replicas = replicas
        self._marks = Marks(store, front, clock)
        self._waiting: dict[int, WaitingUpdate] = {}
        self._given: set[int] = set()  # handed to the handlers and not answered yet
        self._just_done: set[int] = set()  # answered or parked since the last look at what is unanswered
        self._rush = Rush(lambda: replicas.alive)
        self._one_looks = asyncio.Lock()
        self._expected: dict[int, asyncio.Future[None]] = {}

    async def keep(self, raw: list[dict[str, Any]], *, drained: bool = True) -> None:
        """Store updates that came together, in one transaction; `drained` says that nothing was left behind.

        Raises:
            StoreUnavailable: they could not be stored, so it must not be confirmed that they came.
        """
        holder = self._replicas.holder
        kept = await self._store.run(
            inbox_queries.keep, self.front, new_updates(raw), self.clock(), drained=drained, holder=holder
        )
        self._waiting |= kept
        if holder is not None and len(kept) < len(raw):
            self.some_wait.set()

    async def drained(self, now: datetime) -> None:
        """Note that nothing was left behind at that moment."""
        await self._store.run(inbox_queries.note_drained, self.front, now)

    def waiting(self, update_id: int) -> WaitingUpdate | None:
        """Return the stored update, or None when it was answered or never stored."""
        return self._waiting.get(update_id)

    def take(self, update: Update) -> bool:
        """Return whether the handlers may have this update now: it is stored, and not with them already."""
        if update.update_id not in self._waiting or update.update_id in self._given:
            return False
        self._given.add(update.update_id)
        self._rush.begin(update)
        return True

    def applied(self, update: Update) -> None:
        """Note that what came of an update is kept; its answer is on its way."""
        self._rush.end(update.update_id)

    async def room(self) -> int:
        """Return how many updates may be read now, so that each has its turn within a second; wait while it is none."""
        return await self._rush.room()

    async def answered(self, update: Update, open_message_id: int | None) -> None:
        """Note that the update was answered, and which message has the buttons that count now."""
        chat = update.effective_chat
        await self._mark(update, chat.id if chat is not None else None, open_message_id)
        self.turns += 1

    async def noted(self, update: Update) -> None:
        """Note that the update needs no answer; the buttons that count stay as they are."""
        await self._mark(update, None, None)

    async def _mark(self, update: Update, chat_id: int | None, open_message_id: int | None) -> None:
        stored = self._waiting.get(update.update_id)
        row_id = stored.row_id if stored is not None else None
        await self._marks.put(AnsweredUpdate(row_id=row_id, chat_id=chat_id, open_message_id=open_message_id))
        self._forget(update.update_id)

    async def failed(self, update: Update) -> bool:
        """Count a failed try of an update; return whether it is parked now."""
        stored = self._waiting.get(update.update_id)
        if stored is None:
            return True
        parked = await self._store.run(inbox_queries.count_failure, stored.row_id, self.clock())
        if parked:
            self._forget(update.update_id)
        return parked

    async def unanswered(self, bot: Bot) -> list[Update]:
        """Return the stored updates that no handler has and nobody answered, oldest first.

        Where there are several processes, of those in the hands of others only what belongs to one that is gone.
        """
        async with self._one_looks:
            return await self._look(bot)

    async def _look(self, bot: Bot) -> list[Update]:
        self._just_done.clear()
        rows = await self._unanswered()
        found = []
        for row in rows:
            if row.update_id in self._given or row.update_id in self._just_done:
                continue
            self._waiting.setdefault(row.update_id, row)
            update = Update.de_json(json.loads(row.raw), bot)
            if update is not None:
                found.append(update)
        return found

    async def _unanswered(self) -> tuple[WaitingUpdate, ...]:
        holder = self._replicas.holder
        if holder is None:
            return await self._store.run(inbox_queries.unanswered, self.front)
        share = await self._store.run(handling_queries.take, self.front, holder, judges=self._replicas.judges)
        self.some_wait.set() if share.some_wait else self.some_wait.clear()
        elsewhere = await self._store.run(handling_queries.answered_among, self.front, sorted(self._expected))
        for update_id in elsewhere:
            self._forget(update_id)
        return share.mine

    def expect(self, update_id: int) -> "asyncio.Future[None]":
        """Return what is done when an update, which did not come in yet, was answered or parked."""
        return self._expected.setdefault(update_id, asyncio.get_running_loop().create_future())

    def _forget(self, update_id: int) -> None:
        self._waiting.pop(update_id, None)
        self._given.discard(update_id)
        self._rush.end(update_id)
        self._just_done.add(update_id)
        expected = self._expected.pop(update_id, None)
        if expected is not None and not expected.done():
            expected.set_result(None)


def new_updates(raw: list[dict[str, Any]]) -> list[NewUpdate]:
    """Return raw updates as they are stored; each knows the earliest stamp of those that came after it."""
    found: list[NewUpdate] = []
    earliest: datetime | None = None
    for one in reversed(raw):
        text = json.dumps(one, ensure_ascii=True, separators=(",", ":"))
        spoke_in = _spoke_in(one)
        found.append(NewUpdate(update_id=int(one["update_id"]), raw=text, sent_before=earliest, spoke_in=spoke_in))
        stamp = _stamp(one)
        if stamp is not None and (earliest is None or stamp < earliest):
            earliest = stamp
    return found[::-1]


def _spoke_in(raw: dict[str, Any]) -> int | None:
    """Return the chat in which a person wrote or pressed."""
    pressed = raw.get("callback_query")
    said = raw.get("message") or raw.get("edited_message") or (pressed or {}).get("message")
    chat_id = said["chat"].get("id") if isinstance(said, dict) and isinstance(said.get("chat"), dict) else None
    return chat_id if isinstance(chat_id, int) and abs(chat_id) < MOST_ID else None


def _stamp(raw: dict[str, Any]) -> datetime | None:
    message = raw.get("edited_message") or raw.get("message")
    if not isinstance(message, dict):
        return None
    seconds = message.get("edit_date") or message.get("date")
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None


class UpdateQueue(asyncio.Queue[object]):
    """The queue between polling and handlers: gives each stored update to the handlers once."""

    def __init__(self, inbox: StoredInbox) -> None:
        super().__init__()
        self._inbox = inbox

    async def put(self, item: object) -> None:
        """Queue an update, unless the handlers have it already; a stop signal overtakes all that waits.

        What it overtakes is stored and comes again at the next start.
        """
        if not isinstance(item, Update):
            while not self.empty():
                self.get_nowait()
                self.task_done()
            await super().put(item)
        elif self._inbox.take(item):
            await super().put(item)
