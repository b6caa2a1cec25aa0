"""kernbot restore: a backup back in an empty place, where nothing leaves until somebody confirms that it may."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, make_url
from sqlmodel import Session

from bot.backup import archive, place
from bot.backup.manifest import DATABASES, KEY, Manifest
from bot.commands.mistakes import Refused
from bot.erasing.outside_rows import list_path
from bot.opening import FILE_FOLDERS
from bot.settings import Settings
from models.privacy import erase_list
from models.privacy.erasing import apply_erase_list
from models.records.messages import pause_queries
from models.storage import migrate
from models.storage.copies import postgres_dump, snapshot_queries, sqlite_file
from models.storage.copies.database_copy import CannotCopy
from models.storage.database import open_engine


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBack:
    """What was put back."""

    manifest: Manifest
    rows: dict[str, int]  # by table, as they stood in the database before it was brought to this version
    in_doubt: int  # messages that may have left after the backup was made
    forgotten: int  # mailboxes and chats that were erased after it, and are again


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """Who was erased, by marks that only the key can tell to be theirs."""

    marks: Mapping[str, datetime]
    key: bytes = field(repr=False)


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
    copy, erased = folder / DATABASES[manifest.database], _erased(settings, folder)
    if manifest.database == "sqlite":
        _compare(sqlite_file.check(copy), manifest)
        done = _brought_up(f"sqlite:///{copy}", manifest, erased, now)
        _put_files(settings, folder, manifest)
        copy.rename(make_url(settings.url).database or "")
        archive.remember(settings.data_dir)
        return done
    _compare(postgres_dump.rows_in(copy), manifest)
    postgres_dump.put_back(settings.url, copy)
    _put_files(settings, folder, manifest)
    return _brought_up(settings.url, manifest, erased, now)


def _compare(rows: Mapping[str, int], manifest: Manifest) -> None:
    if rows != manifest.rows:
        raise Refused("what is in it does not hold the rows of the original: the backup is damaged")


def _brought_up(url: str, manifest: Manifest, erased: Erased, now: datetime) -> PutBack:
    """Compare the rows with those of the original, and bring them to this version, with sending paused."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            rows = snapshot_queries.row_counts(connection)
        _compare(rows, manifest)

        def first(connection: Connection) -> tuple[int, int]:
            with Session(connection) as session:
                in_doubt = pause_queries.pause(session, now, backup_at=manifest.taken_at)
                return in_doubt, apply_erase_list(session, erased.marks, key=erased.key, now=now)

        in_doubt, forgotten = migrate.adopt(engine, manifest.revision, first)
    finally:
        engine.dispose()  # SQLite then has no log beside its file any more
    return PutBack(manifest=manifest, rows=rows, in_doubt=in_doubt, forgotten=forgotten)


def _erased(settings: Settings, folder: Path) -> Erased:
    """Return who was erased after the backup was made, as the list beside the database says.

    Raises:
        Refused: there is a list, and no key with which it can be read.
    """
    path = list_path(settings.data_dir)
    marks = erase_list.from_lines(path.read_text()) if path.exists() else {}
    keys = [one / KEY for one in (settings.data_dir, folder) if (one / KEY).exists()]
    if marks and not keys:
        raise Refused(
            f"{path} says who was erased, and only the key of the installation can read it: put secret.key beside it"
        )
    return Erased(marks=marks, key=bytes.fromhex(keys[0].read_text().strip()) if keys else b"")


def _put_files(settings: Settings, folder: Path, manifest: Manifest) -> None:
    for name in FILE_FOLDERS:
        if (folder / name).exists():
            shutil.move(folder / name, settings.data_dir / name)
    key = settings.data_dir / KEY
    if manifest.has_key and not key.exists():
        (folder / KEY).rename(key)
