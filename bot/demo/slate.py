"""Where the replay is played: a data folder that is its own, and clean at every start."""

import shutil
from pathlib import Path

from pydantic import SecretStr
from sqlmodel import Session

from bot.commands.mistakes import Refused
from bot.opening import open_database
from bot.settings import Settings
from models.records.counted import figure_queries
from models.storage import migrate

MARK = "demo.txt"
MARK_TEXT = "This folder belongs to kernbot demo: each run begins by throwing away what is in it.\n"
_OWN_FOLDERS = ("mail", "mail-in", "files", "local-files")


def wipe(settings: Settings) -> None:
    """Throw away what an earlier replay left, and mark the folder as that of the replay.

    Raises:
        Refused: there are applications that no replay made.
    """
    engine = open_database(settings)
    mark = settings.data_dir / MARK
    try:
        with Session(engine) as session:
            if not mark.exists() and figure_queries.any_application(session):
                raise Refused(
                    f"{settings.data_dir} holds real applications, and the demo would throw them away: "
                    "give it a folder of its own, KERNBOT_DATA_DIR=demo kernbot demo"
                )
        mark.write_text(MARK_TEXT)
        migrate.drop_everything(engine)
        migrate.upgrade(engine)
    finally:
        engine.dispose()
    for name in _OWN_FOLDERS:
        shutil.rmtree(settings.data_dir / name, ignore_errors=True)


def without_servers(settings: Settings) -> Settings:
    """Return the settings for a replay: its own call, mails as files whatever is configured, no Telegram."""
    own = {"call": "profploeg-2021", "language": "nl", "smtp_host": "", "telegram_token": SecretStr("")}
    return settings.model_copy(update=own)


def mail_folder(settings: Settings) -> Path:
    """Return where the mails of the replay lie."""
    return settings.data_dir / "mail"
