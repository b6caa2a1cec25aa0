"""kernbot restore: a backup back in an empty place, where nothing leaves until somebody confirms that it may."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, make_url
from sqlmodel import Session

from bot.backup import archive, place
from bot.backup.manifest import DATABASES, KEY, Manifest
from bot.house import FILE_FOLDERS
from bot.mistakes import Refused
from bot.settings import Settings
from models.records import pause_queries
from models.storage import migrate, postgres_dump, snapshot_queries, sqlite_file
from models.storage.database import open_engine
from models.storage.database_copy import CannotCopy


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBack:
    """What was put back."""

    manifest: Manifest
    rows: dict[str, int]  # by table, as they stood in the database before it was brought to this version
    in_doubt: int  # messages that may have left after the backup was made


def put_back(settings: Settings, file: Path, now: datetime) -> PutBack:
    """Check a backup and put it back, with all sending paused; return what there is now.

    The database comes last: while there is none, nothing runs on what is half there.

    Raises:
        Refused: it is damaged, or the place is not empty; then nothing is there that was not before.
    """
    try:
        manifest = archive.checked(file)
    except Refused as reason:
        raise Refused(f"{file}: {reason}") from None
    place.refuse_unless_empty(settings, file, manifest)
    try:
        with tempfile.TemporaryDirectory(prefix=".kernbot-restore-", dir=settings.data_dir) as scratch:
            folder = Path(scratch)
            archive.unpack(file, manifest, folder)
            return _put(settings, folder, manifest, now)
    except CannotCopy as error:
        raise Refused(f"{file}: {error}") from None
    except OSError as error:
        raise Refused(f"{settings.data_dir}: {error.strerror}") from None


def _put(settings: Settings, folder: Path, manifest: Manifest, now: datetime) -> PutBack:
    copy = folder / DATABASES[manifest.database]
    if manifest.database == "sqlite":
        _compare(sqlite_file.check(copy), manifest)
        done = _brought_up(f"sqlite:///{copy}", manifest, now)
        _put_files(settings, folder, manifest)
        copy.rename(make_url(settings.url).database or "")
        archive.remember(settings.data_dir)
        return done
    _compare(postgres_dump.rows_in(copy), manifest)
    postgres_dump.put_back(settings.url, copy)
    _put_files(settings, folder, manifest)
    return _brought_up(settings.url, manifest, now)


def _compare(rows: Mapping[str, int], manifest: Manifest) -> None:
    if rows != manifest.rows:
        raise Refused("what is in it does not hold the rows of the original: the backup is damaged")


def _brought_up(url: str, manifest: Manifest, now: datetime) -> PutBack:
    """Compare the rows with those of the original, and bring them to this version, with sending paused."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            rows = snapshot_queries.row_counts(connection)
        _compare(rows, manifest)

        def pause(connection: Connection) -> int:
            with Session(connection) as session:
                return pause_queries.pause(session, now, backup_at=manifest.taken_at)

        in_doubt = migrate.adopt(engine, manifest.revision, pause)
    finally:
        engine.dispose()  # SQLite then has no log beside its file any more
    return PutBack(manifest=manifest, rows=rows, in_doubt=in_doubt)


def _put_files(settings: Settings, folder: Path, manifest: Manifest) -> None:
    for name in FILE_FOLDERS:
        if (folder / name).exists():
            shutil.move(folder / name, settings.data_dir / name)
    key = settings.data_dir / KEY
    if manifest.has_key and not key.exists():
        (folder / KEY).rename(key)
