"""One kernbot run at a time on a SQLite database: a second one is refused with a sentence."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.commands.mistakes import Refused
from bot.settings import Settings

SECOND = (
    "{database}: another kernbot run works on this database. SQLite serves one at a time; for several, let "
    "KERNBOT_DATABASE_URL name a PostgreSQL database"
)


@contextmanager
def only_run(settings: Settings) -> Iterator[None]:
    """Keep the database to this process until it ends, however it ends; on PostgreSQL there is nothing to keep.

    Raises:
        Refused: another process has it, or the folder cannot be written.
    """
    if not settings.url.startswith("sqlite"):
        yield
        return
    database = Path(settings.url.partition("///")[2] or settings.data_dir / "kernbot.db")
    try:
        settings.make_data_dir()
        database.parent.mkdir(parents=True, exist_ok=True)
        lock = database.with_name(f"{database.name}.run").open("a")
    except OSError as error:
        raise Refused(f"KERNBOT_DATA_DIR: {database.parent}: {error.strerror}") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused(SECOND.format(database=database)) from None
        yield
