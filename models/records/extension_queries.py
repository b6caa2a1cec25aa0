"""Queries on rounds that close later for one municipality; the caller owns the transaction."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from models.records.extension import Extension


def of_round(session: Session, call_name: str, round_id: str) -> dict[str, datetime]:
    """Return when the round closes for each municipality that has a deadline of its own, by NIS code."""
    rows = session.connection().execute(
        select(col(Extension.nis_code), col(Extension.closes_at)).where(
            col(Extension.call_name) == call_name, col(Extension.round_id) == round_id
        )
    )
    return {nis_code: closes_at for nis_code, closes_at in rows}  # noqa: C416 - rows are no pairs to mypy
