"""When everyone comes at once: what is read has its turn soon, and a chat that floods keeps nobody out."""

import asyncio

from bot.fronts.rush import MOST_CHATS, SOON_S, Rush
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


async def full_round(rush: Rush, clock: list[float], waited_s: float) -> int:
    """Let as many come as there is room for, and each have its turn after so long; return how many may come then."""
    first = 1000 * len(clock)
    many = range(first, first + rush.most)
    for number in many:
        rush.begin(update(number, chat_id=number))
    assert not is_room(rush)
    clock.append(clock[-1] + waited_s)
    for number in many:
        rush.end(number)
    return await rush.room()


async def test_where_turns_come_soon_more_is_read_and_where_they_wait_less() -> None:
    clock = [0.0]
    rush = Rush(lambda: 3, lambda: clock[-1])
    least = MOST_CHATS // 6
    assert [await full_round(rush, clock, SOON_S * 0.4) for _ in range(4)] == [2 * least, 4 * least, 64, 64]
    assert [await full_round(rush, clock, SOON_S * 1.1) for _ in range(4)] == [32, 16, least, least]
    assert [await full_round(rush, clock, SOON_S * 0.9) for _ in range(2)] == [least, least]


async def test_a_process_alone_always_reads_as_much_as_it_may() -> None:
    clock = [0.0]
    rush = Rush(monotonic=lambda: clock[-1])
    assert await full_round(rush, clock, 10 * SOON_S) == MOST_CHATS
