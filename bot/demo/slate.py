"""Where the replay is played: a data folder that is its own, and clean at every start."""

import shutil
from pathlib import Path

from pydantic import SecretStr
from sqlmodel import Session

from bot.commands.mistakes import Refused
from bot.demo import cast
from bot.opening import open_database
from bot.settings import Settings
from bot.terminal.chat import FRONT, chat_of
from models.records.people import stranger_queries
from models.storage import migrate

REPLAY_MARK = "demo.txt"  # in a data folder whose database kernbot demo filled
MARK_TEXT = "This folder belongs to kernbot demo: each run begins by throwing away what is in it.\n"
_OWN_FOLDERS = ("mail", "mail-in", "files", "local-files")


def wipe(settings: Settings) -> None:
    """Throw away what an earlier replay left, and mark the folder as that of the replay.

    Raises:
        Refused: there is something that no replay made.
    """
    engine = open_database(settings)
    try:
        with Session(engine) as session:
            _demand_own(session, settings)
        (settings.data_dir / REPLAY_MARK).write_text(MARK_TEXT)
        migrate.drop_everything(engine)
        migrate.upgrade(engine)
    finally:
        engine.dispose()
    for name in _OWN_FOLDERS:
        shutil.rmtree(settings.data_dir / name, ignore_errors=True)


def is_of_replay(settings: Settings) -> bool:
    """Return whether the database is one in which 2021 was replayed; a mark says nothing of one that lies elsewhere."""
    return (settings.data_dir / REPLAY_MARK).exists() and not settings.database_url.get_secret_value()


def _demand_own(session: Session, settings: Settings) -> None:
    """Let only what a replay made be thrown away.

    Who looks around in the folder of a replay may invite officers there; an application that somebody begins there is
    kept from the next replay all the same.

    Raises:
        Refused: there is something that no replay made.
    """
    chats = [chat_of(name) for name in cast.names()]
    found = "applications" if stranger_queries.any_application(session, FRONT, chats) else ""
    if not found and not is_of_replay(settings) and stranger_queries.any_invited(session, cast.OFFICERS.values()):
        found = "officers or people who showed interest"
    if found:
        raise Refused(
            f"{settings.data_dir} holds {found} that no replay made, and the demo would throw them away: "
            "give it a folder of its own, KERNBOT_DATA_DIR=demo kernbot demo"
        )


def without_servers(settings: Settings) -> Settings:
    """Return the settings for a replay: its own call, mails as files whatever is configured, no Telegram."""
    own = {"call": "profploeg-2021", "language": "nl", "smtp_host": "", "telegram_token": SecretStr("")}
    return settings.model_copy(update=own)


def mail_folder(settings: Settings) -> Path:
    """Return where the mails of the replay lie."""
    return settings.data_dir / "mail"
