"""Files that a person sends, and files that are sent back."""

import asyncio
import hashlib
import json

from telegram import Document, Message, PhotoSize, Update

from handlers.context import Context
from handlers.views.page import reply_to
from models import attaching, clean_text, file_kind, overview
from models.attaching import Upload
from models.conversation import Taken
from models.file_kind import Refused
from models.views import Download, OwnData


async def received(update: Update, context: Context) -> None:
    """Judge a file by its content, keep it under a random name, and put it with its item."""
    message = update.effective_message
    sent = _sent(message)
    if message is None or sent is None:
        return
    if (sent.file_size or 0) > file_kind.MOST_BYTES:
        await context.respond(update, attaching.refuse, "too_large")
        return
    file = await context.bot.get_file(sent.file_id)
    content = bytes(await file.download_as_bytearray())
    name = clean_text.clean_file_name((sent.file_name if isinstance(sent, Document) else None) or "foto.jpg")
    try:
        kind = await asyncio.to_thread(file_kind.judge_file, content, name)
    except Refused as refused:
        await context.respond(update, attaching.refuse, refused.reason)
        return
    upload = Upload(
        name=name,
        media_type=kind.media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        stored_name=await asyncio.to_thread(context.services.files.keep, content),
        album=message.media_group_id,
    )
    await context.respond(update, attaching.attach, upload)


def _sent(message: Message | None) -> Document | PhotoSize | None:
    if message is None:
        return None
    return message.document or (message.photo[-1] if message.photo else None)


async def send_back(update: Update, context: Context, attachment_id: int) -> None:
    """Send a file of the person's own application back."""
    taken = await context.turn(update, overview.download, attachment_id)
    view = taken.outcome.view if taken.outcome else None
    if not isinstance(view, Download):
        await context.reply(update, taken)
        return
    content = await asyncio.to_thread(context.services.files.read, view.stored_name)
    await _send(update, context, taken, content, view.file.name)


async def send_own_data(update: Update, context: Context) -> None:
    """Send all that is kept of the person, as a file."""
    taken = await context.turn(update, overview.my_data)
    view = taken.outcome.view if taken.outcome else None
    if not isinstance(view, OwnData):
        await context.reply(update, taken)
        return
    text = json.dumps(view.data, ensure_ascii=False, indent=2)
    from handlers.wording import say

    name = say("own_data.file_name", taken.speaker.language)
    await _send(update, context, taken, text.encode("utf-8", "replace"), name)


async def _send(update: Update, context: Context, taken: Taken, content: bytes, name: str) -> None:
    chat = update.effective_chat
    if chat is None or taken.outcome is None:
        return
    if update.callback_query is not None:
        await update.callback_query.answer()
    caption = reply_to(taken.outcome, taken.speaker.language).html
    await context.bot.send_document(chat.id, content, filename=name, caption=caption, parse_mode="HTML")
    await context.inbox.answered(update, taken.speaker.open_message_id)
