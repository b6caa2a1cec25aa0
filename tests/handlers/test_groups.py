"""In a group Kernbot says that it works in private chats, and leaves."""

import asyncio

from bot.local_values import LocalMessage, Person
from models.person import Person as PersonRow
from tests.fakes import facts
from tests.fakes.conversation import Town
from tests.handlers.test_walking import at_seven

JAN = Person(id=77, first_name="Jan")
TEXT = "Ik werk alleen in een privéchat"


async def messages_in(town: Town, group: int) -> list[str]:
    """Return what the bot wrote in a group that it has left."""
    room = await town.api._state.rooms.find(group)
    assert room is not None
    assert room.chat.bot_left
    return [one.text_html for one in room.messages.values() if isinstance(one, LocalMessage) and one.from_bot]


async def all_answered(town: Town) -> None:
    """Wait until nothing that came in waits for an answer."""
    while town.api.pending_updates or await town.front.inbox.unanswered(town.front.bot):
        await asyncio.sleep(0.01)


async def test_a_group_to_which_it_is_added_is_left_with_a_word(town: Town) -> None:
    group = await town.api.open_group("Centrumteam", JAN)

    await all_answered(town)

    [said] = await messages_in(town, group)
    assert TEXT in said


async def test_nobody_in_a_group_becomes_known(town: Town) -> None:
    chat = await at_seven(town)
    before = await facts.case_of(chat)

    await town.api.open_group("Centrumteam", JAN)
    await all_answered(town)

    assert await facts.count(chat, PersonRow) == 1
    assert await facts.case_of(chat) == before
