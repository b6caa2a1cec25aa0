"""The way of a message out: claim, write, send, record. No transaction is open while it travels."""

import asyncio
import secrets
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

import structlog

from models.letters.letter_facts import gather
from models.records import outbox_queries
from models.records.outbox import OutboxState
from models.records.outbox_queries import Claimed
from models.storage.store import Store, StoreUnavailable
from reminders import contents
from reminders.contents import Parcel
from reminders.mail_headers import MailList
from reminders.outcome import MayHaveLeft, Outcome, TryLater, Uncertain
from reminders.verdict import MOST_ATTEMPTS, Verdict, after_try, ended

log = structlog.get_logger(__name__)


class Way(Protocol):
    """One way out: a mail server, a folder, the chats of a front."""

    async def send(self, claimed: Claimed, parcel: Parcel, now: datetime) -> Outcome:
        """Send a written message and say how it ended.

        Raises:
            MayHaveLeft: it was cancelled when the message was handed over; a plain CancelledError is before that.
        """


@dataclass(slots=True, kw_only=True)
class Sweep:
    """Sends what is due: each way by itself, so that a mail server that hangs holds up no chat."""

    store: Store
    ways: dict[str, Way]
    key: bytes = field(repr=False)
    clock: Callable[[], datetime]
    worker: str
    mail_list: MailList | None = None  # None: no letter has a line by which it is stopped
    last_good_at: datetime | None = None  # when the outbox was last read and written as it should
    ended: Counter[tuple[str, str]] = field(default_factory=Counter)  # tries since the start, by way and state after
    start_link: str = ""  # opens the chat with the token behind it: "https://t.me/<bot>?start="; its front fills it in
    _busy: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)
    _under_way: list["asyncio.Task[int]"] = field(default_factory=list, repr=False)
    _stopping: bool = False

    async def send_due(self) -> int:
        """Send everything that is due now; return how many messages were tried."""
        async with self._busy:
            async with asyncio.TaskGroup() as group:
                tasks = self._under_way = [group.create_task(self._send_all(way)) for way in tuple(self.ways)]
            return sum(task.result() for task in tasks if not task.cancelled())

    async def stop(self, grace_s: float) -> None:
        """Begin nothing any more; what is under way may end within `grace_s`, then it is cancelled and recorded."""
        self._stopping = True
        if not self._under_way:
            return
        _, late = await asyncio.wait(self._under_way, timeout=grace_s)
        if late:
            log.warning("messages did not leave in time", ways=len(late))
            for task in late:
                task.cancel()
            await asyncio.wait(late)

    async def _send_all(self, way: str) -> int:
        tried = 0
        try:
            while not self._stopping and await self.send_one(way):
                tried += 1
                self.last_good_at = self.clock()  # a long backlog is no standstill
            self.last_good_at = self.clock()
        except StoreUnavailable as error:  # what was claimed is free again when its lease ends
            log.warning("outbox not reached", reason=str(error))
        return tried

    async def send_one(self, way: str) -> bool:
        """Send the message that is due longest by `way`; return False when nothing is due."""
        now = self.clock()
        claimed = await self.store.run(outbox_queries.claim_next_due, self.worker, way, now)
        if claimed is None:
            return False
        try:
            verdict = await self._try(claimed, now)
        except asyncio.CancelledError as stopped:
            outcome = Uncertain("stopped") if isinstance(stopped, MayHaveLeft) else TryLater("stopped")
            await self._record(claimed, _judged(claimed, outcome))
            raise
        await self._record(claimed, verdict)
        return True

    async def _try(self, claimed: Claimed, now: datetime) -> Verdict:
        message, was_uncertain = claimed.message, claimed.was_uncertain
        if message.last_at is not None and message.last_at <= now:
            return ended(OutboxState.EXPIRED, "too late to be of use", was_uncertain=was_uncertain)
        if claimed.attempt > MOST_ATTEMPTS:
            return ended(OutboxState.FAILED, "every worker stopped in the middle of it", was_uncertain=was_uncertain)
        try:
            facts = await self.store.run(gather, message, self.key, now)
            if facts is None:
                return ended(OutboxState.CANCELLED, "of no use any more", was_uncertain=was_uncertain)
            footer = self.mail_list.footer(message, now) if self.mail_list is not None else None
            parcel = await asyncio.to_thread(contents.write, message, facts, self.start_link, footer)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - our mistake: nothing left, and it may be mended before we give up
            return _judged(claimed, TryLater(_our_mistake(claimed, error)))
        return _judged(claimed, await self._send(claimed, parcel, now))

    async def _send(self, claimed: Claimed, parcel: Parcel, now: datetime) -> Outcome:
        try:
            return await self.ways[claimed.message.way].send(claimed, parcel, now)
        except Exception as error:  # noqa: BLE001 - our mistake: whether it left is not known
            return Uncertain(_our_mistake(claimed, error))

    async def _record(self, claimed: Claimed, verdict: Verdict) -> None:
        now = self.clock()
        due_at = now + verdict.pause if verdict.pause is not None else None
        recorded = await self.store.run(
            outbox_queries.settle, claimed, verdict.state, now, due_at=due_at, reason=verdict.reason
        )
        self.ended[claimed.message.way, str(verdict.state)] += 1
        if not recorded:
            log.warning("lease ended before the message", outbox_id=claimed.row_id, state=verdict.state)
        elif verdict.state is OutboxState.FAILED:
            log.warning("message failed", outbox_id=claimed.row_id, kind=claimed.message.kind, reason=verdict.reason)


def _judged(claimed: Claimed, outcome: Outcome) -> Verdict:
    return after_try(outcome, attempt=claimed.attempt, was_uncertain=claimed.was_uncertain)


def _our_mistake(claimed: Claimed, error: Exception) -> str:
    """Log an error of ours and return it as a reason: a number, and no word of the error, which may hold an answer."""
    number = secrets.token_hex(4)
    frames = [f"{Path(at.filename).name}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)]
    log.error(
        "message not sent",
        error_number=number,
        outbox_id=claimed.row_id,
        kind=claimed.message.kind,
        error=type(error).__name__,
        at=frames,
    )
    return f"our mistake {number}: {type(error).__name__}"
