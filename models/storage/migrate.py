"""How the tables come to be as the code wants them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, Engine, MetaData, func, inspect, select, text

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0016"  # the newest revision; a test compares it with the scripts
FOLDER = Path(__file__).parent / "migrations"
LOCK = 2_021_081_311  # any number that no other program on this database locks
T = TypeVar("T")


class NewerTables(Exception):
    """The tables were made by a newer version than this one; nothing was changed."""

    def __init__(self, revision: str) -> None:
        super().__init__(f"the tables are of revision {revision}, and this version knows them up to {HEAD}")


def current_revision(connection: Connection) -> str | None:
    """Return the revision of the database, or None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return str(found) if found is not None else None


def upgrade(engine: Engine, revision: str = "head") -> bool:
    """Bring the tables to `revision`; return whether anything had to be done.

    Alembic is only loaded when there is work: it would slow every start.

    Raises:
        NewerTables: they are of a newer version.
    """
    with engine.connect() as connection:
        current = current_revision(connection)
        if revision == "head" and current == HEAD:
            return False
    if current is not None and not knows(current):
        raise NewerTables(current)
    from alembic import command

    with _migrating(engine) as config:
        command.upgrade(config, revision)
    return True


def knows(revision: str) -> bool:
    """Return whether tables of that revision can be brought to what this version needs."""
    from alembic.script import ScriptDirectory

    return revision in {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}


def adopt(engine: Engine, revision: str, work: Callable[[Connection], T]) -> T:
    """Bring tables that were put back to what this version needs and do `work` on them: both, or none of it.

    `revision` is theirs; where they say none themselves, nothing can be started on them before this is done.
    """
    from alembic import command

    with _migrating(engine) as config:
        connection: Connection = config.attributes["connection"]
        if current_revision(connection) is None:
            command.stamp(config, revision)
        command.upgrade(config, "head")
        return work(connection)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to `revision` ("base" for none)."""
    from alembic import command

    with _migrating(engine) as config:
        command.downgrade(config, revision)


def drop_everything(engine: Engine) -> None:
    """Throw away every table with all that is in it."""
    with engine.connect() as connection:
        found = MetaData()
        found.reflect(connection)
        found.drop_all(connection)
        connection.commit()


@contextmanager
def _migrating(engine: Engine) -> Iterator["Config"]:
    """Yield Alembic's settings with a connection that it migrates on, in one transaction.

    On SQLite a changed table is made anew and the old one dropped, which would count as deleting what others point to:
    foreign keys are off meanwhile, and looked at as a whole before anything is kept. Source: SQLite, ALTER TABLE.
    """
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        if engine.dialect.name != "sqlite":
            # Processes that start together come one after the other, and see what was done while they waited.
            connection.execution_options(isolation_level="READ COMMITTED")
            connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
            yield config
            connection.commit()
            return
        _set_foreign_keys(connection, "OFF")
        try:
            yield config
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise RuntimeError(f"a migration left rows of {broken[0]} that point to nothing")
            connection.commit()
        finally:
            connection.rollback()
            _set_foreign_keys(connection, "ON")


def _set_foreign_keys(connection: Connection, how: str) -> None:
    """Tell the driver itself: within a transaction, and SQLAlchemy would begin one, SQLite does not listen."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(f"PRAGMA foreign_keys={how}")
