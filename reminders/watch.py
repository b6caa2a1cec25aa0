"""The watch: is it well, and the operator who hears it when it is not, when it is again, and what did not arrive."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlmodel import Session

from models.records.messages import outbox_queries, watermark_queries
from models.records.messages.outbox import PAUSED
from models.storage.works.store import Store, StoreUnavailable
from models.turns.watching import health, operating
from models.turns.watching.health import Health, Reason
from models.turns.watching.operating import Operator
from reminders.sweep import Sweep

log = structlog.get_logger(__name__)
DATABASE_S = 5.0  # how long a question may take before the database counts as not readable


@dataclass(slots=True, kw_only=True)
class Watch:
    """Judges by what comes of it: the last good sweep, and the message that is due longest."""

    store: Store
    sweep: Sweep
    clock: Callable[[], datetime]
    operator: Operator
    began_at: datetime  # before the first sweep this counts as one
    _asking: "asyncio.Task[Health] | None" = field(default=None, repr=False)
    _doubted: bool = False  # it was not well when last looked at
    _is_red: bool = False  # so it was told in the log
    _mailed: Health | None = field(default=None, repr=False)  # up to which the operator knows by mail

    async def health(self) -> Health:
        """Return whether it is well now; who asks at the same time shares one look."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._look())
        return await asyncio.shield(self._asking)

    async def look(self) -> None:
        """Tell the operator when it turned red or is well again; a clock may jump, so red has to be seen twice."""
        found = await self.health()
        is_red = not found.is_well and self._doubted
        self._doubted = not found.is_well
        if found.is_well or is_red:
            self._log(found)
            await self._mail(found)

    async def list_failures(self) -> None:
        """Once a day: mail the operator what did not arrive; without a mailbox the log says it."""
        now = self.clock()
        found = await self.store.run(operating.list_failures, self.operator, now)
        if any(found.values()) and not self.operator.email:
            ids = {name: [one.row_id for one in group] for name, group in found.items() if group}
            log.error("messages did not arrive", **ids)

    async def _look(self) -> Health:
        now = self.clock()
        try:
            async with asyncio.timeout(DATABASE_S):
                oldest, paused_at = await self.store.run(_waiting, now)
        except (StoreUnavailable, TimeoutError):
            return Health(reasons=(Reason(what=health.NO_DATABASE),))
        return health.judged(
            last_good_at=self.sweep.last_good_at or self.began_at,
            oldest_due_at=oldest,
            paused_at=paused_at,
            now=now,
        )

    def _log(self, found: Health) -> None:
        if found.is_well is not self._is_red:
            return
        self._is_red = not found.is_well
        if self._is_red:
            log.error("not well", reasons=[reason.in_words("en") for reason in found.reasons])
        else:
            log.warning("well again")

    async def _mail(self, found: Health) -> None:
        known = self._mailed is not None and self._mailed.is_well is found.is_well
        if known or not self.operator.email or found.is_paused:  # a mail that says so would wait as well
            return
        try:
            async with asyncio.timeout(DATABASE_S):
                if await self.store.run(operating.tell_health, self.operator, found, self.clock()):
                    self._mailed = found
        except (StoreUnavailable, TimeoutError):
            log.warning("operator not told by mail", reason="the database cannot be written")


def _waiting(session: Session, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return since when the message waits that is due longest, and since when sending is paused."""
    return outbox_queries.oldest_due(session, now), watermark_queries.moment(session, PAUSED)
