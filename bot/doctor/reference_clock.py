"""What time it is elsewhere: at the database server, or else at the Bot API by the Date of its answer."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from sqlalchemy.exc import DBAPIError

from bot.settings import Settings
from models.storage.copies import snapshot_queries
from models.storage.database import open_engine

PATIENCE_S = 5.0


class NobodyKnows(Exception):
    """There is nobody whose clock could be asked; the text says why."""


def moment_elsewhere(settings: Settings) -> tuple[str, datetime]:
    """Return whose clock was asked, and what it says; a mail server tells no time.

    Raises:
        NobodyKnows: the database is a file here, and there is no Telegram or it does not answer.
    """
    if not settings.url.startswith("sqlite"):
        engine = open_engine(settings.url)
        try:
            with engine.connect() as connection:
                return "the database server", snapshot_queries.clock(connection)
        except DBAPIError:
            raise NobodyKnows("the database server does not answer") from None
        finally:
            engine.dispose()
    if not settings.telegram_token.get_secret_value():
        raise NobodyKnows("the database is a file on this machine, and there is no Telegram to ask")
    return "Telegram", _date_of(settings.telegram_api_url)


def _date_of(address: str) -> datetime:
    known = urlsplit(address)
    connect = HTTPSConnection if known.scheme == "https" else HTTPConnection
    connection = connect(known.netloc, timeout=PATIENCE_S)
    try:
        connection.request("HEAD", "/")
        said = connection.getresponse().headers.get("Date")
        return parsedate_to_datetime(said or "")
    except (OSError, HTTPException, ValueError, TypeError):
        raise NobodyKnows("Telegram does not answer") from None
    finally:
        connection.close()
