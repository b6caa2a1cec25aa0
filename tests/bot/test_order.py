"""The order of updates: one after the other in a chat, chats beside each other, and a stop that holds for all."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Chat as TelegramChat
from telegram import Message, Update

from bot.fronts.order import PLACES, InOrder
from tests.fakes.conversation import Town

NOW = datetime(2021, 10, 20, tzinfo=UTC)
FLOOD = 300


def update(update_id: int, chat_id: int) -> Update:
    message = Message(update_id, NOW, TelegramChat(chat_id, TelegramChat.PRIVATE), text="x")
    return Update(update_id, message=message)


def given(order: InOrder, update_id: int, chat_id: int, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    return asyncio.create_task(order.process_update(update(update_id, chat_id), work))


@pytest.fixture
def done() -> list[int]:
    return []


async def test_the_updates_of_a_chat_are_handled_in_the_order_in_which_they_came(done: list[int]) -> None:
    async def work(number: int) -> None:
        await asyncio.sleep(0 if number % 2 else 0.001)  # every second one would overtake
        done.append(number)

    order = InOrder()
    await asyncio.gather(*(given(order, number, 1, work(number)) for number in range(50)))
    assert done == list(range(50))


async def test_chats_are_handled_beside_each_other(done: list[int]) -> None:
    both = asyncio.Barrier(2)

    async def work(number: int) -> None:
        await both.wait()  # only ends when the other chat is there, too
        done.append(number)

    order = InOrder()
    await asyncio.gather(given(order, 1, 1, work(1)), given(order, 2, 2, work(2)))
    assert sorted(done) == [1, 2]


async def test_an_update_that_fails_does_not_hold_up_its_chat(done: list[int]) -> None:
    async def fail() -> None:
        raise RuntimeError

    async def work() -> None:
        done.append(2)

    order = InOrder()
    first, second = given(order, 1, 1, fail()), given(order, 2, 1, work())
    with pytest.raises(RuntimeError):
        await first
    await second
    assert done == [2]


async def test_a_chat_that_hangs_holds_one_place_only(done: list[int]) -> None:
    gate = asyncio.Event()

    async def work(number: int) -> None:
        done.append(number)

    async def hang() -> None:
        await gate.wait()

    order = InOrder()
    hanging = [given(order, number, 1, hang()) for number in range(PLACES * 2)]
    await given(order, 1000, 2, work(1000))
    assert done == [1000]
    gate.set()
    await asyncio.gather(*hanging)


async def test_after_a_stop_what_runs_may_end_and_nothing_begins(done: list[int]) -> None:
    gate = asyncio.Event()

    async def work(number: int) -> None:
        await gate.wait()
        done.append(number)

    order = InOrder()
    tasks = [given(order, number, 1, work(number)) for number in range(3)]
    await asyncio.sleep(0)
    stopping = asyncio.create_task(order.stop(30))
    await asyncio.sleep(0)
    gate.set()
    await stopping
    await asyncio.gather(*tasks)
    assert done == [0]


async def test_after_a_stop_what_lasts_longer_than_its_grace_is_cut_off(done: list[int]) -> None:
    async def hang(number: int) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            done.append(number)

    order = InOrder()
    tasks = [given(order, number, number % 2, hang(number)) for number in range(4)]
    await asyncio.sleep(0)
    await order.stop(0)
    came = await asyncio.gather(*tasks, return_exceptions=True)
    assert sorted(done) == [0, 1]
    assert [isinstance(one, asyncio.CancelledError) for one in came] == [True, True, False, False]


async def test_a_chat_that_floods_does_not_keep_another_waiting(town: Town) -> None:
    loud, quiet = await town.begun("Loud"), await town.begun("Quiet", "Lier")
    flood = [await town.api.say(loud.chat_id, f"/ontbreekt {number}") for number in range(FLOOD)]
    answered = await quiet.says("An Peeters")
    assert "3. Welke functie" in answered
    still_waiting = sum(town.front.inbox.waiting(one) is not None for one in flood)
    assert still_waiting + town.api.pending_updates > FLOOD / 2
    for one in flood:
        if town.front.inbox.waiting(one) is not None:
            await town.front.inbox.expect(one)
