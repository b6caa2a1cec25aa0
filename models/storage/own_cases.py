"""How works of one case each go in one transaction beside those of other processes: tried, never insisted on.

Each case is kept for the transaction before anything else is read, and nothing is executed but what was prepared for
that. A work that asks more has done nothing, and goes the strict way.
"""

from sqlalchemy import Connection
from sqlmodel import Session

from models.storage import held_back
from models.storage.isolation import GoesFurther, beside
from models.storage.job import Job


class _Spoilt(Exception):
    """A work asked more when some of what it wrote had been sent: the transaction cannot stand."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job


def run_those_that_can(session: Session, jobs: list[Job], patience_ms: int) -> list[Job]:
    """Run and commit those jobs that concern their own case alone; return them.

    Raises:
        Exception: whatever kept all of them from it; the caller undoes the transaction.
    """
    tried = list(jobs)
    while tried:
        try:
            return _run(session, tried, patience_ms)
        except _Spoilt as spoilt:
            session.rollback()
            session.expunge_all()
            tried.remove(spoilt.job)
    return []


def _run(session: Session, jobs: list[Job], patience_ms: int) -> list[Job]:
    [shared] = {job.shared for job in jobs if job.shared is not None}
    cases = beside(session, patience_ms, {job.key for job in jobs}, shared)
    connection = session.connection()
    done = [job for job in jobs if job.key in cases and _is_run(session, connection, job)]
    session.commit()
    return done


def _is_run(session: Session, connection: Connection, job: Job) -> bool:
    held_back.begin_work(connection)
    try:
        job.result = job.work(session)
        session.flush()
    except GoesFurther:
        session.expunge_all()
        if not held_back.forget_work(connection):
            raise _Spoilt(job) from None
        return False
    return True
