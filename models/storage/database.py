"""How the database is opened: one engine by URL, moments in UTC, named constraints."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Engine, Index, create_engine, event, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from models.storage.transactions import held_back, interrupting, isolation

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

SQLModel.model_config["defer_build"] = True  # rows are not validated: to be ready for it took 7 ms of every start

STUCK_AFTER_MS = 20_000  # how long PostgreSQL lets a process be that does nothing within a transaction
BUSY_TIMEOUT_MS = 1_000  # how long SQLite itself waits for another process before it says "locked"


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Return an index of only those rows of a table for which `where` holds.

    On PostgreSQL the condition stands in the migration alone: to name it here would load that dialect at every start.
    """
    return Index(name, *columns, unique=unique, sqlite_where=text(where))


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: refuses naive values, keeps UTC, gives aware values back (SQLite forgets the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return `value` in UTC.

        Raises:
            ValueError: the value has no time zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the stored moment as an aware one."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def open_engine(url: str) -> Engine:
    """Return the engine for `url`: SQLite set for durable single-writer use, or PostgreSQL.

    Its errors hide the values of a statement: they are what people said, and errors are logged.
    """
    if url.startswith("sqlite"):
        arguments = {"check_same_thread": False, "isolation_level": None}
        engine = create_engine(url, connect_args=arguments, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
        return engine
    engine = create_engine(_with_psycopg(url), isolation_level="SERIALIZABLE", pool_pre_ping=True, hide_parameters=True)
    event.listen(engine, "connect", _prepare_postgres)
    isolation.listen(engine)  # first: what must not be asked sends nothing
    held_back.listen(engine)
    interrupting.listen(engine)
    return engine


def _with_psycopg(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in {"postgres", "postgresql"} else url


def _prepare_sqlite(connection: Any, _record: Any) -> None:  # noqa: ANN401 - the driver's own type
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "cache_size=-16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare_postgres(connection: Any, _record: Any) -> None:  # noqa: ANN401 - the driver's own type
    connection.autocommit = True
    connection.execute(f"SET idle_in_transaction_session_timeout = {STUCK_AFTER_MS}")
    connection.autocommit = False


def _begin_immediate(connection: Any) -> None:  # noqa: ANN401 - SQLAlchemy passes its Connection
    # A deferred transaction that reads and then writes fails under load; and without an explicit BEGIN
    # a SELECT would stand outside the transaction.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
