"""In a group Kernbot says that it works in private chats, and leaves."""

import asyncio

from bot.local.values import LocalChat, LocalMessage, Person
from models.records.people.person import Person as PersonRow
from tests.fakes import facts
from tests.fakes.conversation import Town
from tests.fakes.underway import at_seven

JAN = Person(id=77, first_name="Jan")


async def heard_until_it_left(town: Town, group: int) -> list[str]:
    """Return what the bot wrote in a group before it left."""
    said = []
    with town.api.watch(group) as seen:
        while True:
            one = await asyncio.wait_for(seen.get(), 30)
            if isinstance(one, LocalMessage) and one.from_bot:
                said.append(one.text_html)
            if isinstance(one, LocalChat) and one.bot_left:
                return said


async def test_a_group_to_which_it_is_added_is_left_with_a_word(town: Town) -> None:
    group = await town.api.open_group("Centrumteam", JAN)

    [said] = await heard_until_it_left(town, group)

    assert "Ik werk alleen in een privéchat" in said
    assert "Ik verlaat deze groep nu." in said


async def test_a_message_in_a_group_that_it_left_meanwhile_is_harmless(town: Town) -> None:
    group = await town.api.open_group("Centrumteam", JAN)
    update = await town.api.say_in_group(group, "dag kernbot", person=JAN)

    await town.front.inbox.expect(update)

    assert await facts.raw_updates(await town.person("An")) == ["", ""]


async def test_nobody_in_a_group_becomes_known(town: Town) -> None:
    chat = await at_seven(town)
    before = await facts.case_of(chat)

    group = await town.api.open_group("Centrumteam", JAN)
    await heard_until_it_left(town, group)

    assert await facts.count(chat, PersonRow) == 1
    assert await facts.case_of(chat) == before
