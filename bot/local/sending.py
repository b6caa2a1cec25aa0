"""What the bot does with messages: send, edit, delete, and answer a press."""

from dataclasses import replace

from bot.local.chats import Room
from bot.local.files import new_file_id
from bot.local.html import MOST_CAPTION_UNITS, MOST_UNITS, as_html, formatted, utf16_length
from bot.local.json import chat_json, message_json
from bot.local.markup import buttons_of
from bot.local.parameters import Parameters
from bot.local.state import LocalState
from bot.local.values import (
    Deleted,
    Document,
    Json,
    LocalFile,
    LocalMessage,
    Notice,
    bad_request,
)

MOST_UPLOAD_BYTES = 50_000_000  # Source: Bot API, sendDocument.
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


async def send_message(state: LocalState, given: Parameters) -> Json:
    """Show a text in a chat."""
    room = await wanted_room(state, given)
    return await _show(state, room, await _new(state, room, given, _text(given)))


async def send_document(state: LocalState, given: Parameters) -> Json:
    """Show a file in a chat, new or sent before."""
    return await _send_file(state, given, "document")


async def send_photo(state: LocalState, given: Parameters) -> Json:
    """Show a photo in a chat, new or sent before."""
    return await _send_file(state, given, "photo")


async def edit_message_text(state: LocalState, given: Parameters) -> Json:
    """Replace text and buttons of a message."""
    room, message = await _own_message(state, given)
    if message.document is not None:
        raise bad_request("there is no text in the message to edit")
    return await _edit(state, room, message, text_html=_text(given), given=given)


async def edit_message_reply_markup(state: LocalState, given: Parameters) -> Json:
    """Replace the buttons of a message."""
    room, message = await _own_message(state, given)
    return await _edit(state, room, message, text_html=message.text_html, given=given)


async def delete_message(state: LocalState, given: Parameters) -> bool:
    """Take a message away."""
    room = await wanted_room(state, given)
    message_id = given.number("message_id", 0)
    if message_id not in room.messages:
        raise bad_request("message to delete not found")
    await state.record(room, Deleted(chat_id=room.chat.id, message_id=message_id))
    return True


async def answer_callback_query(state: LocalState, given: Parameters) -> bool:
    """End the waiting of who pressed a button, with or without a word."""
    chat_id = state.chat_of_press(given.text("callback_query_id"))
    if chat_id is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = given.text("text")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    if text:
        state.rooms.tell(chat_id, Notice(chat_id=chat_id, text=text, alert=given.truth("show_alert")))
    return True


async def wanted_room(state: LocalState, given: Parameters) -> Room:
    """Return the chat that a call is about.

    Raises:
        ApiProblem: there is no such chat.
    """
    if not given.text("chat_id"):
        raise bad_request("chat_id is empty")
    try:
        chat_id = int(given.text("chat_id"))
    except ValueError:
        raise bad_request("chat not found") from None
    return await state.room(chat_id)


async def _own_message(state: LocalState, given: Parameters) -> tuple[Room, LocalMessage]:
    room = await wanted_room(state, given)
    message = room.messages.get(given.number("message_id", 0))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return room, message


def _text(given: Parameters) -> str:
    """Return the text to send as HTML, checked."""
    found = _html(given, "text")
    plain = formatted(found).text
    if not plain:
        raise bad_request("message text is empty")
    if utf16_length(plain) > MOST_UNITS:
        raise bad_request("message is too long")
    return found


def _html(given: Parameters, field: str) -> str:
    said, mode = given.text(field), given.text("parse_mode").lower()
    utf16_length(said)  # refuses what is no UTF-8
    if mode == "html":
        return said
    if mode not in ("", "none"):
        raise bad_request("unsupported parse_mode")
    return as_html(said)


async def _new(
    state: LocalState, room: Room, given: Parameters, text_html: str, document: Document | None = None
) -> LocalMessage:
    buttons = buttons_of(given.mapping("reply_markup"))
    return LocalMessage(
        chat_id=room.chat.id,
        message_id=await state.new_message_id(),
        from_bot=True,
        text_html=text_html,
        sent_at=state.now(),
        buttons=buttons,
        document=document,
    )


async def _show(state: LocalState, room: Room, message: LocalMessage, *files: LocalFile) -> Json:
    await state.record(room, *files, message)
    return message_json(message, chat_json(room.chat), state.bot)


async def _edit(state: LocalState, room: Room, message: LocalMessage, *, text_html: str, given: Parameters) -> Json:
    buttons = buttons_of(given.mapping("reply_markup"))
    if buttons == message.buttons and _same_text(text_html, message.text_html):
        raise bad_request(_SAME)
    return await _show(state, room, replace(message, text_html=text_html, buttons=buttons, edited_at=state.now()))


def _same_text(one: str, other: str) -> bool:
    return one == other or formatted(one) == formatted(other)


async def _send_file(state: LocalState, given: Parameters, field: str) -> Json:
    room = await wanted_room(state, given)
    caption = _html(given, "caption")
    if utf16_length(formatted(caption).text) > MOST_CAPTION_UNITS:
        raise bad_request("message caption is too long")
    upload = given.upload(field)
    file = await _sent_before(state, given, field) if upload is None else _new_file(*upload)
    document = Document(file_id=file.file_id, name=file.name, size=file.size, is_photo=field == "photo")
    message = await _new(state, room, given, caption, document)
    return await _show(state, room, message, *([] if upload is None else [file]))


def _new_file(name: str, content: bytes) -> LocalFile:
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > MOST_UPLOAD_BYTES:
        raise bad_request("file is too big")
    return LocalFile(file_id=new_file_id(), name=name, size=len(content), content=content)


async def _sent_before(state: LocalState, given: Parameters, field: str) -> LocalFile:
    if not given.text(field):
        raise bad_request(f"there is no {field} in the request")
    file = await state.files.find(given.text(field))
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return file
