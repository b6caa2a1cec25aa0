"""Messages by chat."""

from asyncio import CancelledError
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError, TimedOut

from reminders.letter import Enclosure
from reminders.outcome import MayHaveLeft, Moved, Outcome, Sent, TryLater, Uncertain, Undeliverable, WayShut
from reminders.pace import Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage:
    """A message for a chat: HTML, buttons in one row, perhaps a file."""

    html: str
    buttons: tuple[tuple[str, str], ...] = ()  # (label, what pressing it sends back)
    enclosure: Enclosure | None = None


# How Telegram says that a person cannot be reached; a 403 in other words may come from a proxy on the way.
_NEVER = ("blocked", "deactivated", "initiate conversation", "kicked", "not a member")
_NO_CHAT = "chat not found"
_ASKED_TO_WAIT = "the chat service asks to wait"
_SLACK = timedelta(milliseconds=500)  # added to what Telegram asks to wait, which it rounds down
# What httpx calls the errors before a request is on its way: nothing left.
_NOT_BEGUN = {"ConnectTimeout", "PoolTimeout", "ConnectError", "ProxyError", "UnsupportedProtocol"}


class ChatSender:
    """Sends to the chats of each front by that front's bot, at the pace of the front when it has one."""

    def __init__(self, bots: Mapping[str, Bot], paces: Mapping[str, Pace] | None = None) -> None:
        self.bots = dict(bots)
        self.paces = dict(paces or {})

    async def deliver(self, front: str, chat_id: int, message: ChatMessage) -> Outcome:
        """Send a message and say how that ended.

        Raises:
            MayHaveLeft: it was cancelled; nobody can tell how far a request had come.
        """
        pace = self.paces.get(front)
        if pace is None:
            return await self._hand_over(front, chat_id, message)
        async with pace.turn(chat_id):
            if (halted_s := pace.halted_s()) > 0:
                return WayShut(_ASKED_TO_WAIT, timedelta(seconds=halted_s))
            return await self._hand_over(front, chat_id, message)

    async def _hand_over(self, front: str, chat_id: int, message: ChatMessage) -> Outcome:
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
            return WayShut(_ASKED_TO_WAIT, pause + _SLACK if isinstance(pause, timedelta) else None)
        case ChatMigrated(new_chat_id=new):
            return Moved(str(new))
        case BadRequest():
            return Undeliverable(str(error)[:100], about_address=_NO_CHAT in str(error).lower())
        case Forbidden():
            gone = any(words in str(error) for words in _NEVER)
            return Undeliverable("Forbidden", about_address=True) if gone else TryLater("refused, not by the person")
    if _may_have_left(error):
        return Uncertain("no answer from the chat service")
    return WayShut(type(error).__name__, perhaps_the_message=not _was_not_begun(error))


def _may_have_left(error: TelegramError) -> bool:
    """Return whether the request was on its way when this happened: no answer came, or one that cannot be read."""
    if type(error) is TelegramError:  # the answer was good, and no JSON
        return True
    if _is_of_httpx(error.__cause__):
        return not _was_not_begun(error)
    return isinstance(error, TimedOut) or "(504)" in str(error)


def _was_not_begun(error: TelegramError) -> bool:
    """Return whether there was no connection, so that the request did not leave."""
    return _is_of_httpx(error.__cause__) and type(error.__cause__).__name__ in _NOT_BEGUN


def _is_of_httpx(cause: BaseException | None) -> bool:
    return cause is not None and type(cause).__module__.startswith("httpx")
