"""People, chats, messages and files in the form of the Bot API."""

import re
from datetime import datetime

from bot.local.html import FormattedText, formatted, utf16_length
from bot.local.markup import inline_keyboard
from bot.local.values import Document, Json, LocalChat, LocalMessage, Person

# Source: TDLib, match_bot_commands.
_COMMAND = re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])")
_SUFFIX = re.compile(r"\.[a-zA-Z0-9]{1,8}$")


def unix(moment: datetime) -> int:
    """Return `moment` in whole seconds since 1970."""
    return int(moment.timestamp())


def person_json(person: Person) -> Json:
    """Return a User."""
    return {"id": person.id, "is_bot": False, "language_code": person.language_code} | _names(person)


def chat_json(chat: LocalChat) -> Json:
    """Return a Chat."""
    if chat.person is None:
        return {"id": chat.id, "type": "group", "title": chat.title}
    return {"id": chat.id, "type": "private"} | _names(chat.person)


def message_json(message: LocalMessage, chat: Json, sender: Json, said: str | None = None) -> Json:
    """Return a Message; `said` is what a person typed, to the letter, where the message holds a cleaned copy."""
    body: Json = {
        "message_id": message.message_id,
        "from": sender,
        "chat": chat,
        "date": unix(message.sent_at),
    }
    if message.edited_at is not None:
        body["edit_date"] = unix(message.edited_at)
    if message.media_group_id is not None:
        body["media_group_id"] = message.media_group_id
    if message.document is not None:
        body |= _document_json(message.document)
    if message.buttons:
        body["reply_markup"] = inline_keyboard(message.buttons)
    return body | _text_json(message, said)


def _names(person: Person) -> Json:
    names: Json = {"first_name": person.first_name}
    if person.last_name is not None:
        names["last_name"] = person.last_name
    if person.username is not None:
        names["username"] = person.username
    return names


def _text_json(message: LocalMessage, said: str | None) -> Json:
    found = formatted(message.text_html) if said is None else FormattedText(said)
    if not found.text:
        return {}
    entities = [entity.json() for entity in found.entities]
    if "/" in found.text and not message.from_bot:
        entities += _commands(found.text)
    field, marks = ("text", "entities") if message.document is None else ("caption", "caption_entities")
    return {field: found.text, marks: entities} if entities else {field: found.text}


def _commands(text: str) -> list[Json]:
    return [
        {"type": "bot_command", "offset": _units(text[: found.start()]), "length": len(found[0])}
        for found in _COMMAND.finditer(text)
    ]


def _units(text: str) -> int:
    return utf16_length(text.encode("utf-16-le", "replace").decode("utf-16-le"))


def _document_json(document: Document) -> Json:
    file: Json = {
        "file_id": document.file_id,
        "file_unique_id": document.file_id[-16:],
        "file_size": document.size,
    }
    if document.is_photo:
        return {"photo": [file | {"width": 1280, "height": 960}]}
    return {"document": file | {"file_name": document.name, "mime_type": _mime_type(document.name)}}


def _mime_type(name: str) -> str:
    from mimetypes import guess_type  # reads the system's tables at its first use

    return guess_type(name)[0] or "application/octet-stream"


def file_path(file_id: str, name: str) -> str:
    """Return the path under which a file is downloaded; of its name only a plain extension shows."""
    suffix = _SUFFIX.search(name)
    return f"documents/{file_id}{suffix[0].lower() if suffix else ''}"


def file_id_in(path: str) -> str:
    """Return the file id in a download path."""
    return path.rpartition("/")[2].partition(".")[0]
