"""The ticks: APScheduler wakes the work, the tables say what there is to do."""

from collections.abc import Awaitable, Callable
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

SWEEP_S = 1
RETRY_S = 5
PURGE_S = 3600


def start_ticks(ticks: list[tuple[Callable[[], Awaitable[Any]], int]]) -> AsyncIOScheduler:
    """Run each function every so many seconds, never twice at once, and never dropped for being late."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    for work, seconds in ticks:
        scheduler.add_job(work, "interval", seconds=seconds, coalesce=True, max_instances=1, misfire_grace_time=None)
    scheduler.start()
    return scheduler
