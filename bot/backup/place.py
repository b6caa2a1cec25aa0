"""Where a backup may be put back: into nothing, so that nothing can be lost."""

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from bot.backup.manifest import KEY, Manifest
from bot.commands.mistakes import Refused
from bot.settings import Settings
from models.storage import migrate
from models.storage.copies import snapshot_queries
from models.storage.database import open_engine

# What outlives what is put back: the key, who was erased, and the mails that nobody read yet.
MAY_BE_THERE = frozenset({KEY, "erased.list", "mail-in", "lost+found"})


def refuse_unless_empty(settings: Settings, backup: Path, manifest: Manifest) -> None:
    """Do nothing when data folder and database are empty and of the sort that the backup is for.

    Raises:
        Refused: they are not.
    """
    is_sqlite = settings.url.startswith("sqlite")
    if is_sqlite is not (manifest.database == "sqlite"):
        other = "without KERNBOT_DATABASE_URL" if manifest.database == "sqlite" else "with a KERNBOT_DATABASE_URL"
        raise Refused(f"the backup is of {manifest.database}: put it back {other}")
    if not migrate.knows(manifest.revision):
        raise Refused(f"the backup was made by Kernbot {manifest.version}, which is newer: put it back with that one")
    settings.make_data_dir()
    found = [path.name for path in settings.data_dir.iterdir() if not _may_be_there(path, backup)]
    if found:
        raise Refused(
            f"{settings.data_dir} is not empty ({', '.join(sorted(found)[:3])}): a backup is put back into nothing. "
            "Set KERNBOT_DATA_DIR to a new folder, or move what is there"
        )
    if is_sqlite:
        path = Path(make_url(settings.url).database or "")
        if path.exists():
            raise Refused(f"{path} is there already: a backup is put back into nothing")
    else:
        _refuse_tables(settings.url)


def _may_be_there(path: Path, backup: Path) -> bool:
    return path.name in MAY_BE_THERE or path.resolve() == backup.resolve()


def _refuse_tables(url: str) -> None:
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            tables = snapshot_queries.row_counts(connection)
    except DBAPIError as error:
        raise Refused(f"the database cannot be opened ({type(error.orig).__name__}); try kernbot doctor") from None
    finally:
        engine.dispose()
    if tables:
        raise Refused(
            f"the database of KERNBOT_DATABASE_URL is not empty ({len(tables)} tables): a backup is put back into "
            "nothing. Make a new database"
        )
