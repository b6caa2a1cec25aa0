"""Messages by chat."""

from asyncio import CancelledError
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError, TimedOut

from reminders.letter import Enclosure
from reminders.outcome import MayHaveLeft, Outcome, Sent, TryLater, Uncertain, Undeliverable


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage:
    """A message for a chat: HTML, buttons in one row, perhaps a file."""

    html: str
    buttons: tuple[tuple[str, str], ...] = ()  # (label, what pressing it sends back)
    enclosure: Enclosure | None = None


# How Telegram says that a person cannot be reached; a 403 in other words may come from a proxy on the way.
_NEVER = ("blocked", "deactivated", "initiate conversation", "kicked", "not a member")
# What httpx calls the errors before a request is on its way: nothing left.
_NOT_BEGUN = {"ConnectTimeout", "PoolTimeout", "ConnectError", "ProxyError", "UnsupportedProtocol"}


class ChatSender:
    """Sends to the chats of each front by that front's bot."""

    def __init__(self, bots: Mapping[str, Bot]) -> None:
        self.bots = dict(bots)

    async def deliver(self, front: str, chat_id: int, message: ChatMessage) -> Outcome:
        """Send a message and say how that ended.

        Raises:
            MayHaveLeft: it was cancelled; nobody can tell how far a request had come.
        """
        try:
            await self._send(self.bots[front], chat_id, message)
        except TelegramError as error:
            return after_error(error)
        except CancelledError as stopped:
            raise MayHaveLeft from stopped
        return Sent()

    async def _send(self, bot: Bot, chat_id: int, message: ChatMessage) -> None:
        markup = None
        if message.buttons:
            row = [InlineKeyboardButton(label, callback_data=data) for label, data in message.buttons]
            markup = InlineKeyboardMarkup([row])
        file = message.enclosure
        if file is None:
            await bot.send_message(chat_id, message.html, parse_mode=ParseMode.HTML, reply_markup=markup)
        else:
            await bot.send_document(
                chat_id,
                file.content,
                filename=file.name,
                caption=message.html,
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
            )


def after_error(error: TelegramError) -> Outcome:
    """Return what follows from an error; the order matters, for BadRequest and TimedOut are NetworkErrors."""
    match error:
        case RetryAfter(retry_after=pause):
            return TryLater("the chat service asks to wait", pause if isinstance(pause, timedelta) else None)
        case ChatMigrated():
            return Undeliverable("ChatMigrated")
        case Forbidden() if any(words in str(error) for words in _NEVER):
            return Undeliverable("Forbidden")
        case BadRequest():
            return Undeliverable(str(error)[:100])
    if _may_have_left(error):
        return Uncertain("no answer from the chat service")
    return TryLater(type(error).__name__)


def _may_have_left(error: TelegramError) -> bool:
    """Return whether the request was on its way when this happened: no answer came, or one that cannot be read."""
    cause = error.__cause__
    if type(error) is TelegramError:  # the answer was good, and no JSON
        return True
    if cause is not None and type(cause).__module__.startswith("httpx"):
        return type(cause).__name__ not in _NOT_BEGUN
    return isinstance(error, TimedOut) or "(504)" in str(error)
