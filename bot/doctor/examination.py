"""kernbot doctor: is everything there, and what to do when it is not."""

import asyncio
import errno
import shutil
import stat
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.commands.mistakes import Mistake
from bot.doctor import data, mail, site
from bot.doctor.findings import Finding
from bot.settings import Settings

if TYPE_CHECKING:
    from telegram import WebhookInfo

LEAST_FREE_BYTES = 500_000_000
ROOM = "make room: attachments of up to 20 MB come in"
WRITABLE = "make the folder writable for the user that runs Kernbot, or set KERNBOT_DATA_DIR"
OWNER = "its user may not make or read tables there: give it a database of its own, CREATE DATABASE name OWNER user"
_NO_DATABASE = frozenset({11, 26})  # corrupt, not a database. Source: SQLite, "Result and Error Codes"


async def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """Look at everything that Kernbot needs."""
    found = [_folder(settings), _disk(settings), _time_zones()]
    database = _database(settings)
    found.append(database)
    if database.is_fine:
        found.append(_call(settings, clock))
        found += await asyncio.to_thread(data.examine, settings, clock)
    found.append(await _mail(settings))
    found += await mail.examine(settings)
    found += await _telegram(settings)
    found.append(await asyncio.to_thread(site.examine, settings))
    found.append(_visitors(settings))
    return found


def _folder(settings: Settings) -> Finding:
    folder = settings.data_dir.resolve()
    try:
        settings.make_data_dir()
        probe = folder / ".doctor"
        probe.write_text("ok")
        probe.unlink()
    except OSError as error:
        advice = ROOM if error.errno == errno.ENOSPC else WRITABLE
        return Finding(what="data folder", is_fine=False, detail=f"{folder}: {error.strerror}", advice=advice)
    if folder.stat().st_mode & stat.S_IRWXO:
        advice = f"run: chmod o-rwx {folder}, for answers, mails and the database lie there"
        detail = f"every user of this machine can come into {folder}"
        return Finding(what="data folder", is_fine=False, detail=detail, advice=advice)
    return Finding(what="data folder", is_fine=True, detail=f"{folder} can be written")


def _disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.data_dir if settings.data_dir.exists() else ".").free
    return Finding(
        what="disk",
        is_fine=free >= LEAST_FREE_BYTES,
        detail=f"{free // 1_000_000} MB free",
        advice=ROOM,
    )


def _time_zones() -> Finding:
    try:
        ZoneInfo("Europe/Brussels")
    except KeyError:
        return Finding(
            what="time zones", is_fine=False, detail="Europe/Brussels is unknown", advice="pip install tzdata"
        )
    return Finding(what="time zones", is_fine=True, detail="Europe/Brussels is known")


def _database(settings: Settings) -> Finding:
    from sqlalchemy.exc import SQLAlchemyError

    from models.storage import migrate
    from models.storage.database import open_engine
    from models.storage.transactions import database_trouble

    engine = open_engine(settings.url)
    try:
        with engine.connect() as connection:
            revision = migrate.current_revision(connection)
        if revision is None:  # nothing in it that could be lost
            migrate.upgrade(engine)
            revision = migrate.HEAD
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", error)
        detail = f"cannot be opened ({type(cause).__name__})"
        advice = OWNER if database_trouble.lacks_right(error) else _to_open_it(settings, cause)
        return Finding(what="database", is_fine=False, detail=detail, advice=advice)
    finally:
        engine.dispose()
    detail = f"{engine.dialect.name}, revision {revision}, newest {migrate.HEAD}"
    advice = "run: kernbot db upgrade; kernbot run does so by itself"
    if not migrate.knows(revision):
        advice = "these are of a newer version: install that one again, or put a backup of before it back"
    return Finding(what="database", is_fine=revision == migrate.HEAD, detail=detail, advice=advice)


def _to_open_it(settings: Settings, cause: object) -> str:
    """Return what to do about a database that cannot be opened."""
    if not settings.url.startswith("sqlite"):
        return "check KERNBOT_DATABASE_URL, that the server runs, and that it lets this machine in"
    if getattr(cause, "sqlite_errorcode", 0) in _NO_DATABASE:
        return "the file is damaged or no database: move it away, then put the newest backup back: kernbot restore FILE"
    return "check that the file and its folder can be written, and that no other program holds it"


