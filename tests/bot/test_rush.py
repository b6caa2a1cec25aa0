"""When everyone comes at once: what is read has its turn soon, and a chat that floods keeps nobody out."""

import asyncio

from bot.fronts.rush import MOST_CHATS, Rush
from tests.bot.test_order import update


def is_room(rush: Rush) -> bool:
    return rush._room.is_set()


async def test_no_more_is_read_until_one_of_those_that_wait_had_its_turn() -> None:
    rush = Rush()
    for number in range(1, MOST_CHATS + 1):
        assert is_room(rush)
        rush.begin(update(number, chat_id=number))
    waits = asyncio.create_task(rush.room())
    await asyncio.sleep(0)
    assert not waits.done()
    rush.end(7)
    rush.end(7)
    await waits


async def test_a_chat_that_floods_counts_as_one() -> None:
    rush = Rush()
    for number in range(1, 10 * MOST_CHATS):
        rush.begin(update(number, chat_id=1))
    assert is_room(rush)
    for number in range(1, 10 * MOST_CHATS):
        rush.end(number)
    assert not rush._chats
