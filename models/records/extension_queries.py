"""Queries on the later deadlines of single municipalities; the caller owns the transaction."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from models.records.extension import Extension


def of_round(session: Session, call_name: str, round_id: str) -> dict[str, datetime]:
    """Return the deadline of each municipality that got a later one in a round, by NIS code."""
    rows = session.connection().execute(
        select(col(Extension.nis_code), col(Extension.closes_at)).where(
            col(Extension.call_name) == call_name, col(Extension.round_id) == round_id
        )
    )
    return {str(name): closes_at for name, closes_at in rows}
