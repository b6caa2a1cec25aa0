"""The ticks: APScheduler wakes the work, the tables say what there is to do."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from models.storage.works.store import StoreUnavailable

log = structlog.get_logger(__name__)
Work = Callable[[], Awaitable[Any]]
SWEEP_S = 1
PLAN_S = 20
RETRY_S = 5
CLOSING_S = 30
WATCH_S = 15
LIST_S = 60
DESK_S = 5
MAIL_S = 2
ERASE_S = 5
PURGE_S = 3600
WEBHOOK_S = 5
FOLLOW_S = 1


def start_ticks(ticks: list[tuple[Work, int]]) -> AsyncIOScheduler:
    """Run each function every so many seconds, never twice at once, and never dropped for being late."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    for work, seconds in ticks:
        tick = _tick(work)
        scheduler.add_job(tick, "interval", seconds=seconds, coalesce=True, max_instances=1, misfire_grace_time=None)
    scheduler.start()
    return scheduler


def _tick(work: Work) -> Work:
    """Return `work` as a tick: what it could not do now, the next one does."""

    async def tick() -> None:
        try:
            await work()
        except StoreUnavailable as error:
            log.warning("tick put off", reason=str(error))
        except asyncio.CancelledError:  # the program stops; the scheduler would call that an error
            return

    return tick
