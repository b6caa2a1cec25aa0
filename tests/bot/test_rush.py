"""When everyone comes at once: what is read has its turn soon, and a chat that floods keeps nobody out."""

import asyncio

from bot.fronts.rush import MOST_CHATS, Rush
from tests.bot.test_order import update


def is_room(rush: Rush) -> bool:
    return rush._room.is_set()


async def test_no_more_is_read_until_half_of_those_that_wait_had_their_turn() -> None:
    rush = Rush()
    for number in range(1, MOST_CHATS + 1):
        assert is_room(rush)
        rush.begin(update(number, chat_id=number))
    waits = asyncio.create_task(rush.room())
    for number in range(1, MOST_CHATS // 2 + 1):
        await asyncio.sleep(0)
        assert not waits.done()
        rush.end(number)
        rush.end(number)
    assert await waits == MOST_CHATS // 2


async def test_a_chat_that_floods_counts_as_one() -> None:
    rush = Rush()
    for number in range(1, 10 * MOST_CHATS):
        rush.begin(update(number, chat_id=1))
    assert is_room(rush)
    for number in range(1, 10 * MOST_CHATS):
        rush.end(number)
    assert not rush._chats


async def test_as_much_is_read_as_there_is_room_for() -> None:
    rush = Rush()
    assert await rush.room() == MOST_CHATS
    rush.begin(update(1, chat_id=1))
    assert await rush.room() == MOST_CHATS - 1


async def test_several_processes_share_the_room() -> None:
    alive = 1
    rush = Rush(lambda: alive)
    alive = 4
    assert await rush.room() == MOST_CHATS // 8
    alive = 10 * MOST_CHATS
    assert await rush.room() > 0
