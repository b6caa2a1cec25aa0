"""What is kept of a person, gathered from every table that points to people."""

from datetime import datetime
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session

from models.tables import metadata

SHOWN_ELSEWHERE = frozenset({"nonce", "token_hash"})  # secrets of the installation, not facts about the person


def collect(session: Session, person_id: int) -> dict[str, object]:
    """Return every row that points to the person, by table, as plain values ready for JSON."""
    found: dict[str, object] = {}
    for name, table in sorted(metadata().tables.items()):
        rows = _rows_of(session, table, person_id)
        if rows:
            found[name] = rows
    return found


def _rows_of(session: Session, table: Table, person_id: int) -> list[dict[str, object]]:
    columns = [c for c in table.columns if any(key.column.table.name == "person" for key in c.foreign_keys)]
    if table.name == "person":
        columns = [table.c.id]
    rows: dict[tuple[Any, ...], dict[str, object]] = {}
    for column in columns:
        for row in session.connection().execute(select(table).where(column == person_id)).mappings():
            key = tuple(row[c.name] for c in table.primary_key.columns)
            rows[key] = {n: _plain(v) for n, v in row.items() if n not in SHOWN_ELSEWHERE and v is not None}
    return list(rows.values())


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
