"""How the data are opened: the folder, the database with its tables, and the call that takes new applications."""

from datetime import datetime
from pathlib import Path
from time import sleep

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session

from bot.clock import Clock
from bot.commands.mistakes import NoSuchCall, NotNow, Refused
from bot.settings import Settings
from models.calls.call import Call
from models.places.municipality import admit_stand_ins, stand_ins
from models.records.applications import call_queries, case_queries
from models.records.messages import pause_queries
from models.storage import migrate
from models.storage.database import open_engine
from models.storage.transactions import database_trouble
from models.turns.rounds import loading

START_TRIES = 20
START_PAUSE_S = 0.2
FILE_FOLDERS = ("files", "local-files")  # in the data folder: of applications, of chats on this machine


def open_database(settings: Settings) -> Engine:
    """Return the engine of the database, its tables as this version needs them.

    Raises:
        NotNow: the server of the database is away, or somebody holds the database.
        Refused: the data folder or the database cannot be opened.
    """
    try:
        settings.make_data_dir()
    except OSError as error:
        raise Refused(f"KERNBOT_DATA_DIR: {settings.data_dir}: {error.strerror}") from None
    engine = open_engine(settings.url)
    try:
        migrate.upgrade(engine)
    except DBAPIError as error:
        engine.dispose()
        if not (isinstance(error, OperationalError) or database_trouble.is_not_ours(error)):
            raise
        # The address is not repeated: it may hold a password.
        reason = type(error.orig).__name__
        told = f"KERNBOT_DATABASE_URL: the database cannot be opened ({reason}); try kernbot doctor"
        raise (NotNow if database_trouble.passes(error) else Refused)(told) from None
    except migrate.NewerTables as error:
        raise Refused(f"{error}: install the newer version again, or put a backup of before it back") from None
    return engine


def current_call(session: Session, name: str, now: datetime) -> Call:
    """Return the call that takes new applications: a file, a loaded call or one that ships; it is remembered whole."""
    from models.call_files import call_file

    path = Path(name)
    content = None
    if path.suffix == ".toml":
        if not path.is_file():
            raise NoSuchCall(f"KERNBOT_CALL is {name}, but there is no such file")
        content = call_file.content_of_file(path)
    else:
        content = call_queries.newest_content(session, name)
        if name in call_file.shipped_call_names():
            content = call_file.shipped_content(name)
    if content is None:
        known = ", ".join(call_file.shipped_call_names())
        raise NoSuchCall(f"KERNBOT_CALL is {name}, but no call of that name was loaded; shipped are: {known}")
    call = call_file.call_from_content(content)
    loading.load_call(session, call, content, now)
    return call


def call_at_start(engine: Engine, settings: Settings, clock: Clock) -> tuple[Call, bool]:
    """Return the call of the settings and whether sending is paused; processes that start together wait in turn."""
    for left in reversed(range(START_TRIES)):
        try:
            with Session(engine) as session:
                if case_queries.any_of_towns(session, settings.call, stand_ins()):
                    admit_stand_ins()  # officers who look around in a replay find the towns without a public name, too
                call = current_call(session, settings.call, clock())
                is_paused = pause_queries.paused(session) is not None
                session.commit()
                return call, is_paused
        except DBAPIError as error:
            if not left or not database_trouble.passes(error):
                raise
            sleep(START_PAUSE_S)
    raise AssertionError("the last try ends")