def _call(settings: Settings, clock: Clock) -> Finding:
    from sqlmodel import Session

    from bot.opening import current_call
    from models.call_files.call_mistakes import BrokenCallFile
    from models.storage.database import open_engine

    engine = open_engine(settings.url)
    try:
        with Session(engine) as session:
            call = current_call(session, settings.call, clock())
    except BrokenCallFile as mistake:
        return Finding(what="call", is_fine=False, detail=str(mistake), advice="run: kernbot call check FILE")
    except Mistake as mistake:
        advice = "set KERNBOT_CALL to a call that is there, or load it first: kernbot call load FILE"
        return Finding(what="call", is_fine=False, detail=str(mistake), advice=advice)
    finally:
        engine.dispose()
    round_ = call.round_at(clock())
    if round_ is None:
        advice = "set KERNBOT_CALL to a call with an open round, or load a next one: kernbot call load FILE"
        return Finding(what="call", is_fine=False, detail=f"{call.name}: no round is open now", advice=advice)
    return Finding(what="call", is_fine=True, detail=f"{call.name}: round {round_.id} is open until {round_.last_day}")


async def _mail(settings: Settings) -> Finding:
    if not settings.smtp_host:
        folder = settings.data_dir / "mail"
        return Finding(what="mail", is_fine=True, detail=f"no SMTP host: mails are written as files to {folder}")
    from bot.mail_ways import smtp_settings
    from reminders.mail import SmtpSender

    trouble = await SmtpSender(smtp_settings(settings)).probe()
    where = f"{settings.smtp_host}:{settings.smtp_port} ({settings.smtp_tls})"
    if trouble is None:
        return Finding(what="mail", is_fine=True, detail=f"{where} answers and takes the login")
    return Finding(what="mail", is_fine=False, detail=f"{where}: {trouble}", advice="check the KERNBOT_SMTP_ settings")


async def _telegram(settings: Settings) -> list[Finding]:
    token = settings.telegram_token.get_secret_value()
    if not token:
        return [Finding(what="Telegram", is_fine=True, detail="no token: the chat is in the terminal (make chat)")]
    from telegram import Bot
    from telegram.error import TelegramError

    try:
        async with Bot(token, base_url=f"{settings.telegram_api_url.rstrip('/')}/bot") as bot:
            name, hook = bot.username, await bot.get_webhook_info()
    except TelegramError as error:
        advice = "check KERNBOT_TELEGRAM_TOKEN, and that this machine reaches KERNBOT_TELEGRAM_API_URL"
        return [Finding(what="Telegram", is_fine=False, detail=type(error).__name__, advice=advice)]
    detail = f"the bot is @{name}; what people send while it is off waits there for 24 hours, not longer"
    return [Finding(what="Telegram", is_fine=True, detail=detail), _webhook(hook, settings)]


def _webhook(hook: "WebhookInfo", settings: Settings) -> Finding:
    """Say whether Telegram brings updates to an address, and what went wrong there; the path of it is a secret."""
    is_asked = bool(settings.telegram_webhook_secret.get_secret_value())
    if not hook.url:
        waits = "none yet: kernbot run tells Telegram to bring what people say"
        detail = waits if is_asked else "none: kernbot run asks for what people said"
        return Finding(what="webhook", is_fine=True, detail=detail)
    detail = f"Telegram brings what people say to {urlsplit(hook.url).hostname}; {hook.pending_update_count} wait"
    if not is_asked:
        detail += "; without a KERNBOT_TELEGRAM_WEBHOOK_SECRET the next start of kernbot run ends that and asks for it"
    if not hook.last_error_message:
        return Finding(what="webhook", is_fine=True, detail=detail)
    advice = "let that address reach kernbot run, with a certificate that holds"
    return Finding(what="webhook", is_fine=False, detail=f"{detail}; it says: {hook.last_error_message}", advice=advice)


def _visitors(settings: Settings) -> Finding:
    """Say from where the pages can be reached, and whether that is safe."""
    from bot.web.exposure import warnings

    unsafe = warnings(settings)
    where = settings.public_url or f"{settings.http_host}, no public address"
    return Finding(what="visitors", is_fine=not unsafe, detail=where, advice="; ".join(unsafe))
