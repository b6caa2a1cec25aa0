"""The two calls of the Bot API in every reply: a message with buttons, and the buttons taken off the one before.

They go by `Bot.do_api_request`, with plain values for what comes back: python-telegram-bot would build some fifty
objects out of the two answers, which took 0.3 of 1.5 ms a turn, and nobody looks at them. It warns when it has a method
of its own for a call, which it knows by its spelling; the Bot API does not mind how its methods are spelled.
"""

from typing import Any

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest

from handlers.reply import Rows


async def send_message(bot: Bot, chat_id: int, html: str, rows: Rows) -> int:
    """Send a message with its buttons and return its id."""
    wanted: dict[str, Any] = {"chat_id": chat_id, "text": html, "parse_mode": ParseMode.HTML}
    if rows:
        wanted["reply_markup"] = {
            "inline_keyboard": [[{"text": one.label, "callback_data": one.data} for one in row] for row in rows]
        }
    sent: dict[str, Any] = await bot.do_api_request("sendmessage", wanted)
    return int(sent["message_id"])


async def drop_buttons(bot: Bot, chat_id: int, message_id: int) -> None:
    """Take the buttons off a message."""
    try:
        await bot.do_api_request("editmessagereplymarkup", {"chat_id": chat_id, "message_id": message_id})
    except BadRequest:  # the message is gone or has no buttons: nothing to take off
        return
