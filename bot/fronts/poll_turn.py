"""Whose turn it is to ask a front for its updates: that of one process at a time."""

import asyncio
from dataclasses import dataclass
from enum import StrEnum

import structlog

from bot.replicas import Replicas, poll_of
from models.storage.works.store import StoreUnavailable

log = structlog.get_logger(__name__)
LOOK_S = 1.0  # how soon a process takes over from one that lets go


class Arrival(StrEnum):
    """How updates come to a front."""

    POLLED_BY_EACH = "polled by each"  # every process has a front of its own by that name
    POLLED_BY_ONE = "polled by one"  # the front is the same for all of them
    BROUGHT = "brought"  # by a webhook, to any of them


@dataclass(slots=True, kw_only=True)
class PollTurn:
    """The turn of this process to poll one front; the others stand by."""

    replicas: Replicas
    front: str
    is_one_for_all: bool
    stopping: bool = False

    @property
    def is_ours(self) -> bool:
        """Return whether this process polls now."""
        return not self.is_one_for_all or self.replicas.holds(poll_of(self.front))

    def want(self) -> None:
        """Try at each beat to get the turn."""
        if self.is_one_for_all:
            self.replicas.want(poll_of(self.front))

    async def comes(self) -> bool:
        """Return True once it is our turn, False when this process stops before that."""
        self.want()
        while not self.is_ours and not self.stopping:
            try:
                await self.replicas.beat()
            except StoreUnavailable as error:
                log.warning("turn to poll not asked", reason=str(error))
            if not self.is_ours and not self.stopping:
                await asyncio.sleep(LOOK_S)
        return self.is_ours
