"""What people do in the chats of the local Bot API: they write, press, edit and send files."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime

from bot.local.chats import Room, Seen
from bot.local.files import new_file_id
from bot.local.html import MOST_UNITS, as_html
from bot.local.json import chat_json, message_json, person_json, unix
from bot.local.state import LocalState
from bot.local.values import (
    MOST_DOWNLOAD_BYTES,
    Document,
    Json,
    LocalChat,
    LocalFile,
    LocalMessage,
    NotPossible,
    Person,
)


class People:
    """The people's side; every doing returns the id of the update that the bot gets."""

    def __init__(self, state: LocalState) -> None:
        self._state = state

    async def open_chat(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "nl",
        chat_id: int | None = None,
    ) -> int:
        """Open a private chat, anew under `chat_id` with what is known of the person now; return its id."""
        await self._state.start()
        chosen = await self._state.new_chat_id(chat_id)
        person = Person(
            id=chosen, first_name=first_name, last_name=last_name, username=username, language_code=language_code
        )
        await self._open(LocalChat(id=chosen, person=person))
        return chosen

    async def open_group(self, title: str, by: Person) -> int:
        """Let `by` make a group with the bot in it; return its id, which is negative as in Telegram."""
        await self._state.start()
        chat = LocalChat(id=-(await self._state.new_chat_id(None)), title=title)
        update_id = await self._state.new_update_id()
        await self._open(chat)
        bot = self._state.bot
        joined = {
            "old_chat_member": {"status": "left", "user": bot},
            "new_chat_member": {"status": "member", "user": bot},
        }
        told: Json = {"chat": chat_json(chat), "from": person_json(by), "date": unix(self._state.now())}
        self._state.updates.put(update_id, "my_chat_member", told | joined)
        return chat.id

    async def say(self, chat_id: int, text: str, *, at: datetime | None = None) -> int:
        """Type a text; one above Telegram's limit goes as several messages, and the last update's id comes back.

        Raises:
            NotPossible: there is nothing but white space in it.
        """
        room = await self._room(chat_id)
        update_id = 0
        for part in _parts(text):
            update_id = await self._write(room, await self._new(room, part, at), said=part)
        return update_id

    async def say_in_group(self, chat_id: int, text: str, *, person: Person, at: datetime | None = None) -> int:
        """Type a text in a group."""
        room = await self._room(chat_id)
        return await self._write(room, await self._new(room, text, at), said=text, person=person)

    async def send_file(
        self,
        chat_id: int,
        name: str,
        content: bytes,
        *,
        caption: str | None = None,
        as_photo: bool = False,
        media_group_id: str | None = None,
        at: datetime | None = None,
    ) -> int:
        """Send a file; those of one album share a `media_group_id`."""
        room = await self._room(chat_id)
        size = len(content)
        kept = content if size <= MOST_DOWNLOAD_BYTES else None  # the bot may not download it anyhow
        file = LocalFile(file_id=new_file_id(), name=name, size=size, content=kept)
        document = Document(file_id=file.file_id, name=name, size=size, is_photo=as_photo)
        message = replace(await self._new(room, caption or "", at), document=document, media_group_id=media_group_id)
        return await self._write(room, message, file, said=caption or "")

    async def send_other(self, chat_id: int, content: Mapping[str, object], *, at: datetime | None = None) -> int:
        """Send what is neither text nor file, as the Bot API writes it: `{"location": {...}}`, `{"sticker": {...}}`."""
        room = await self._room(chat_id)
        return await self._write(room, await self._new(room, "", at), said="", content=content)

    async def edit(self, chat_id: int, message_id: int, text: str, *, at: datetime | None = None) -> int:
        """Change what one wrote before.

        Raises:
            NotPossible: there is no such message of this person.
        """
        room = await self._room(chat_id)
        before = room.messages.get(message_id)
        if before is None or before.from_bot:
            raise NotPossible("Only one's own messages can be edited.")
        message = replace(before, text_html=as_html(text), edited_at=self._moment(at))
        return await self._write(room, message, said=text, kind="edited_message")

    async def press(
        self, chat_id: int, message_id: int, data: str, *, at: datetime | None = None, force: bool = False
    ) -> int:
        """Press the button that sends `data`; `force` presses one that is not there, as a forger would.

        Raises:
            NotPossible: there is no such button under that message.
        """
        room = await self._room(chat_id)
        message = room.messages.get(message_id)
        if not force and (message is None or not message.has_button(data)):
            raise NotPossible("There is no such button under that message.")
        update_id = await self._state.new_update_id()
        await self._state.record(room)  # nothing changed, but the id is used
        self._state.remember_press(str(update_id), chat_id)
        self._state.updates.put(update_id, "callback_query", self._press_json(room, update_id, message_id, data, at))
        return update_id

    async def messages(self, chat_id: int) -> tuple[LocalMessage, ...]:
        """Return the newest messages of a chat, oldest first."""
        return tuple((await self._room(chat_id)).messages.values())

    async def file(self, file_id: str) -> LocalFile | None:
        """Return a file that was sent in a chat, or None when there is none."""
        return await self._state.files.find(file_id)

    def watch(self, chat_id: int) -> AbstractContextManager[asyncio.Queue[Seen]]:
        """Give, while it is entered, a queue of all that changes in a chat: messages, deletions and notices."""
        return self._state.rooms.watch(chat_id)

    async def _open(self, chat: LocalChat) -> None:
        room = await self._state.rooms.find(chat.id)
        if room is None:
            room = self._state.rooms.add(chat)
        elif room.chat == chat:
            return
        await self._state.record(room, chat)

    async def _room(self, chat_id: int) -> Room:
        await self._state.start()
        room = await self._state.rooms.find(chat_id)
        if room is None or room.chat.bot_left:
            raise NotPossible("There is no such chat with the bot.")
        return room

    def _moment(self, at: datetime | None) -> datetime:
        return self._state.now() if at is None else at.replace(microsecond=0)

    async def _new(self, room: Room, text: str, at: datetime | None) -> LocalMessage:
        return LocalMessage(
            chat_id=room.chat.id,
            message_id=await self._state.new_message_id(),
            from_bot=False,
            text_html=as_html(text),
            sent_at=self._moment(at),
        )

    async def _write(
        self,
        room: Room,
        message: LocalMessage,
        *files: LocalFile,
        said: str,
        person: Person | None = None,
        kind: str = "message",
        content: Mapping[str, object] | None = None,
    ) -> int:
        """Keep and show a message, then let the bot have it."""
        sender = person_json(_somebody(person or room.chat.person))
        update_id = await self._state.new_update_id()
        await self._state.record(room, *files, message)
        body = message_json(message, chat_json(room.chat), sender, said)
        self._state.updates.put(update_id, kind, body | dict(content or {}))
        return update_id

    def _press_json(self, room: Room, update_id: int, message_id: int, data: str, at: datetime | None) -> Json:
        chat = chat_json(room.chat)
        message = room.messages.get(message_id)
        # Telegram shows a message that is gone as inaccessible: dated 0.
        gone: Json = {"chat": chat, "message_id": message_id, "date": 0}
        press: Json = {
            "id": str(update_id),
            "from": person_json(_somebody(room.chat.person)),
            "chat_instance": str(room.chat.id),
            "message": gone if message is None else message_json(message, chat, self._state.bot),
            "data": data,
        }
        return press | {"date": unix(self._moment(at))} if self._state.press_dates else press


def _somebody(person: Person | None) -> Person:
    if person is None:
        raise NotPossible("In a group it must be known who does it.")
    return person


def _parts(text: str) -> Iterator[str]:
    """Cut a text as Telegram's apps do: in pieces of at most 4096 UTF-16 code units."""
    if not text.strip():
        raise NotPossible("An empty message cannot be sent.")
    if 2 * len(text) <= MOST_UNITS:  # no sign has more than two
        yield text
        return
    start = units = 0
    for place, sign in enumerate(text):
        width = 2 if ord(sign) > 0xFFFF else 1
        if units + width > MOST_UNITS:
            yield text[start:place]
            start, units = place, 0
        units += width
    yield text[start:]
