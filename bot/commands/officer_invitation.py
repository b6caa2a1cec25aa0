"""How the command line invites an officer: posted in the outbox, and sent at once when that is possible."""

from datetime import datetime

from bot.clock import Clock
from bot.house import OpenHouse, open_house
from bot.settings import Settings
from models.desk.officers import appointing
from models.desk.rights import Role
from models.records.desk.officer import Officer
from models.records.messages import outbox_queries
from models.records.messages.outbox import OutboxState

ASKED_FOR_S = 5  # how long the Bot API may take to say how the bot is called


async def invite(settings: Settings, clock: Clock, email: str, role: str, province: str | None) -> str:
    """Post an invitation, send what is due by mail, and return where it is."""
    with open_house(settings, clock) as house:
        try:
            link = await _start_link(settings) if not settings.public_url else ""
            house.sweep.start_links.by_front |= {"telegram": link} if link else {}
            key = await house.services.store.run(
                appointing.invite,
                Role(role),
                email,
                clock(),
                province=province,
                language=settings.language,
                key=house.services.house.key,
            )
            await house.sweep.send_due()
            state, reason = await house.services.store.run(outbox_queries.state_of, key)
            return _where(house, email, state, reason)
        finally:
            await house.post.close()


def _where(house: OpenHouse, email: str, state: str, reason: str | None) -> str:
    if house.services.house.is_paused:
        return f"{email}: invited; the mail waits (sending is paused until kernbot resume)"
    if state != OutboxState.SENT:
        return f"{email}: invited; the mail waits ({reason or state}) and kernbot run sends it"
    if house.mail_folder is not None:
        return f"{email}: invited; there is no mail server, so the mail is a file in {house.mail_folder}"
    return f"{email}: invited; the mail was sent"


async def _start_link(settings: Settings) -> str:
    """Return the link that opens the chat, or "" when there is no Telegram bot or it cannot be asked its name."""
    token = settings.telegram_token.get_secret_value()
    if not token:
        return ""
    from telegram import Bot
    from telegram.error import TelegramError

    address = settings.telegram_api_url.rstrip("/")
    bot = Bot(token, base_url=f"{address}/bot")
    try:
        me = await bot.get_me(connect_timeout=ASKED_FOR_S, read_timeout=ASKED_FOR_S)
    except TelegramError:
        return ""  # the mail bears the code to type as well
    return f"https://t.me/{me.username}?start="


def line(officer: Officer, now: datetime) -> str:
    """Return an officer or an invitation as one line: mailbox, role, how it stands."""
    role = f"province {officer.province}" if officer.province else officer.role
    return f"{officer.email}  {role}  {_standing(officer, now)}"


def _standing(officer: Officer, now: datetime) -> str:
    if officer.revoked_at is not None:
        return f"revoked on {officer.revoked_at:%Y-%m-%d}"
    if officer.accepted_at is not None:
        return f"officer since {officer.accepted_at:%Y-%m-%d}"
    if officer.expires_at <= now:
        return f"invited, expired on {officer.expires_at:%Y-%m-%d}"
    return f"invited, until {officer.expires_at:%Y-%m-%d}"
