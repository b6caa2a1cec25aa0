"""The reference on the side of the chat: python-telegram-bot with send, keyboard and edit, and nothing stored."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.local.api import LocalApi
from bot.local.request import LocalRequest
from tests.fakes.conversation import StandingClock

REPLY = """\
<b>Bewaard.</b>

▓▓▓▓▓▓░░░░ 16 van 26 · nog ongeveer 14 minuten
<b>9. Wat hebben jullie al geprobeerd?</b>
Waarom we dit vragen: een deskundige bouwt voort op wat er is en doet niet over wat niet werkte.
Bijvoorbeeld: In 2019 gaven we een premie aan wie een leeg pand opende. Vier starters kregen ze, twee zijn er nog open.
"""
KEYBOARD = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Terug", callback_data="back:1:9"),
            InlineKeyboardButton("Overslaan", callback_data="skip:1:9"),
            InlineKeyboardButton("Later verder", callback_data="later:1"),
        ],
        [InlineKeyboardButton("Ik kom er niet uit", callback_data="faqs:9")],
    ]
)


@asynccontextmanager
async def bare_bot(clock: StandingClock) -> AsyncIterator[LocalApi]:
    """Run a bot that answers every text and takes the buttons off its answer before."""
    api = LocalApi(clock=clock)
    request = LocalRequest(api)
    application = ApplicationBuilder().token("0:bare").request(request).get_updates_request(request).build()
    last: dict[int, int] = {}

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        chat: Any = update.effective_chat
        if chat.id in last:
            await context.bot.edit_message_reply_markup(chat.id, last[chat.id], reply_markup=None)
        sent = await context.bot.send_message(chat.id, REPLY, parse_mode=ParseMode.HTML, reply_markup=KEYBOARD)
        last[chat.id] = sent.message_id

    application.add_handler(MessageHandler(filters.TEXT, answer))
    updater: Any = application.updater
    async with application:
        await application.start()
        await updater.start_polling(poll_interval=0)
        yield api
        await updater.stop()
        await application.stop()
