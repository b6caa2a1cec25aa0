"""A database with all tables and nothing in them, made once in each process and copied for every test."""

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from bot.settings import Settings
from models.storage import migrate
from models.storage.database import open_engine


def with_database(settings: Settings) -> Settings:
    """Return the same settings, with the tables made in their SQLite database; another database has them already."""
    if not settings.database_url.get_secret_value():
        lay_out(settings.data_dir / "kernbot.db")
    return settings


def lay_out(path: Path) -> None:
    """Put an empty SQLite database with all tables there, unless there is one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_made(), path)


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
