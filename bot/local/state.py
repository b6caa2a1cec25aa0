"""What both sides of the local Bot API work on: the bot's methods and the people's doings."""

from collections import OrderedDict
from datetime import datetime

from bot.local.chats import Room, Rooms
from bot.local.files import Files
from bot.local.keeper import Change, Journal, Keeper, NextIds
from bot.local.sharing import Sharing
from bot.local.updates import Updates
from bot.local.values import ApiProblem, Clock, Json, LocalFile, bad_request

BOT_ID = 7_000_000_001  # far from the ids of people
MOST_PRESSES = 10_000  # presses that can still be answered


class LocalState:
    """The chats, files, updates and ids of one bot; in memory, and with a keeper also outside it."""

    def __init__(
        self, *, clock: Clock, keeper: Keeper | None, sharing: Sharing | None, username: str, press_dates: bool
    ) -> None:
        self.bot: Json = {"id": BOT_ID, "is_bot": True, "first_name": "Kernbot", "username": username}
        self.press_dates = press_dates
        self.clock = clock
        self.updates = Updates(clock)
        self.rooms = Rooms(keeper, sharing)
        self.files = Files(keeper)
        self.commands: dict[str, list[Json]] = {}
        self._presses: OrderedDict[str, int] = OrderedDict()
        self._keeper = keeper
        self._sharing = sharing
        self._journal: Journal | None = None
        self._ids = NextIds() if keeper is None else None

    async def start(self) -> None:
        """Take the ids up where the keeper has them; does nothing the second time."""
        if self._keeper is None or self._ids is not None:
            return
        ids = await self._keeper.next_ids()
        if self._ids is None:  # nobody else was faster
            self._ids = ids
            self._journal = Journal(self._keeper, ids)

    def now(self) -> datetime:
        """Return the moment in whole seconds."""
        return self.clock().replace(microsecond=0)

    async def new_update_id(self) -> int:
        """Return an update id above all before."""
        if self._sharing is not None:
            return await self._sharing.new_id("update_id")
        ids = self._started()
        ids.update_id += 1
        return ids.update_id - 1

    async def new_message_id(self) -> int:
        """Return a message id above all before, in any chat."""
        if self._sharing is not None:
            return await self._sharing.new_id("message_id")
        ids = self._started()
        ids.message_id += 1
        return ids.message_id - 1

    async def new_chat_id(self, wanted: int | None) -> int:
        """Return `wanted`, or a chat id that was never used."""
        if self._sharing is not None:
            return await self._sharing.new_id("chat_id") if wanted is None else wanted
        ids = self._started()
        ids.chat_id = max(ids.chat_id, (wanted or 0) + 1)
        if wanted is not None:
            return wanted
        ids.chat_id += 1
        return ids.chat_id - 1

    async def room(self, chat_id: int) -> Room:
        """Return a chat that the bot may write to.

        Raises:
            ApiProblem: there is none, or the bot left it.
        """
        room = await self.rooms.find(chat_id)
        if room is None:
            raise bad_request("chat not found")
        if room.chat.bot_left:
            raise ApiProblem(403, "Forbidden: bot is not a member of the group chat")
        return room

    async def record(self, room: Room, *changes: Change) -> None:
        """Keep changes in a chat, then show them: what is seen will be there after a restart."""
        if self._journal is not None:
            room.unkept += 1
            try:
                await self._journal.keep(changes)
                room.version += sum(1 for change in changes if not isinstance(change, LocalFile))
            finally:
                room.unkept -= 1
        for change in changes:
            if isinstance(change, LocalFile):
                self.files.hold(change)
            else:
                room.apply(change)
                self.rooms.tell(room.chat.id, change)

    def remember_press(self, query_id: str, chat_id: int) -> None:
        """Let a press be answered."""
        self._presses[query_id] = chat_id
        if len(self._presses) > MOST_PRESSES:
            self._presses.popitem(last=False)

    def chat_of_press(self, query_id: str) -> int | None:
        """Return where a button was pressed, None when that is unknown or too long ago."""
        return self._presses.get(query_id)

    def _started(self) -> NextIds:
        if self._ids is None:
            raise RuntimeError("The local Bot API has a keeper: await start() first.")
        return self._ids
