"""A copy of all rows in a scratch database, so that something can be tried on them; the original is only read."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, MetaData, create_engine, event, insert, select

from models.storage.database import open_engine

MANY = 1000  # rows that are read and written at once


def reading_engine(url: str) -> Engine:
    """Return an engine that sees the database as it is at one moment, cannot change it, and holds up nobody."""
    if not url.startswith("sqlite"):
        return open_engine(url).execution_options(postgresql_readonly=True)
    engine = create_engine(url, connect_args={"isolation_level": None}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def read_only(connection: Any, _record: Any) -> None:  # noqa: ANN401 - the driver's own type
        connection.execute("PRAGMA busy_timeout=5000")
        connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:  # noqa: ANN401
        connection.exec_driver_sql("BEGIN")  # without it each SELECT would see another moment

    return engine


def scratch_engine(folder: Path, metadata: MetaData) -> Engine:
    """Return an empty SQLite database with all tables in `folder`; it need not survive anything."""
    engine = open_engine(f"sqlite:///{folder / 'scratch.db'}")

    @event.listens_for(engine, "connect")
    def careless(connection: Any, _record: Any) -> None:  # noqa: ANN401
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA secure_delete=OFF")

    metadata.create_all(engine)
    return engine


def copy_rows(source: Engine, target: Engine, metadata: MetaData, without: Collection[str] = ()) -> int:
    """Copy every row of every table but those `without`; return how many."""
    copied = 0
    with source.connect() as reading, target.connect() as writing:
        for table in metadata.sorted_tables:
            if table.name in without:
                continue
            found = reading.execution_options(stream_results=True).execute(select(table))
            for rows in found.mappings().partitions(MANY):
                writing.execute(insert(table), [dict(row) for row in rows])
                copied += len(rows)
        writing.commit()
    return copied
