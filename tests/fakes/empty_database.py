"""A database with all tables and nothing in them, made once in each process and copied for every test.

SQLite, or with KERNBOT_TEST_DATABASE=postgres a database of a PostgreSQL that lasts as long as the process.
"""

import atexit
import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings
from models.storage import migrate
from models.storage.database import open_engine

ON_POSTGRES = os.environ.get("KERNBOT_TEST_DATABASE") == "postgres"
_URLS: dict[Path, str] = {}  # of the databases on PostgreSQL, by the data folder to which they belong


def with_database(settings: Settings) -> Settings:
    """Return the same settings with a database that has all tables: that of the data folder, or the one they name."""
    if settings.database_url.get_secret_value():
        return settings
    return settings.model_copy(update={"database_url": SecretStr(set_for(settings.data_dir))})


def set_for(data_dir: Path, *, has_tables: bool = True) -> str:
    """Return what KERNBOT_DATABASE_URL has to say for a data folder: "" for SQLite, which lies in the folder itself.

    The database has all tables; a program makes them itself where `has_tables` is false.
    """
    if ON_POSTGRES:
        return _on_postgres(data_dir, has_tables=has_tables)
    if has_tables:
        lay_out(data_dir / "kernbot.db")
    return ""


def database_of(data_dir: Path) -> str:
    """Return the address of the database of a data folder."""
    return _URLS.get(data_dir.absolute(), f"sqlite:///{data_dir / 'kernbot.db'}")


def drop_databases(*, kept: frozenset[Path] = frozenset()) -> None:
    """Throw away what tests made on PostgreSQL, but for what was there before."""
    for data_dir in _URLS.keys() - kept:
        drop_database(data_dir)


def drop_database(data_dir: Path) -> None:
    """Throw away the database of a data folder on PostgreSQL."""
    from tests.fakes import postgres

    postgres.drop_database(_URLS.pop(data_dir.absolute()))


def data_dirs() -> frozenset[Path]:
    """Return the data folders that have a database on PostgreSQL now."""
    return frozenset(_URLS)


def lay_out(path: Path) -> None:
    """Put an empty SQLite database with all tables there, unless there is one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_made(), path)


def _on_postgres(data_dir: Path, *, has_tables: bool) -> str:
    from tests.fakes.postgres import new_database

    place = data_dir.absolute()
    if place not in _URLS:
        if has_tables:
            place.mkdir(parents=True, exist_ok=True)
        _URLS[place] = new_database("" if has_tables else "template0")
    return _URLS[place]


@lru_cache(maxsize=1)
def _made() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kernbot-tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    migrated = folder / "kernbot.db"
    with_tables(f"sqlite:///{migrated}")
    return migrated


def with_tables(url: str) -> None:
    """Make all tables in an empty database."""
    engine = open_engine(url)
    migrate.upgrade(engine)
    engine.dispose()
