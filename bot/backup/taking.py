"""kernbot backup: the database as it is at one moment and every attachment that it names, in one file."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.backup import archive, last
from bot.backup.manifest import DATABASES, KEY, Manifest
from bot.commands.mistakes import Refused
from bot.commands.progress import Bar
from bot.opening import FILE_FOLDERS
from bot.settings import Settings
from models.records.applications import attachment_queries
from models.records.messages import local_chat_queries
from models.storage import migrate
from models.storage.copies import postgres_dump, snapshot_queries, sqlite_file
from models.storage.copies.database_copy import CannotCopy
from models.storage.copies.scratch_queries import reading_engine


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copied:
    """The database of one moment, as a file, and what it names."""

    file: Path
    database: str
    revision: str
    rows: dict[str, int]
    attachments: dict[str, Path]  # by place in the archive


def take(settings: Settings, file: Path, now: datetime, *, with_key: bool = False) -> Manifest:
    """Write a backup and read it again; return what is in it. Whoever talks or sends meanwhile notices nothing.

    Raises:
        Refused: it cannot be made, or the file is there already; nothing is left of it.
    """
    archive.refuse_to_overwrite(file)
    try:
        with (
            tempfile.TemporaryDirectory(prefix=".kernbot-backup-", dir=file.parent) as scratch,
            archive.written_whole(file) as opened,
        ):
            copied = _copy_database(settings, Path(scratch))
            contents = {DATABASES[copied.database]: copied.file, **copied.attachments}
            if with_key:
                contents[KEY] = settings.data_dir / KEY
            files = archive.fill(opened, contents)
            manifest = Manifest(
                version=version("kernbot"),
                taken_at=now,
                revision=copied.revision,
                database=copied.database,
                rows=copied.rows,
                files=files,
                lacking=tuple(name for name in contents if name not in files),
            )
            archive.say(opened, manifest)
            if archive.checked(opened) != manifest:
                raise Refused(f"{file}: what was written reads otherwise; is the disk in order?")
    except OSError as error:
        raise Refused(f"{file}: {error.strerror}") from None
    last.remember(settings.data_dir, file, manifest)
    return manifest


def _copy_database(settings: Settings, folder: Path) -> _Copied:
    with _reading(settings) as connection:
        revision = migrate.current_revision(connection)
        if revision is None:
            raise Refused("there is nothing to back up yet: the database has no tables")
        rows = snapshot_queries.row_counts(connection)
        attachments = _attachments(connection, settings.data_dir)
        database = connection.dialect.name
        file = folder / DATABASES[database]
        if database == "sqlite":
            with Bar("copying the database") as bar:
                sqlite_file.copy_into(connection, file, bar.show)
            copied = sqlite_file.check(file)
        else:
            postgres_dump.dump_into(settings.url, snapshot_queries.exported_snapshot(connection), file)
            copied = postgres_dump.rows_in(file)
    if copied != rows:
        raise Refused("the copy of the database does not hold the rows of the original: try again")
    return _Copied(file=file, database=database, revision=revision, rows=rows, attachments=attachments)


@contextmanager
def _reading(settings: Settings) -> Iterator[Connection]:
    """Yield a connection on which everything is as it is at one moment."""
    path = make_url(settings.url).database
    if settings.url.startswith("sqlite") and not (path and Path(path).is_file()):
        raise Refused(f"there is nothing to back up: {settings.data_dir} holds no database")
    engine = reading_engine(settings.url)
    if engine.dialect.name == "postgresql":  # a serialisable reading could be refused in the middle of a rush
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise Refused(f"the database cannot be read ({type(error.orig).__name__}); try kernbot doctor") from None
    except CannotCopy as error:
        raise Refused(str(error)) from None
    finally:
        engine.dispose()


def _attachments(connection: Connection, data_dir: Path) -> dict[str, Path]:
    """Return where the files lie that rows name, by their place in the archive."""
    with Session(connection) as session:
        named = {
            FILE_FOLDERS[0]: attachment_queries.stored_names(session),
            FILE_FOLDERS[1]: local_chat_queries.stored_names(session),
        }
    places = [f"{folder}/{name[:2]}/{name}" for folder, names in named.items() for name in names]
    return {place: data_dir / place for place in places}
