"""Queries on what was sent; the caller owns the transaction."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlmodel import Session, col

from models.calls.stages import Stage
from models.records.applications.application import Application
from models.records.applications.submission import NumberSeries, Submission
from models.storage.statements.prepared import Prepared
from models.storage.statements.row_queries import PreparedAdding, PreparedRows

_NEWEST_FIRST = PreparedRows(
    Submission, col(Submission.application_id) == bindparam("application"), by=col(Submission.version).desc()
)
_ADDING = PreparedAdding(Submission)
_NEXT = Prepared(
    update(NumberSeries)
    .where(col(NumberSeries.prefix) == bindparam("series"))
    .values(last=col(NumberSeries.last) + 1)
    .returning(col(NumberSeries.last))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What is kept of one sending, as `Submission` has it."""

    application_id: int
    version: int
    sent_at: datetime
    sent_by: int | None = None
    checksum: str
    content: str
    coach_version: str
    coach_outcome: str


def newest(session: Session, application_id: int) -> Submission | None:
    """Return the version of an application that stands, or None when it was never sent."""
    return _NEWEST_FIRST.first(session, application=application_id)


def all_of(session: Session, application_id: int) -> list[Submission]:
    """Return every version of an application that was sent, the oldest first."""
    rows = session.execute(
        select(Submission).where(col(Submission.application_id) == application_id).order_by(col(Submission.version))
    )
    return list(rows.scalars())


def one(session: Session, submission_id: int) -> Submission | None:
    """Return one sending."""
    return session.get(Submission, submission_id)


def sent_under(session: Session, number: str) -> tuple[tuple[str, str], ...]:
    """Return the (checksum, content) of everything that was sent under a number."""
    rows = session.connection().execute(
        select(col(Submission.checksum), col(Submission.content))
        .join(Application, col(Application.id) == col(Submission.application_id))
        .where(col(Application.number) == number)
    )
    return tuple((checksum, content) for checksum, content in rows)


def add(session: Session, sending: Sending) -> int:
    """Keep what was sent; return its id."""
    return _ADDING.add(session, **asdict(sending))


def next_number(session: Session, prefix: str) -> int:
    """Give out the next number of a series: 1, 2, 3, ..."""
    last = _NEXT.value(session, series=prefix)
    if last is None:
        session.add(NumberSeries(prefix=prefix, last=1))
        session.flush()
        return 1
    return int(last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An application that was sent, with the version of it that stands."""

    application_id: int
    number: str
    nis_code: str | None
    round_id: str
    stage: Stage
    call_version: str
    first_sent_at: datetime
    sent_at: datetime
    version: int
    checksum: str
    content: str  # canonical JSON
    coach_outcome: str  # JSON: item key -> what the coach missed


def standing(session: Session, call_name: str, round_id: str | None = None) -> Iterator[Standing]:
    """Yield every application of a call, or of one of its rounds, that was ever sent, in the order of sending."""
    newest_of = (
        select(func.max(col(Submission.version)))
        .where(col(Submission.application_id) == col(Application.id))
        .correlate(Application)
        .scalar_subquery()
    )
    query = (
        select(Application, Submission)
        .join(Submission, col(Submission.application_id) == col(Application.id))
        .where(col(Application.call_name) == call_name, col(Submission.version) == newest_of)
        .order_by(col(Application.round_id), col(Application.first_sent_at), col(Application.id))
        .execution_options(yield_per=500)
    )
    if round_id is not None:
        query = query.where(col(Application.round_id) == round_id)
    for application, row in session.execute(query):
        yield Standing(
            application_id=application.id,
            number=application.number,
            nis_code=application.nis_code,
            round_id=application.round_id,
            stage=Stage(application.stage),
            call_version=application.call_version,
            first_sent_at=application.first_sent_at,
            sent_at=row.sent_at,
            version=row.version,
            checksum=row.checksum,
            content=row.content,
            coach_outcome=row.coach_outcome,
        )
