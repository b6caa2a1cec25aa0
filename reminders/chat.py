"""Messages by chat."""

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from reminders.letter import Enclosure
from reminders.outcome import Outcome, Sent, TryLater, Uncertain, Undeliverable


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage:
    """A message for a chat: HTML, buttons in one row, perhaps a file."""

    html: str
    buttons: tuple[tuple[str, str], ...] = ()  # (label, what pressing it sends back)
    enclosure: Enclosure | None = None


class ChatSender:
    """Sends to the chats of each front by that front's bot."""

    def __init__(self, bots: Mapping[str, Bot]) -> None:
        self.bots = dict(bots)

    async def deliver(self, front: str, chat_id: int, message: ChatMessage) -> Outcome:
        """Send a message; the order of the errors matters, for BadRequest and TimedOut are NetworkErrors."""
        try:
            await self._send(self.bots[front], chat_id, message)
        except RetryAfter as wait:
            from datetime import timedelta

            pause = wait.retry_after
            return TryLater("the chat service asks to wait", pause if isinstance(pause, timedelta) else None)
        except (Forbidden, ChatMigrated) as refused:
            return Undeliverable(type(refused).__name__)
        except BadRequest as refused:
            return Undeliverable(str(refused)[:100])
        except TimedOut:
            return Uncertain("no answer from the chat service")
        except (NetworkError, TelegramError) as trouble:
            return TryLater(type(trouble).__name__)
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
