"""Files that a person sends, and files that are sent back."""

import asyncio
import hashlib

from telegram import Bot, Document, Message, PhotoSize, Update
from telegram.error import BadRequest

from handlers.context import Context
from handlers.views.page import reply_to
from handlers.wording import say
from models.dialogue.conversation import Taken
from models.files import file_kind
from models.files.file_kind import FileKind, Refused
from models.language import clean_text
from models.turns.items import attaching
from models.turns.items.attaching import Upload
from models.turns.people.own_data_views import OwnData
from models.turns.views import Download

TOO_BIG = "file is too big"  # how Telegram says that a bot may not download it


async def received(update: Update, context: Context) -> None:
    """Judge a file by its content, keep it under a random name, and put it with its item."""
    message = update.effective_message
    sent = _sent(message)
    if message is None or sent is None:
        return
    if context.taken is not None:  # only its answer did not leave
        await context.reply(update, context.taken)
        return
    try:
        content = await _download(context.bot, sent)
        kind = await asyncio.to_thread(file_kind.judge_file, content, _name(sent))
    except Refused as refused:
        await context.respond(update, attaching.refuse, refused.reason, has_caption=bool(message.caption))
        return
    await context.reply(update, await _attached(update, context, message, content, kind))


async def _download(bot: Bot, sent: Document | PhotoSize) -> bytes:
    """Return the bytes of a file.

    Raises:
        Refused: it is larger than we take, or than Telegram lets a bot have.
    """
    if (sent.file_size or 0) > file_kind.MOST_BYTES:
        raise Refused("too_large")
    try:
        file = await bot.get_file(sent.file_id)
    except BadRequest as problem:
        if TOO_BIG in str(problem).lower():
            raise Refused("too_large") from problem
        raise
    return bytes(await file.download_as_bytearray())


async def _attached(update: Update, context: Context, message: Message, content: bytes, kind: FileKind) -> Taken:
    """Keep the bytes, then take the turn; bytes that belong to nothing afterwards are thrown away."""
    files = context.services.files
    stored_name = await asyncio.to_thread(files.keep, content)
    upload = Upload(
        name=kind.name,
        media_type=kind.media_type,
        size=kind.size,
        sha256=hashlib.sha256(content).hexdigest(),
        stored_name=stored_name,
        album=message.media_group_id,
        has_caption=bool(message.caption),
    )
    taken = await context.turn(update, attaching.attach, upload)
    if not attaching.was_attached(taken.outcome):
        await asyncio.to_thread(files.discard, stored_name)
    return taken


def _sent(message: Message | None) -> Document | PhotoSize | None:
    if message is None:
        return None
    return message.document or (message.photo[-1] if message.photo else None)


def _name(sent: Document | PhotoSize) -> str:
    return clean_text.clean_file_name((sent.file_name if isinstance(sent, Document) else None) or "foto.jpg")


async def send_back(update: Update, context: Context, taken: Taken, view: Download | OwnData) -> None:
    """Send a file of the person's own application, or all that is kept of the person, as files."""
    chat = update.effective_chat
    if chat is None or taken.outcome is None:
        return
    language = taken.speaker.language
    if isinstance(view, Download):
        files = {view.file.name: await asyncio.to_thread(context.services.files.read, view.stored_name)}
    else:
        from models.privacy import own_data_page

        files = {
            say("own_data.readable_name", language): own_data_page.page(view.data, language).encode("utf-8", "replace"),
            say("own_data.file_name", language): own_data_page.as_json(view.data).encode("utf-8", "replace"),
        }
    await context.acknowledge(update)
    caption: str | None = reply_to(taken.outcome, language).html
    for name, content in files.items():
        await context.bot.send_document(chat.id, content, filename=name, caption=caption, parse_mode="HTML")
        caption = None
    await context.inbox.answered(update, taken.speaker.open_message_id)
