"""What comes to the bot on this machine: until it is confirmed, to one poller, as it was asked for."""

import asyncio
from datetime import timedelta

import pytest
from telegram import Update
from telegram.error import Conflict, Forbidden
from telegram.ext import (
    ChatMemberHandler,
)

from bot.local.api import LocalApi
from bot.local.values import NotPossible, Person
from tests.fakes.local_bot import Clock, local_bot, running


async def test_updates_come_again_until_an_offset_confirms_them():
    api = LocalApi(clock=Clock())
    chat_id = await api.open_chat("Jan")
    first = await api.say(chat_id, "een")
    await api.say(chat_id, "twee")
    async with local_bot(api) as bot:
        for _ in range(2):
            assert [u.message.text for u in await bot.get_updates()] == ["een", "twee"]
        assert [u.message.text for u in await bot.get_updates(limit=1)] == ["een"]
        assert [u.message.text for u in await bot.get_updates(offset=first + 1)] == ["twee"]
        assert [u.message.text for u in await bot.get_updates()] == ["twee"]
        assert await bot.get_updates(offset=first + 2) == ()
    assert api.pending_updates == 0


async def test_a_long_poll_waits_until_something_comes():
    api = LocalApi(clock=Clock())
    chat_id = await api.open_chat("Jan")
    async with local_bot(api) as bot:
        poll = asyncio.create_task(bot.get_updates(timeout=10))
        await asyncio.sleep(0.05)
        assert not poll.done()
        await api.say(chat_id, "wakker")
        [update] = await asyncio.wait_for(poll, 1)
    assert update.message.text == "wakker"


async def test_a_long_poll_in_which_nothing_comes_ends_empty():
    api = LocalApi(clock=Clock())
    async with local_bot(api) as bot:
        assert await bot.get_updates(timeout=1) == ()


async def test_a_second_poller_ends_the_first():
    api = LocalApi(clock=Clock())
    async with local_bot(api) as bot:
        first = asyncio.create_task(bot.get_updates(timeout=10))
        await asyncio.sleep(0.05)
        await bot.get_updates()
        with pytest.raises(Conflict):
            await first


async def test_updates_that_nobody_fetched_are_forgotten_after_a_day():
    clock = Clock()
    api = LocalApi(clock=clock)
    chat_id = await api.open_chat("Jan")
    await api.say(chat_id, "te oud")
    clock.now += timedelta(hours=23)
    await api.say(chat_id, "nog vers")
    clock.now += timedelta(hours=2)
    async with local_bot(api) as bot:
        assert [u.message.text for u in await bot.get_updates()] == ["nog vers"]


async def test_only_the_kinds_of_update_that_were_asked_for_come():
    api = LocalApi(clock=Clock())
    chat_id = await api.open_chat("Jan")
    async with local_bot(api) as bot:
        await bot.get_updates(allowed_updates=["callback_query"])
        await api.say(chat_id, "niet gevraagd")
        await api.press(chat_id, 1, "x", force=True)
        assert [u.message for u in await bot.get_updates()] == [None]


async def test_the_bot_hears_of_a_group_and_can_leave_it():
    api = LocalApi(clock=Clock())
    person = Person(id=5, first_name="Jan")
    left = asyncio.Event()

    async def leave(update: Update, context) -> None:
        await update.effective_chat.leave()
        left.set()

    async with running(api, ChatMemberHandler(leave, ChatMemberHandler.MY_CHAT_MEMBER)) as app:
        group = await api.open_group("Dienst", person)
        async with asyncio.timeout(5):
            await left.wait()
        with pytest.raises(Forbidden):
            await app.bot.send_message(group, "nog iets")
        with pytest.raises(NotPossible):
            await api.say_in_group(group, "hallo?", person=person)
