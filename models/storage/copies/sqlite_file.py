"""A whole SQLite database as one file: copied while it is in use, and looked at for damage."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, create_engine

from models.storage.copies import snapshot_queries
from models.storage.copies.database_copy import CannotCopy

PAGES = 2_000  # copied in one step; eight megabytes


def copy_into(connection: Connection, target: Path, shown: Callable[[int, int], None]) -> None:
    """Write what the transaction of `connection` sees into `target`; `shown` gets pages done and all pages.

    The transaction is open, so writers go on beside it and the copy need not begin anew at each of their commits.

    Raises:
        CannotCopy: it cannot be written, such as on a disk that is full, or not be read.
    """
    source = connection.connection.driver_connection
    if not isinstance(source, sqlite3.Connection):
        raise TypeError("not SQLite")
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            source.backup(copy, pages=PAGES, progress=lambda _, left, all_pages: shown(all_pages - left, all_pages))
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    except sqlite3.Error as error:
        raise CannotCopy(f"the database cannot be copied into {target.parent.parent} ({error})") from None


def check(file: Path) -> dict[str, int]:
    """Look through a database file, and return how many rows each table has.

    Raises:
        CannotCopy: it is damaged, or rows of it point to nothing.
    """
    try:
        with closing(sqlite3.connect(file)) as opened:
            [said] = opened.execute("PRAGMA integrity_check(1)").fetchone()
            broken = opened.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise CannotCopy(f"the database in it cannot be read ({error})") from None
    if said != "ok":
        raise CannotCopy("the database in it is damaged")
    if broken is not None:
        raise CannotCopy(f"rows of {broken[0]} in it point to nothing")
    return _row_counts(file)


def _row_counts(file: Path) -> dict[str, int]:
    engine = create_engine(f"sqlite:///{file}")
    try:
        with engine.connect() as connection:
            return snapshot_queries.row_counts(connection)
    finally:
        engine.dispose()
