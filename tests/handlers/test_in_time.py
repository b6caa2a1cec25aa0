"""What was sent in time and is read after the round was closed by a colleague's late message."""

import pytest

from models.calls.stages import Stage
from tests.fakes import facts
from tests.fakes.conversation import CLEAR, StandingClock, Town
from tests.fakes.deadline import (
    CARRIED,
    CLOSED,
    FIXED,
    LAST_SECOND,
    LATER,
    brussels,
    rounds,
    says_at,
    three_days_before,
)
from tests.fakes.underway import at_the_summary, both_asked, joined


@pytest.fixture
def clock() -> StandingClock:
    """A clock that stands three days before the end of the first round."""
    return three_days_before()


async def test_what_was_in_time_goes_to_the_old_round_even_after_a_colleague_was_late(town: Town) -> None:
    an, bram = await both_asked(town, "6")
    town.clock.move_to(CLOSED)
    await bram.says("Kerkstraat")
    town.clock.move_to(LATER)

    said = await says_at(an, "Dorpskern", LAST_SECOND)

    assert "Je stuurde dit op tijd: het telt nog voor de ronde die sloot op vrijdag 13 augustus 2021" in said
    assert await rounds(an) == [("2021-1", Stage.DRAFT), ("2021-2", Stage.WITHDRAWN)]
    assert (await facts.answer(an, "core_area")).value == "Dorpskern"
    assert [one.what for one in await facts.history(an)][-3:] == ["withdrawn", "in_time_after_all", "answered"]


async def test_what_the_colleague_sent_late_comes_back_in_the_next_round(town: Town) -> None:
    an, bram = await both_asked(town, "6")
    town.clock.move_to(CLOSED)
    await bram.says("Kerkstraat")
    await bram.says("/wijzig 23")
    await bram.sends("plan.pdf")
    town.clock.move_to(LATER)
    await says_at(an, "Dorpskern", LAST_SECOND)
    await says_at(an, CLEAR, LAST_SECOND)

    said = await bram.says("/wijzig 6")

    assert CARRIED in said
    assert "Nu staat er: Kerkstraat" in said
    assert [one[0] for one in await rounds(bram)] == ["2021-1", "2021-2", "2021-2"]
    assert (await facts.answer(bram, "challenge")).said == CLEAR
    assert (await facts.answer(bram, "extra_files")).said == "plan.pdf"
    assert (await facts.case_of(bram)).is_owned


async def test_a_submission_in_time_counts_even_after_a_colleague_was_late(town: Town) -> None:
    an = await at_the_summary(town)
    bram = await joined(town, an)
    await an.says("/indienen")
    message, data = await an.button("Ja, indienen")
    town.clock.move_to(CLOSED)
    await bram.says("/status")
    town.clock.move_to(LATER)

    said = await an._after(town.api.press(an.chat_id, message, data, at=brussels(LAST_SECOND)))

    assert "PROF-2021-1-0001" in said
    assert await rounds(an) == [("2021-1", Stage.SUBMITTED), ("2021-2", Stage.WITHDRAWN)]
    assert FIXED in await bram.says("/wijzig 6")
