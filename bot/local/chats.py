"""The chats in memory: their newest messages, and who watches them."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice

from bot.local.keeper import Change, Keeper
from bot.local.sharing import Sharing
from bot.local.values import Deleted, LocalChat, LocalMessage, Notice

MOST_MESSAGES = 200  # held of one chat
MOST_CHATS = 1_000  # held in full; the ones idle for longest go first
IDLE_MESSAGES = 20  # held of an idle chat when nothing keeps it elsewhere
MOST_UNSEEN = 1_000  # changes that wait for one watcher, then the oldest go

Seen = Change | Notice


class Room:
    """A chat with its messages in order; `unkept` changes on their way to the keeper hold it in memory."""

    __slots__ = ("chat", "messages", "unkept", "version")

    def __init__(self, chat: LocalChat) -> None:
        self.chat = chat
        self.messages: dict[int, LocalMessage] = {}
        self.unkept = 0
        self.version = 0  # how often it was changed, as far as is known here

    def differences(self, chat: LocalChat, messages: Iterable[LocalMessage]) -> list[Change]:
        """Return what makes of this room the chat with these messages."""
        there = {message.message_id: message for message in messages}
        oldest = min(there, default=0)
        changes: list[Change] = [chat] if chat != self.chat else []
        changes += [one for one in there.values() if self.messages.get(one.message_id) != one]
        gone = [one for one in self.messages if one not in there and one >= oldest]
        return changes + [Deleted(chat_id=chat.id, message_id=one) for one in gone]

    def apply(self, change: Change) -> None:
        """Show a change."""
        if isinstance(change, LocalMessage):
            self.messages[change.message_id] = change
            self.shrink(MOST_MESSAGES)
        elif isinstance(change, LocalChat):
            self.chat = change
        elif isinstance(change, Deleted):
            self.messages.pop(change.message_id, None)

    def shrink(self, most: int) -> None:
        """Hold only the newest `most` messages."""
        for message_id in list(islice(self.messages, max(len(self.messages) - most, 0))):
            del self.messages[message_id]


class Rooms:
    """Chats by id, the most recently used last."""

    def __init__(self, keeper: Keeper | None, sharing: Sharing | None = None) -> None:
        self._keeper = keeper
        self._sharing = sharing
        self._rooms: OrderedDict[int, Room] = OrderedDict()
        self._idle: dict[int, Room] = {}  # only without a keeper
        self._loading: dict[int, asyncio.Task[bool]] = {}
        self._watchers: dict[int, list[asyncio.Queue[Seen]]] = {}

    async def find(self, chat_id: int) -> Room | None:
        """Return a chat, None when nobody ever opened it."""
        while (room := self._rooms.get(chat_id)) is None:
            if not await self._recall(chat_id):
                return None
        if self._sharing is not None:
            await self._renew(self._sharing, {chat_id: room})
        self._rooms.move_to_end(chat_id)
        return room

    def add(self, chat: LocalChat) -> Room:
        """Return the room of a new chat."""
        return self._hold(Room(chat))

    def let_go(self) -> None:
        """Let go of every chat that the keeper has as it is: it is read again when it is needed."""
        if self._keeper is not None:
            for room in [room for room in self._rooms.values() if not room.unkept]:
                del self._rooms[room.chat.id]

    @contextmanager
    def watch(self, chat_id: int) -> Iterator[asyncio.Queue[Seen]]:
        """Give a queue of what changes in a chat from now on."""
        queue: asyncio.Queue[Seen] = asyncio.Queue(MOST_UNSEEN)
        watchers = self._watchers.setdefault(chat_id, [])
        watchers.append(queue)
        try:
            yield queue
        finally:
            watchers.remove(queue)
            if not watchers:
                del self._watchers[chat_id]

    def tell(self, chat_id: int, change: Seen) -> None:
        """Let the watchers of a chat see a change."""
        for queue in self._watchers.get(chat_id, ()):
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(change)

    async def follow(self) -> None:
        """Show what other processes did in the chats that are watched here."""
        if self._sharing is not None:
            await self._renew(
                self._sharing, {chat_id: self._rooms[chat_id] for chat_id in self._watchers if chat_id in self._rooms}
            )

    async def _renew(self, sharing: Sharing, rooms: Mapping[int, Room]) -> None:
        """Read the chats again that another process changed; what is on its way from here is known already."""
        if not rooms or self._keeper is None:
            return
        versions = await sharing.versions(rooms)
        for chat_id, room in rooms.items():
            version = versions.get(chat_id, room.version)
            if room.unkept or room.version == version:
                continue
            found = await self._keeper.load_chat(chat_id)
            if found is not None and not room.unkept:
                room.version = version
                for change in room.differences(*found):
                    room.apply(change)
                    self.tell(chat_id, change)

    async def _recall(self, chat_id: int) -> bool:
        """Bring back a chat that was let go; return whether there is one."""
        if self._keeper is None:
            room = self._idle.pop(chat_id, None)
            return room is not None and self._hold(room) is room
        if chat_id not in self._loading:
            self._loading[chat_id] = asyncio.create_task(self._load(self._keeper, chat_id))
        return await asyncio.shield(self._loading[chat_id])

    async def _load(self, keeper: Keeper, chat_id: int) -> bool:
        version = 0
        try:
            if self._sharing is not None:
                version = (await self._sharing.versions([chat_id])).get(chat_id, 0)
            found = await keeper.load_chat(chat_id)
        finally:
            del self._loading[chat_id]
        if found is None:
            return False
        room = Room(found[0])
        room.version = version
        room.messages = {message.message_id: message for message in found[1]}
        room.shrink(MOST_MESSAGES)
        self._hold(room)
        return True

    def _hold(self, room: Room) -> Room:
        self._rooms[room.chat.id] = room
        self._make_space(room)
        return room

    def _make_space(self, newest: Room) -> None:
        """Let go of what was idle for longest: the keeper has it, or a short end of it stays here."""
        free = (room for room in self._rooms.values() if not room.unkept and room is not newest)
        for room in list(islice(free, max(len(self._rooms) - MOST_CHATS, 0))):
            del self._rooms[room.chat.id]
            if self._keeper is None:
                room.shrink(IDLE_MESSAGES)
                self._idle[room.chat.id] = room
