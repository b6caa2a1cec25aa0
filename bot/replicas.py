"""Several processes on one database: who is there, and what only one of them does at a time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

import structlog

from models.records.messages import lease_queries
from models.storage.works.store import Store

log = structlog.get_logger(__name__)
BEAT_S = 2
LASTS_S = lease_queries.LASTS.total_seconds()
MAILBOX = "mailbox"  # who reads the mail that comes in


def poll_of(front: str) -> str:
    """Return the name of what the process holds that asks a front for its updates."""
    return f"poll:{front}"


@dataclass(slots=True, kw_only=True)
class Replicas:
    """This process among the others; on SQLite, which one process has to itself, it holds everything."""

    store: Store
    worker: str
    alive: int = 1  # processes, with this one
    on_change: list[Callable[[int], None]] = field(default_factory=list)  # told how many are alive
    _wanted: set[str] = field(default_factory=set)
    _held: frozenset[str] = frozenset()
    _held_until: float = 0.0  # on our own clock, from before the database was asked
    _patient_until: float = 0.0
    _has_begun: bool = False

    @property
    def is_shared(self) -> bool:
        """Return whether there can be several processes."""
        return self.store.engine.dialect.name == "postgresql"

    @property
    def holder(self) -> str | None:
        """Return as whom updates are held, None where nobody else can have them."""
        return self.worker if self.is_shared else None

    @property
    def judges(self) -> bool:
        """Return whether to believe that others are gone: not while the database was away for us all."""
        return monotonic() >= self._patient_until

    def want(self, what: str) -> None:
        """Try at each beat to hold that."""
        self._wanted.add(what)

    def holds(self, what: str) -> bool:
        """Return whether only this process does that now."""
        return not self.is_shared or (what in self._held and monotonic() < self._held_until)

    async def beat(self) -> None:
        """Say that this process is there, and hold what nobody else does.

        Raises:
            StoreUnavailable: the database is away; what was held lapses by itself.
        """
        if not self.is_shared:
            return
        began = monotonic()
        found = await self.store.run(lease_queries.beat, self.worker, tuple(self._wanted))
        if self._has_begun and not found.was_alive:
            self._patient_until = monotonic() + LASTS_S
        for what in sorted(found.held ^ self._held):
            log.info("held" if what in found.held else "given up", what=what)
        self._held, self._held_until, self._has_begun = found.held, began + LASTS_S, True
        if found.alive != self.alive:
            self.alive = found.alive
            log.info("processes", alive=self.alive)
            for tell in self.on_change:
                tell(self.alive)

    async def leave(self) -> None:
        """Let go of everything, so that another process takes over at once.

        Raises:
            StoreUnavailable: the database is away; what was held lapses by itself.
        """
        if self.is_shared and self._has_begun:
            self._held = frozenset()
            self._wanted.clear()
            await self.store.run(lease_queries.leave, self.worker)
