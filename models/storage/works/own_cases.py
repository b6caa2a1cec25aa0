"""How works of one case each go in one transaction beside those of other processes: tried, never insisted on.

Which case each concerns is asked first; each is kept for the transaction before anything of it is read, and nothing is
executed then but what was prepared for that. A work that asks more has done nothing, and goes the strict way.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection
from sqlmodel import Session

from models.storage.transactions import foresight, held_back
from models.storage.transactions.foresight import Foreseen
from models.storage.transactions.isolation import GoesFurther, concern, go_beside, see_what_is_committed
from models.storage.transactions.undoing import undo
from models.storage.works.job import Job


class _Spoilt(Exception):
    """A work asked more when some of what it wrote had been sent: the transaction cannot stand."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job


def run_those_that_can(
    session: Session, jobs: Sequence[Job], patience_ms: int, pass_on: Callable[[Job], None]
) -> list[Job]:
    """Run and commit the jobs that concern their own case alone; return them, the others are passed on."""
    tried = list(jobs)
    while tried:
        try:
            _run(session, tried, patience_ms, pass_on)
        except _Spoilt as spoilt:
            undo(session)
            tried.remove(spoilt.job)
            pass_on(spoilt.job)
        except Exception:  # noqa: BLE001 - it is told where it happens again
            undo(session)
            for job in tried:
                pass_on(job)
            return []
        else:
            break
    return tried


def _run(session: Session, jobs: list[Job], patience_ms: int, pass_on: Callable[[Job], None]) -> None:
    """Run the jobs and commit; take those out of the list that go the other way, and pass them on."""

    def leave(job: Job) -> None:
        jobs.remove(job)
        pass_on(job)

    [beside] = {job.beside for job in jobs if job.beside is not None}
    connection = see_what_is_committed(session)
    cases = beside.cases(session, {job.key for job in jobs})
    for job in [one for one in jobs if one.key not in cases]:
        leave(job)  # before what may be a wait
    kept = go_beside(session, patience_ms, {cases[job.key] for job in jobs}, beside) if jobs else frozenset[int]()
    for job in [one for one in jobs if cases[one.key] not in kept]:
        leave(job)
    firsts = {cases[job.key]: job for job in reversed(jobs)}  # of each case the work that comes first
    foreseen = beside.foresee(session, {job.key: case for case, job in firsts.items()}) if jobs else {}
    for job in list(jobs):
        is_first = job is firsts[cases[job.key]]
        concern(session, cases[job.key])
        if not is_first:
            held_back.send(connection)  # one before it was about the same case
        if not _is_run(session, connection, job, foreseen.get(job.key, {}) if is_first else {}):
            leave(job)
    session.commit()


def _is_run(session: Session, connection: Connection, job: Job, foreseen: Foreseen) -> bool:
    held_back.begin_work(connection)
    foresight.remember(session, foreseen)
    try:
        job.result = job.work(session)
        session.flush()
    except GoesFurther:
        session.expunge_all()
        if not held_back.forget_work(connection):
            raise _Spoilt(job) from None
        return False
    finally:
        foresight.forget(session)
    return True
