"""What is kept of a person, gathered from every table that points to people."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, select
from sqlmodel import Session

from models.records.tables import metadata

SECRETS = frozenset({"nonce", "token_hash"})  # of the installation, not facts about the person
OF_A_COLLEAGUE = frozenset({("invitation", "email")})  # another's address; the own ones are in "mailbox"

# Whose row it is not: an officer answered somebody's question, or said something of somebody's mailbox.
OF_ANOTHER = frozenset({("question", "answered_by"), ("foreign_mailbox", "decided_by")})


def collect(session: Session, person_id: int) -> dict[str, object]:
    """Return every row that points to the person, by table, as plain values ready for JSON.

    What such a row says of somebody else is left out: who else had a part in it, and a colleague's address.
    """
    found: dict[str, object] = {}
    for name, table in sorted(metadata().tables.items()):
        rows = _rows_of(session, table, person_id)
        if rows:
            found[name] = rows
    return found


def _rows_of(session: Session, table: Table, person_id: int) -> list[dict[str, object]]:
    pointers = [table.c.id] if table.name == "person" else [column for column in table.c if _points_to_owner(column)]
    rows: dict[tuple[Any, ...], dict[str, object]] = {}
    for pointer in pointers:
        for row in session.connection().execute(select(table).where(pointer == person_id)).mappings():
            key = tuple(row[column.name] for column in table.primary_key.columns)
            rows[key] = {column.name: _plain(row[column.name]) for column in table.c if _is_own(column, row, person_id)}
    return list(rows.values())


def _is_a_person(column: "Column[Any]") -> bool:
    return any(key.column.table.name == "person" for key in column.foreign_keys)


def _points_to_owner(column: "Column[Any]") -> bool:
    return _is_a_person(column) and (column.table.name, column.name) not in OF_ANOTHER


def _is_own(column: "Column[Any]", row: Any, person_id: int) -> bool:  # noqa: ANN401 - a row of any table
    value = row[column.name]
    if value is None or column.name in SECRETS or (column.table.name, column.name) in OF_A_COLLEAGUE:
        return False
    return not _is_a_person(column) or value == person_id


def _plain(value: object) -> object:
    if isinstance(value, bytes):  # a mail that waits for its code
        return value.decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, datetime) else value
