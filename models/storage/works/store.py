"""How a piece of work reaches the database: whole, in one transaction, in a database thread."""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session

from models.storage.transactions import database_trouble, held_back
from models.storage.transactions.isolation import Sharing, in_turn, lightly, sharing_of, without_objects
from models.storage.transactions.undoing import undo
from models.storage.works import own_cases
from models.storage.works.job import Job, tell

P = ParamSpec("P")
T = TypeVar("T")

GROUP_SIZE = 128  # works that may share one commit; more would let the last of them wait long
PATIENCE_S = 60.0  # how long a locked or conflicting database is tried again before the callers are told
FIRST_PAUSE_S = 0.01
LONGEST_PAUSE_S = 1.0
POSTGRES_WORKERS = 8
TURN_MS = 10_000  # how long a group waits for those of other processes; then they are taken for stuck


class StoreUnavailable(Exception):
    """The database could not take the work; nothing of it was kept."""


class StayedBusy(StoreUnavailable):
    """It is no fault of the work: whoever else asks now would wait as long."""


class Store:
    """Runs works, each a function `work(session, ...)` that returns a frozen value and has no effect but the database.

    A work may be run again (locked, not serialisable, or because a neighbour in its group failed), so it
    must be repeatable. Works that wait share a commit: on SQLite all of them, for it has one writer; on PostgreSQL
    those that say so (`shares`), in one thread for each kind of sharing, while each other has its own transaction.
    Source: ARCHITECTURE.md, "Decisions, and why": which of them wait for those of other processes.
    """

    def __init__(self, engine: Engine, *, patience_s: float = PATIENCE_S) -> None:
        self.engine = engine
        self._patience_s = patience_s
        self._closed = False
        self._hurried = threading.Event()
        is_sqlite = engine.dialect.name == "sqlite"
        self._pool = None if is_sqlite else ThreadPoolExecutor(POSTGRES_WORKERS, "store")
        kinds = (Sharing.STRICTLY,) if is_sqlite else tuple(Sharing)
        self._queues: dict[Sharing, SimpleQueue[Job | None]] = {kind: SimpleQueue() for kind in kinds}
        self._threads = {
            kind: threading.Thread(target=self._write, name="store", args=[kind], daemon=True) for kind in kinds
        }
        for thread in self._threads.values():
            thread.start()

    async def run(self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(session, *args, **kwargs)` in one transaction and return its value after the commit.

        Raises:
            StoreUnavailable: the database stayed locked, full or away, or the store is closed; nothing was kept.
        """
        if self._closed:
            raise StoreUnavailable("closed")
        loop = asyncio.get_running_loop()
        job = Job(lambda session: work(session, *args, **kwargs), loop, loop.create_future())
        shared = sharing_of(work)
        if self._pool is None:
            self._queues[Sharing.STRICTLY].put(job)
        elif shared is None:
            self._pool.submit(self._run_and_tell, job)
        else:
            if shared.beside is not None:
                job.beside, job.key = shared.beside, shared.beside.key(*args, **kwargs)
            self._queues[shared.how].put(job)
        value: T = await job.future
        return value

    def hurry(self) -> None:
        """Have no patience from now on for a database that is busy: the program is about to stop."""
        self._hurried.set()

    def close(self) -> None:
        """Finish what was asked, in a hurry, and stop the threads."""
        self._closed = True
        self.hurry()
        for kind in sorted(self._threads, key=_ends_last):
            self._queues[kind].put(None)
            self._threads[kind].join()
        self._threads.clear()
        if self._pool is not None:
            self._pool.shutdown()
        self.engine.dispose()

    def _write(self, kind: Sharing) -> None:
        queue = self._queues[kind]
        with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            if kind is Sharing.BESIDE:
                without_objects(session)
            while (job := queue.get()) is not None:
                jobs = [job]
                stop = False
                while len(jobs) < GROUP_SIZE and not queue.empty():
                    waiting = queue.get_nowait()
                    if waiting is None:
                        stop = True
                        break
                    jobs.append(waiting)
                if kind is Sharing.BESIDE:
                    jobs = own_cases.run_those_that_can(session, jobs, TURN_MS, self._queues[Sharing.STRICTLY].put)
                else:
                    self._run_group(session, jobs, kind)
                tell(jobs)
                if stop:
                    return

    def _run_group(self, session: Session, jobs: list[Job], kind: Sharing | None = None) -> None:
        """Run the jobs in one transaction; when one fails, undo all and run each alone."""
        error = self._attempt(session, jobs, kind)
        if error is None or len(jobs) == 1 or isinstance(error, StayedBusy):
            for job in jobs:
                job.error = error
        else:
            for job in jobs:
                self._run_group(session, [job], kind)

    def _attempt(self, session: Session, jobs: list[Job], kind: Sharing | None) -> Exception | None:
        """Run the jobs in one transaction, again while the database is busy; return why nothing was kept, else None."""
        deadline = time.monotonic() + self._patience_s
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                _begin(session, kind)
                _run_jobs(session, jobs)
            except Exception as error:  # noqa: BLE001 - told to the caller
                undo(session)
                if not isinstance(error, DBAPIError) or not database_trouble.passes(error):
                    return _named(error)
                if time.monotonic() >= deadline or self._hurried.wait(pause_s):
                    return StayedBusy(type(error.orig).__name__)
            else:
                return None
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    def _run_and_tell(self, job: Job) -> None:
        with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            self._run_group(session, [job])
        tell([job])


def _ends_last(kind: Sharing) -> bool:
    return kind is not Sharing.BESIDE  # whose works may still go the strict way


def _begin(session: Session, kind: Sharing | None) -> None:
    if kind is Sharing.LIGHTLY:
        lightly(session)
    elif kind is Sharing.STRICTLY:
        in_turn(session, TURN_MS)


def _run_jobs(session: Session, jobs: list[Job]) -> None:
    for job in jobs:
        job.result = job.work(session)
        session.flush()
        if session.in_transaction():
            held_back.send(session.connection())  # what fails, fails here: in the work whose it is
        session.expunge_all()  # values leave the transaction, rows do not
    session.commit()


def _named(error: Exception) -> Exception:
    """Return what the caller is told: that the database cannot take it, or the error itself."""
    if isinstance(error, DBAPIError) and database_trouble.is_unable(error):
        return StoreUnavailable(type(error.orig).__name__)
    if isinstance(error, PoolTimeout):  # every connection of this process is in use
        return StoreUnavailable("no connection left")
    return error
