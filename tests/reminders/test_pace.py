"""The pace of what leaves for chats: one a second each, so many over all, and nothing while we are told to wait."""

import asyncio
from itertools import pairwise

from reminders.pace import Pace


async def moments(pace: Pace, chats: list[int]) -> list[tuple[float, int]]:
    """Return when each message may leave, in order."""
    loop, found = asyncio.get_running_loop(), []

    async def one(chat: int) -> None:
        async with pace.turn(chat):
            found.append((loop.time(), chat))
            pace.count(chat)

    await asyncio.gather(*(one(chat) for chat in chats))
    return sorted(found)


async def test_messages_to_many_chats_leave_one_after_the_other() -> None:
    found = await moments(Pace(over_all_s=0.02, each_chat_s=0.1), list(range(6)))
    assert all(later - earlier >= 0.0199 for (earlier, _), (later, _) in pairwise(found))


async def test_messages_to_one_chat_leave_slower_and_keep_no_other_back() -> None:
    found = await moments(Pace(over_all_s=0.001, each_chat_s=0.1), [1, 1, 1, 2, 3])
    to_one = [at for at, chat in found if chat == 1]
    assert all(later - earlier >= 0.0999 for earlier, later in pairwise(to_one))
    assert max(at for at, chat in found if chat != 1) < to_one[1]


async def test_what_answers_a_person_goes_at_once_and_the_outbox_makes_room() -> None:
    pace, loop = Pace(over_all_s=0.05, each_chat_s=0.05), asyncio.get_running_loop()
    began = loop.time()
    for chat in range(3):
        pace.count(chat)
    assert loop.time() - began < 0.05
    [(at, _)] = await moments(pace, [9])
    assert at - began >= 0.149


async def test_a_halt_lasts_as_long_as_was_asked() -> None:
    pace = Pace()
    assert pace.halted_s() == 0
    pace.halt(5)
    pace.halt(1)
    assert 4 < pace.halted_s() <= 5
