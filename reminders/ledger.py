"""What came of messages is written down: at once, and together with what ended while the last was being written."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlmodel import Session

from models.records.messages import claim_queries, other_way, outbox_queries
from models.records.messages.claim_queries import Claimed
from models.records.messages.outbox import OutboxState
from models.records.people import person_queries
from models.storage.works.batches import Batches
from models.storage.works.store import StoreUnavailable
from reminders.delivery import Office, our_mistake
from reminders.verdict import Verdict

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What came of one message, and by which other ways it may go when it failed."""

    claimed: Claimed
    verdict: Verdict
    ways: frozenset[str] = frozenset()


class Ledger:
    """The record of one lane: a transaction for each message took as long as sending it."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._batches = Batches(self._write)
        self._unwritten: list[Entry] = []  # it happened, so it must not be forgotten

    async def put(self, claimed: Claimed, verdict: Verdict) -> None:
        """Return when it is recorded; when it failed for good, another way gets it in the same transaction.

        Raises:
            StoreUnavailable: the database is away; `catch_up` tries again.
        """
        failed = verdict.state is OutboxState.FAILED
        ways = self._office.ways_for(claimed.message.kind) if failed else frozenset[str]()
        await self._batches.put(Entry(claimed=claimed, verdict=verdict, ways=ways))

    async def catch_up(self) -> None:
        """Record what could not be recorded before.

        Raises:
            StoreUnavailable: the database is still away.
        """
        entries, self._unwritten = self._unwritten, []
        if entries:
            await self._write(entries)

    async def written(self) -> None:
        """Return when nothing is being recorded any more."""
        await self._batches.written()

    async def _write(self, entries: list[Entry]) -> None:
        try:
            recorded = await self._office.store.run(_record, entries, self._office.clock())
        except StoreUnavailable:
            self._unwritten += entries
            raise
        except Exception as error:  # noqa: BLE001 - our mistake, which keeps no other back; its lease will end
            if len(entries) == 1:
                our_mistake(entries[0].claimed, error)
                return
            await asyncio.gather(*(self._write([entry]) for entry in entries))
        else:
            for entry, was_ours in zip(entries, recorded, strict=True):
                self._tell(entry, was_ours=was_ours)

    def _tell(self, entry: Entry, *, was_ours: bool) -> None:
        claimed, verdict = entry.claimed, entry.verdict
        self._office.ended[claimed.message.way, str(verdict.state)] += 1
        if not was_ours:
            log.warning("lease ended before the message", outbox_id=claimed.row_id, state=verdict.state)
        elif verdict.state is OutboxState.FAILED:
            log.warning("message failed", outbox_id=claimed.row_id, kind=claimed.message.kind, reason=verdict.reason)


def _record(session: Session, entries: list[Entry], now: datetime) -> list[bool]:
    """Record each; False for a message whose lease ended, so that another worker has it.

    Nearly all were sent, and go together: a statement for each was a third of the work of a whole round.
    """
    sent = [(entry.claimed, entry.verdict.reason) for entry in entries if entry.verdict.state is OutboxState.SENT]
    of_sent = iter(claim_queries.settle_sent(session, sent, now) if sent else ())
    return [
        next(of_sent) if entry.verdict.state is OutboxState.SENT else _record_one(session, entry, now)
        for entry in entries
    ]


def _record_one(session: Session, entry: Entry, now: datetime) -> bool:
    claimed, verdict = entry.claimed, entry.verdict
    if verdict.state is OutboxState.FAILED:
        reason, about_address = verdict.reason or "", verdict.about_address
        return other_way.give_up(session, claimed, reason, now, ways=entry.ways, about_address=about_address)
    due_at = now + verdict.pause if verdict.pause else None
    settled = claim_queries.settle(
        session, claimed, verdict.state, now, due_at=due_at, reason=verdict.reason, counts=verdict.counts
    )
    if settled and verdict.moved_to is not None:
        way, old = claimed.message.way, claimed.message.address
        outbox_queries.move(session, way, old, verdict.moved_to)
        person_queries.move_chat(session, way, int(old), int(verdict.moved_to))
    return settled
