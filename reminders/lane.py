"""One way out while the sweep goes over it: some messages on their way at once, until nothing is due."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from models.letters.prepared import Prepared
from models.records.messages import claim_queries, outbox_queries
from models.storage.works.store import StoreUnavailable
from reminders import delivery
from reminders.delivery import Office
from reminders.gate import Gate
from reminders.ledger import Ledger
from reminders.outcome import MayHaveLeft, Uncertain, WayShut
from reminders.verdict import Verdict

log = structlog.get_logger(__name__)
FRESH_S = 30.0  # for so long the facts and the lease of a claimed message are good enough to begin with
# Mails are claimed for some rounds at once. Chat messages are not: what a dead worker had in its hands is in doubt, and
# a chat message in doubt goes by mail, while a mail keeps its Message-ID.
AHEAD = 4


@dataclass(frozen=True, slots=True)
class _Taken:
    """A message that waits for its turn."""

    one: Prepared
    at: float  # when it was claimed, on the clock of the event loop

    @property
    def is_fresh(self) -> bool:
        return asyncio.get_running_loop().time() - self.at <= FRESH_S


@dataclass(slots=True, kw_only=True)
class Lane:
    """The messages of one way that this process has in its hands."""

    office: Office
    way: str
    last_good_at: datetime | None = None  # when the database was last asked what is due
    stopping: bool = False
    _gate: Gate = field(default_factory=Gate)
    _waiting: deque[_Taken] = field(default_factory=deque)
    _more_is_due: bool = True  # as far as is known: the last claim found all that it asked for
    _in_hand: set[int] = field(default_factory=set)  # what waits, is being sent or recorded, whatever the clock says
    _ledger: Ledger = field(init=False)
    _one_claims: asyncio.Lock = field(default_factory=asyncio.Lock)
    _one_pass: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        """Open the record."""
        self._ledger = Ledger(self.office)

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
                places = [group.create_task(self._send_on()) for _ in range(self._places)]
            return tried + sum(place.result() for place in places if not place.cancelled())
        finally:
            await self._ledger.written()
            await self._release()

    async def _catch_up(self) -> None:
        """Record what could not be recorded before, and end what comes too late."""
        await self._ledger.catch_up()
        await self.office.store.run(outbox_queries.expire, self.office.clock())

    async def _send_on(self) -> int:
        """Send one message after the other; return how many were tried.

        When the way is in doubt this ends with the first message, so that only one meets a way that is shut.
        """
        tried = 0
        in_doubt = self._gate.is_doubted
        try:
            while (taken := await self._next()) is not None:
                await self._send_one(taken)
                tried += 1
                if in_doubt:
                    break
        except StoreUnavailable as error:
            log.warning("outbox not reached", reason=str(error))
        return tried

    async def _next(self) -> _Taken | None:
        if self._runs_low and not (self._waiting and self._one_claims.locked()):
            async with self._one_claims:  # the others send on meanwhile what waits
                if self._runs_low:
                    await self._fill()
        return self._waiting.popleft() if self._waiting and not self._must_wait() else None

    @property
    def _runs_low(self) -> bool:
        """Return whether it is time to claim: of mails a little before nothing waits any more."""
        claims_ahead = self._ahead > 1 and self._more_is_due and not self._gate.is_doubted
        return len(self._waiting) < (self._places if claims_ahead else 1)

    @property
    def _places(self) -> int:
        return self.office.ways[self.way].places

    @property
    def _ahead(self) -> int:
        return AHEAD if self.way == "mail" else 1

    def _must_wait(self) -> bool:
        return self.stopping or not self._gate.is_open(self.office.clock())

    async def _fill(self) -> bool:
        """Claim what is due, so that some wait for each place; return whether anything was."""
        if self._must_wait():
            return False
        office, now = self.office, self.office.clock()
        most = 1 if self._gate.is_doubted else self._ahead * self._places - len(self._waiting)
        in_hand, at = tuple(self._in_hand), asyncio.get_running_loop().time()
        batch = await office.store.run(claim_queries.claim, office.worker, self.way, now, most=most, in_hand=in_hand)
        self.last_good_at = now
        self._more_is_due = len(batch) == most
        if batch:
            self._waiting.extend(_Taken(one, at) for one in await delivery.prepare_all(office, batch, now))
            self._in_hand.update(one.row_id for one in batch)
        return bool(batch)

    async def _send_one(self, taken: _Taken) -> None:
        claimed = taken.one.claimed
        try:
            verdict = await self._tried(taken)
        except asyncio.CancelledError as stopped:
            left = isinstance(stopped, MayHaveLeft)
            outcome = Uncertain("stopped") if left else WayShut("stopped")
            await self._ledger.put(claimed, delivery.judged(claimed, outcome))
            raise
        else:
            if verdict is not None:
                self._judge_way(verdict)
                await self._ledger.put(claimed, verdict)
        finally:
            self._in_hand.discard(claimed.row_id)

    async def _tried(self, taken: _Taken) -> Verdict | None:
        one, now = taken.one, self.office.clock()
        if not taken.is_fresh:
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

    async def _release(self) -> None:
        """Put back what was claimed and not begun."""
        if self._waiting:
            batch = [taken.one.claimed for taken in self._waiting]
            self._waiting.clear()
            self._in_hand.clear()
            await self.office.store.run(claim_queries.release, batch)
