"""What of the local Bot API outlives the process, and how much of it stays in memory."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from telegram import Bot
from telegram.error import NetworkError

from bot.local.api import LocalApi
from bot.local.chats import IDLE_MESSAGES, MOST_CHATS, MOST_MESSAGES
from bot.local.keeper import Change, NextIds
from bot.local.request import LocalRequest
from bot.local.values import Deleted, LocalChat, LocalFile, LocalMessage, NotPossible


@dataclass
class Shelf:
    """A keeper that keeps in dicts, and can be slow or full."""

    ids: NextIds = field(default_factory=NextIds)
    chats: dict[int, LocalChat] = field(default_factory=dict)
    messages: dict[int, LocalMessage] = field(default_factory=dict)
    files: dict[str, LocalFile] = field(default_factory=dict)
    batches: list[int] = field(default_factory=list)
    full: bool = False

    async def next_ids(self) -> NextIds:
        return replace(self.ids)

    async def load_chat(self, chat_id: int) -> tuple[LocalChat, Sequence[LocalMessage]] | None:
        await asyncio.sleep(0)
        if chat_id not in self.chats:
            return None
        return self.chats[chat_id], [m for m in self.messages.values() if m.chat_id == chat_id][-MOST_MESSAGES:]

    async def load_file(self, file_id: str) -> LocalFile | None:
        return self.files.get(file_id)

    async def keep(self, changes: Sequence[Change], ids: NextIds) -> None:
        await asyncio.sleep(0.001)
        if self.full:
            raise OSError("disk full")
        self.batches.append(len(changes))
        self.ids = ids
        for change in changes:
            match change:
                case LocalChat():
                    self.chats[change.id] = change
                case LocalMessage():
                    self.messages[change.message_id] = change
                case LocalFile():
                    self.files[change.file_id] = change
                case Deleted():
                    del self.messages[change.message_id]


def now() -> datetime:
    return datetime(2021, 11, 12, tzinfo=UTC)


def api_on(shelf: Shelf | None) -> LocalApi:
    return LocalApi(clock=now, keeper=shelf)


def texts(messages: Sequence[LocalMessage]) -> list[str]:
    return [message.text_html for message in messages]


async def test_chats_messages_and_files_are_there_after_a_restart():
    shelf = Shelf()
    api = api_on(shelf)
    chat = await api.open_chat("Jan")
    await api.say(chat, "dag")
    sent = await api.call("sendMessage", {"chat_id": chat, "text": "hallo"})
    await api.call("editMessageText", {"chat_id": chat, "message_id": sent["message_id"], "text": "goeiendag"})
    await api.send_file(chat, "a.pdf", b"inhoud")

    again = api_on(shelf)
    assert texts(await again.messages(chat)) == ["dag", "goeiendag", ""]
    [*_, with_file] = await again.messages(chat)
    assert (await again.file(with_file.document.file_id)).content == b"inhoud"
    await again.call("editMessageText", {"chat_id": chat, "message_id": sent["message_id"], "text": "later"})


async def test_no_id_ever_comes_again():
    shelf = Shelf()
    updates, messages, chats = [], [], []
    for _ in range(3):
        api = api_on(shelf)
        chat = await api.open_chat("Jan")
        chats.append(chat)
        updates += [await api.say(chat, "dag"), await api.press(chat, 1, "x", force=True)]
        messages.append((await api.messages(chat))[-1].message_id)
    for ids in (updates, messages, chats):
        assert ids == sorted(set(ids))


async def test_a_person_who_comes_back_keeps_the_chat_and_gets_the_new_name():
    shelf = Shelf()
    api = api_on(shelf)
    chat = await api.open_chat("Jan", chat_id=7)
    await api.say(chat, "dag")
    assert await api_on(shelf).open_chat("Johan", chat_id=7) == 7
    assert shelf.chats[7].person.first_name == "Johan"
    assert texts(await api_on(shelf).messages(7)) == ["dag"]


async def test_changes_of_many_chats_are_kept_together():
    shelf = Shelf()
    api = api_on(shelf)
    chats = [await api.open_chat("Jan") for _ in range(100)]
    shelf.batches.clear()
    await asyncio.gather(*(api.say(chat, "dag") for chat in chats))
    assert sum(shelf.batches) == 100
    assert len(shelf.batches) <= 2


async def test_what_could_not_be_kept_is_not_shown_and_not_delivered():
    shelf = Shelf()
    api = api_on(shelf)
    chat = await api.open_chat("Jan")
    shelf.full = True
    with pytest.raises(OSError, match="disk full"):
        await api.say(chat, "dag")
    bot = Bot("1:local", request=LocalRequest(api), get_updates_request=LocalRequest(api))
    async with bot:
        with pytest.raises(NetworkError):
            await bot.send_message(chat, "hallo")
    assert await api.messages(chat) == ()
    assert api.pending_updates == 0
    shelf.full = False
    await api.say(chat, "nog eens")
    assert api.pending_updates == 1


async def test_who_gives_up_waiting_takes_no_one_elses_message_along():
    shelf = Shelf()
    api = api_on(shelf)
    chat = await api.open_chat("Jan")
    hasty, patient = asyncio.create_task(api.say(chat, "een")), asyncio.create_task(api.say(chat, "twee"))
    await asyncio.sleep(0)
    hasty.cancel()
    await patient
    with suppress(asyncio.CancelledError):
        await hasty
    assert "twee" in texts(await api.messages(chat))


async def test_a_chat_that_nobody_opened_does_not_exist():
    with pytest.raises(NotPossible):
        await api_on(Shelf()).say(1, "dag")
    with pytest.raises(NotPossible):
        await api_on(None).say(1, "dag")


async def test_only_the_newest_messages_of_a_chat_stay_in_memory():
    api = api_on(None)
    chat = await api.open_chat("Jan")
    for turn in range(MOST_MESSAGES + 50):
        await api.say(chat, str(turn))
    held = texts(await api.messages(chat))
    assert held == [str(turn) for turn in range(50, MOST_MESSAGES + 50)]


async def test_an_idle_chat_keeps_a_short_end_without_a_keeper():
    api = api_on(None)
    first = await api.open_chat("Jan")
    for turn in range(50):
        await api.say(first, str(turn))
    for _ in range(MOST_CHATS):
        await api.open_chat("Piet")
    assert texts(await api.messages(first)) == [str(turn) for turn in range(50 - IDLE_MESSAGES, 50)]
    await api.say(first, "terug")
    assert len(await api.messages(first)) == IDLE_MESSAGES + 1


async def test_an_idle_chat_leaves_memory_and_comes_back_whole_with_a_keeper():
    shelf = Shelf()
    api = api_on(shelf)
    first = await api.open_chat("Jan")
    await asyncio.gather(*(api.say(first, str(turn)) for turn in range(50)))
    await asyncio.gather(*(api.open_chat("Piet") for _ in range(MOST_CHATS)))
    loads = await asyncio.gather(*(api.messages(first) for _ in range(5)))
    assert [len(messages) for messages in loads] == [50] * 5


async def test_more_chats_than_fit_can_all_be_busy_at_once():
    shelf = Shelf()
    api = api_on(shelf)
    chats = await asyncio.gather(*(api.open_chat("Jan") for _ in range(MOST_CHATS + 500)))
    for _ in range(2):
        await asyncio.gather(*(api.say(chat, "dag") for chat in chats))
    kept = [len(await api.messages(chat)) for chat in chats]
    assert kept == [2] * (MOST_CHATS + 500)
