"""What is kept of a person, gathered from every table as the register of data says."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, select
from sqlmodel import Session

from models.records.people import whose_queries
from models.records.people.whose import Whose
from models.records.privacy.data_register import DataClass, Registered, register
from models.records.tables import metadata

OwnData = dict[str, list[dict[str, object]]]


def collect(session: Session, whose: Whose) -> OwnData:
    """Return every row that is theirs, by table, as plain values ready for JSON.

    What such a row says of somebody else is left out: who else had a part in it, and a colleague's mailbox.
    """
    found = {name: _rows_of(session, entry, whose) for name, entry in register().items()}
    return {name: rows for name, rows in found.items() if rows}


def _rows_of(session: Session, entry: Registered, whose: Whose) -> list[dict[str, object]]:
    table = metadata().tables[entry.name]
    theirs = select(table).where(whose_queries.is_theirs(table, entry, whose)).order_by(*table.primary_key.columns)
    return [
        {column.name: _plain(row[column.name]) for column in table.c if _is_own(entry, column, row[column.name], whose)}
        for row in session.connection().execute(theirs).mappings()
    ]


def _is_own(entry: Registered, column: "Column[Any]", value: object, whose: Whose) -> bool:
    if value is None or entry.columns[column.name] is DataClass.SECRET:
        return False
    if any(key.column.table.name == "person" for key in column.foreign_keys):
        return value in whose.person_ids
    if column.name not in entry.found_by:
        return True
    own = {address for _, address in whose.addresses}
    return str(value).lower() in own


def _plain(value: object) -> object:
    if isinstance(value, bytes):  # a mail that waits for its code
        return value.decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, date | datetime) else value
