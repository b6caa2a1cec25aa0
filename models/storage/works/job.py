"""A work that was asked of the store, and what came of it."""

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from models.storage.transactions.isolation import Beside


@dataclass(slots=True, eq=False)
class Job:
    """A work with its arguments, whoever waits for it, and its result or its error."""

    work: Callable[[Session], Any]
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"
    beside: Beside[Any] | None = None
    key: Hashable = None  # what it concerns, where it goes beside others
    result: Any = None
    error: BaseException | None = None


def tell(jobs: list[Job]) -> None:
    """Give the results to the loops that wait, one wake-up for a whole group."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Job]] = {}
    for job in jobs:
        by_loop.setdefault(job.loop, []).append(job)
    for loop, mine in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, mine)


def _settle(jobs: list[Job]) -> None:
    for job in jobs:
        if job.future.done():  # the caller went away; the work is done all the same
            continue
        if job.error is not None:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.result)
