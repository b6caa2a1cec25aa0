"""The way of messages out: each way by itself, so that a mail server that hangs holds up no chat."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from models.storage.works.store import Store
from reminders import contents
from reminders.delivery import Way
from reminders.lane import Lane
from reminders.mail_headers import MailList
from reminders.start_links import StartLinks

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class Sweep:
    """Sends what is due; no transaction is open while a message travels."""

    store: Store
    ways: dict[str, Way]
    key: bytes = field(repr=False)
    clock: Callable[[], datetime]
    worker: str
    mail_list: MailList | None = None  # None: no letter has a line by which it is stopped
    ended: Counter[tuple[str, str]] = field(default_factory=Counter)  # tries since the start, by way and state after
    start_links: StartLinks = field(default_factory=StartLinks)
    sender: str = contents.OURSELVES  # from whom our mails come
    fronts: frozenset[str] = frozenset()  # chats that will be a way as soon as their service answers
    _lanes: dict[str, Lane] = field(default_factory=dict, repr=False)
    _passes: set["asyncio.Task[int]"] = field(default_factory=set, repr=False)
    _stopping: bool = False

    @property
    def last_good_at(self) -> datetime | None:
        """Return since when every way was asked what is due, or None when one never was."""
        moments = [self._lanes[way].last_good_at if way in self._lanes else None for way in self.ways]
        known = [moment for moment in moments if moment is not None]
        return min(known) if known and len(known) == len(moments) else None

    def ways_for(self, kind: str) -> frozenset[str]:
        """Return by which ways a message of that kind can go: those of this house for which there are words."""
        return frozenset(way for way in self.fronts | set(self.ways) if contents.can_go_by(kind, way))

    async def wake(self) -> None:
        """Begin a pass over each way that is idle, and wait for none of them."""
        for way in tuple(self.ways):
            if not self._lane(way).is_busy:
                self._begin(way)

    async def send_due(self) -> int:
        """Send everything that is due now; return how many messages were tried."""
        passes = [self._begin(way) for way in tuple(self.ways)]
        if not passes:
            return 0
        try:
            await asyncio.wait(passes)
        except asyncio.CancelledError:
            await _cancel(passes)
            raise
        return sum(one.result() for one in passes if not one.cancelled())

    async def stop(self, grace_s: float) -> None:
        """Begin nothing any more; what is under way may end within `grace_s`, then it is cancelled and recorded."""
        self._stopping = True
        for lane in self._lanes.values():
            lane.stopping = True
        passes = tuple(self._passes)
        if not passes:
            return
        _, late = await asyncio.wait(passes, timeout=grace_s)
        if late:
            log.warning("messages did not leave in time", ways=len(late))
            await _cancel(late)

    def _lane(self, way: str) -> Lane:
        if way not in self._lanes:
            self._lanes[way] = Lane(office=self, way=way, stopping=self._stopping)
        return self._lanes[way]

    def _begin(self, way: str) -> "asyncio.Task[int]":
        begun = asyncio.create_task(self._lane(way).run())
        self._passes.add(begun)
        begun.add_done_callback(self._passes.discard)
        return begun


async def _cancel(passes: "set[asyncio.Task[int]] | list[asyncio.Task[int]]") -> None:
    for one in passes:
        one.cancel()
    await asyncio.wait(passes)
