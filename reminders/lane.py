"""One way out while the sweep goes over it: some messages on their way at once, until nothing is due."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from models.letters.prepared import Prepared
from models.records import claim_queries, outbox_queries
from models.records.claim_queries import Claimed
from models.storage.store import StoreUnavailable
from reminders import delivery
from reminders.delivery import Office
from reminders.gate import Gate
from reminders.outcome import MayHaveLeft, Uncertain, WayShut
from reminders.verdict import Verdict

log = structlog.get_logger(__name__)
FRESH_S = 30.0  # for so long the facts and the lease of a claimed message are good enough to begin with
# Mails are claimed for some rounds at once. Chat messages are not: what a dead worker had in its hands is in doubt, and
# a chat message in doubt goes by mail, while a mail keeps its Message-ID.
AHEAD = 4


@dataclass(slots=True, kw_only=True)
class Lane:
    """The messages of one way that this process has in its hands."""

    office: Office
    way: str
    last_good_at: datetime | None = None  # when the database was last asked what is due
    stopping: bool = False
    _gate: Gate = field(default_factory=Gate)
    _waiting: deque[Prepared] = field(default_factory=deque)
    _taken_at: float = 0.0  # of those that wait, on the clock of the event loop
    _sending: set[int] = field(default_factory=set)
    _unrecorded: list[tuple[Claimed, Verdict]] = field(default_factory=list)
    _one_claims: asyncio.Lock = field(default_factory=asyncio.Lock)
    _one_pass: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def is_busy(self) -> bool:
        """Return whether a pass is under way."""
        return self._one_pass.locked()

    async def run(self) -> int:
        """Send until nothing is due; return how many messages were tried. Our own errors are logged, not raised."""
        async with self._one_pass:
            try:
                return await self._pass()
            except StoreUnavailable as error:  # what was claimed is free again when its lease ends
                log.warning("outbox not reached", reason=str(error))
            except Exception:  # the next tick tries again
                log.exception("sweep failed", way=self.way)
            return 0

    async def _pass(self) -> int:
        await self._catch_up()
        if not await self._fill():
            return 0
        try:
            tried = await self._send_on() if self._gate.is_doubted else 0
            async with asyncio.TaskGroup() as group:
                places = [group.create_task(self._send_on()) for _ in range(self.office.ways[self.way].places)]
            return tried + sum(place.result() for place in places if not place.cancelled())
        finally:
            await self._release()

    async def _catch_up(self) -> None:
        """Record what could not be recorded before, and end what comes too late."""
        for _ in range(len(self._unrecorded)):
            await self._record(*self._unrecorded.pop(0))
        await self.office.store.run(outbox_queries.expire, self.office.clock())

    async def _send_on(self) -> int:
        """Send one message after the other; return how many were tried.

        When the way is in doubt this ends with the first message, so that only one meets a way that is shut.
        """
        tried = 0
        in_doubt = self._gate.is_doubted
        try:
            while (one := await self._next()) is not None:
                await self._send_one(one)
                tried += 1
                if in_doubt:
                    break
        except StoreUnavailable as error:
            log.warning("outbox not reached", reason=str(error))
        return tried

    async def _next(self) -> Prepared | None:
        async with self._one_claims:
            if not self._waiting and not await self._fill():
                return None
            return None if self._must_wait() else self._waiting.popleft()

    def _must_wait(self) -> bool:
        return self.stopping or not self._gate.is_open(self.office.clock())

    async def _fill(self) -> bool:
        """Claim what is due, as many as there are places; return whether anything was."""
        if self._must_wait():
            return False
        office, now = self.office, self.office.clock()
        ahead = AHEAD if self.way == "mail" else 1
        most = 1 if self._gate.is_doubted else ahead * office.ways[self.way].places
        in_hand = tuple(self._sending)
        taken_at = asyncio.get_running_loop().time()
        batch = await office.store.run(claim_queries.claim, office.worker, self.way, now, most=most, in_hand=in_hand)
        self.last_good_at = now
        if batch:
            self._taken_at = taken_at
            self._waiting.extend(await delivery.prepare_all(office, batch, now))
        return bool(batch)

    async def _send_one(self, one: Prepared) -> None:
        claimed = one.claimed
        self._sending.add(claimed.row_id)
        try:
            verdict = await self._tried(one)
        except asyncio.CancelledError as stopped:
            left = isinstance(stopped, MayHaveLeft)
            await self._record(claimed, delivery.judged(claimed, Uncertain("stopped") if left else WayShut("stopped")))
            raise
        finally:
            self._sending.discard(claimed.row_id)
        if verdict is not None:
            self._judge_way(verdict)
            await self._record(claimed, verdict)

    async def _tried(self, one: Prepared) -> Verdict | None:
        now = self.office.clock()
        if asyncio.get_running_loop().time() - self._taken_at > FRESH_S:
            if not await self.office.store.run(claim_queries.renew, one.claimed, now):
                log.warning("lease ended before the message", outbox_id=one.claimed.row_id, state="claimed")
                return None
            [one] = await delivery.prepare_all(self.office, (one.claimed,), now)
        return await delivery.try_to_send(self.office, one, now)

    def _judge_way(self, verdict: Verdict) -> None:
        if verdict.shut is None:
            self._gate.passed()
            return
        log.warning("way shut", way=self.way, reason=verdict.shut.reason)
        self._gate.shut(self.office.clock(), verdict.shut.after)

    async def _record(self, claimed: Claimed, verdict: Verdict) -> None:
        try:
            await delivery.record(self.office, claimed, verdict)
        except StoreUnavailable:
            self._unrecorded.append((claimed, verdict))  # it happened, so it must not be forgotten
            raise
        except Exception as error:  # noqa: BLE001 - our mistake, which holds up nothing; its lease will end
            delivery.our_mistake(claimed, error)

    async def _release(self) -> None:
        """Put back what was claimed and not begun."""
        if self._waiting:
            batch = [one.claimed for one in self._waiting]
            self._waiting.clear()
            await self.office.store.run(claim_queries.release, batch)
