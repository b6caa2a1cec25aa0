"""Presses around the deadline on a front where they bear no stamp, as on Telegram."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from models.calls.stages import Stage
from tests.fakes import facts
from tests.fakes.conversation import Chat, Said, StandingClock, Town, open_town
from tests.fakes.deadline import CLOSED, LAST_SECOND, LATER, brussels, rounds, somebody_else_writes, three_days_before
from tests.fakes.underway import at_seven, at_the_summary


@pytest.fixture
def clock() -> StandingClock:
    """A clock that stands three days before the end of the first round."""
    return three_days_before()


@pytest.fixture
async def telegram(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Town]:
    """A Kernbot on a front where a press bears no stamp, as on Telegram."""
    async with open_town(tmp_path, clock, stamps_presses=False) as opened:
        yield opened


async def press_after(town: Town, chat: Chat, label: str, local: str) -> Said:
    """Press a button once the clock stands at a moment; nothing was polled since before."""
    message, data = await chat.button(label)
    town.clock.move_to(local)
    return await chat._after(town.api.press(chat.chat_id, message, data))


async def test_a_press_that_is_read_before_closing_is_in_time(telegram: Town) -> None:
    chat = await at_seven(telegram)
    telegram.clock.move_to(LAST_SECOND)

    await chat.presses("Overslaan")

    assert await rounds(chat) == [("2021-1", Stage.DRAFT)]
    assert "in-doubt" not in (await facts.history(chat))[-1].detail


async def test_a_press_after_a_last_poll_before_closing_is_in_doubt_for_the_applicant(telegram: Town) -> None:
    chat = await at_the_summary(telegram)
    telegram.clock.move_to(LAST_SECOND)
    await somebody_else_writes(telegram)

    said = await press_after(telegram, chat, "Ja, indienen", LATER)

    assert "PROF-2021-1-0001" in said
    assert await rounds(chat) == [("2021-1", Stage.SUBMITTED)]
    [submitted] = [one for one in await facts.history(chat) if one.what == "submitted"]
    assert "in-doubt-for-the-applicant,earliest=2021-08-13T21:59:59+00:00" in submitted.detail


async def test_a_press_after_a_poll_after_closing_is_late(telegram: Town) -> None:
    chat = await at_the_summary(telegram)
    telegram.clock.move_to(CLOSED)
    await somebody_else_writes(telegram)

    said = await press_after(telegram, chat, "Ja, indienen", LATER)

    assert "Kijk het na en bevestig opnieuw." in said
    assert await rounds(chat) == [("2021-1", Stage.EXPIRED), ("2021-2", Stage.DRAFT)]


async def test_a_press_before_a_message_that_is_stamped_before_closing_is_in_time_without_doubt(
    tmp_path: Path, clock: StandingClock
) -> None:
    async with open_town(tmp_path, clock, stamps_presses=False) as town:
        chat = await at_the_summary(town)
        message, data = await chat.button("Ja, indienen")
        other = await town.person("Bram")
        clock.move_to(LATER)

        pressed = await town.api.press(chat.chat_id, message, data)
        written = await town.api.say(other.chat_id, "hallo", at=brussels(LAST_SECOND))
        await asyncio.gather(town.front.inbox.expect(pressed), town.front.inbox.expect(written))

        assert await rounds(chat) == [("2021-1", Stage.SUBMITTED)]
        [submitted] = [one for one in await facts.history(chat) if one.what == "submitted"]
        assert "in-doubt" not in submitted.detail
