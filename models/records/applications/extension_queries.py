"""Queries on the later deadlines of single municipalities; the caller owns the transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from models.records.applications.extension import Extension
from models.storage.statements.prepared import Prepared

_OF_MUNICIPALITY = Prepared(
    select(col(Extension.round_id), col(Extension.closes_at)).where(
        col(Extension.call_name) == bindparam("call"), col(Extension.nis_code) == bindparam("town")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """An extension as it stands."""

    closes_at: datetime
    reason: str
    decided_by: int | None
    decided_at: datetime
    sequence: int  # how often it was moved before


def of_round(session: Session, call_name: str, round_id: str) -> dict[str, datetime]:
    """Return the deadline of each municipality that got a later one in a round, by NIS code."""
    rows = session.connection().execute(
        select(col(Extension.nis_code), col(Extension.closes_at)).where(
            col(Extension.call_name) == call_name, col(Extension.round_id) == round_id
        )
    )
    return {str(name): closes_at for name, closes_at in rows}


def of_municipality(session: Session, call_name: str, nis_code: str) -> dict[str, datetime]:
    """Return the later deadlines of a municipality in the rounds of a call, by round id."""
    rows = _OF_MUNICIPALITY.rows(session, call=call_name, town=nis_code)
    return {str(name): closes_at for name, closes_at in rows}


def one(session: Session, call_name: str, round_id: str, nis_code: str) -> Granted | None:
    """Return the extension of a municipality in a round, or None."""
    row = session.get(Extension, (call_name, round_id, nis_code))
    if row is None:
        return None
    return Granted(
        closes_at=row.closes_at,
        reason=row.reason,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        sequence=row.sequence,
    )


def put(
    session: Session,
    call_name: str,
    round_id: str,
    nis_code: str,
    *,
    closes_at: datetime,
    reason: str,
    decided_by: int | None,
    now: datetime,
) -> int:
    """Write an extension over the one that was there; return how often it was moved before."""
    row = session.get(Extension, (call_name, round_id, nis_code))
    if row is None:
        row = Extension(
            call_name=call_name,
            round_id=round_id,
            nis_code=nis_code,
            closes_at=closes_at,
            reason=reason,
            decided_by=decided_by,
            decided_at=now,
        )
    else:
        row.closes_at, row.reason, row.decided_by, row.decided_at = closes_at, reason, decided_by, now
        row.sequence += 1
    session.add(row)
    session.flush()
    return row.sequence
