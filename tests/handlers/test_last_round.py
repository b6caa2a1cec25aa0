"""After the last round of a call, and a call that comes back every year."""

from pathlib import Path

from models.calls.stages import Stage
from tests.fakes import facts
from tests.fakes.conversation import CLEAR, Chat, StandingClock, Town, open_town
from tests.fakes.deadline import rounds
from tests.fakes.played_once import played_once
from tests.fakes.underway import MAILBOX, at_seven, at_the_summary

NO_NEXT = "Er is nog geen volgende ronde. Alles wat je invulde en nog invult, blijft bewaard."


@played_once
async def at_the_end(town: Town, local: str = "2021-11-13 00:00:00") -> Chat:
    """Return the chat of a person with a draft, after the last round closed."""
    town.clock.move_to("2021-10-20 10:00:00")
    chat = await at_seven(town)
    town.clock.move_to(local)
    return chat


async def test_after_the_last_round_the_answers_are_kept_and_the_person_is_told(town: Town) -> None:
    chat = await at_the_end(town)
    before = await facts.case_of(chat)

    said = await chat.says("/status")

    assert "De ronde sloot op vrijdag 12 november 2021, 23.59 uur (Brussel)." in said
    assert NO_NEXT in said
    assert await facts.case_of(chat) == before


async def test_what_is_said_after_the_last_round_is_kept_as_well(town: Town) -> None:
    chat = await at_the_end(town)

    said = await chat.says(CLEAR)

    assert NO_NEXT in said
    assert "✓ Bewaard." in said
    assert (await facts.answer(chat, "challenge")).said == CLEAR
    assert await rounds(chat) == [("2021-2", Stage.DRAFT)]


async def test_after_the_last_round_nothing_can_be_sent(town: Town) -> None:
    town.clock.move_to("2021-10-20 10:00:00")
    chat = await at_the_summary(town)
    message, data = await chat.button("Ja, indienen")
    town.clock.move_to("2021-11-13 00:00:00")

    for said in (await chat.forges(data, message_id=message), await chat.says("/indienen")):
        assert said.text.count(NO_NEXT) == 1
        assert "Ja, indienen" not in said.labels
    assert await rounds(chat) == [("2021-2", Stage.DRAFT)]


async def test_a_yearly_call_carries_a_draft_over_to_the_next_year_and_asks_what_may_have_changed(
    tmp_path: Path, clock: StandingClock
) -> None:
    clock.move_to("2021-11-10 10:00:00")
    async with open_town(tmp_path, clock, "profploeg") as town:
        chat = await town.complete("An", MAILBOX)
        clock.move_to("2021-11-13 08:30:00")

        back = await chat.says("/start")
        todo = await chat.says("/ontbreekt")

        assert "De ronde die sloot op vrijdag 12 november 2021" in back
        assert "tot en met zaterdag 13 augustus 2022" in back
        assert await rounds(chat) == [("2021-2", Stage.EXPIRED), ("2022-1", Stage.DRAFT)]
        assert [line for line in todo.text.split("\n") if "klopt dit nog?" in line] == [
            "11. Uren diensten (klopt dit nog?)",
            "12. Besluit college (klopt dit nog?)",
            "13. Datum besluit (klopt dit nog?)",
            "16. Periode (klopt dit nog?)",
        ]
        await chat.presses("11")
        for _ in range(3):
            assert "✓ Bewaard" in await chat.presses("Ja, dit klopt nog")
        assert "Je kan nu indienen" in await chat.presses("Ja, dit klopt nog")
        await chat.says("/indienen")
        assert "PROF-2022-1-0001" in await chat.presses("Ja, indienen")


async def test_a_dated_answer_that_changed_is_simply_typed(tmp_path: Path, clock: StandingClock) -> None:
    clock.move_to("2021-11-10 10:00:00")
    async with open_town(tmp_path, clock, "profploeg") as town:
        chat = await town.complete("An", MAILBOX)
        clock.move_to("2022-01-13 08:30:00")
        asked = await chat.says("/wijzig 11")
        assert "Dit antwoord komt van vroeger: 6" in asked

        said = await chat.says("9")

        assert "✓ Bewaard." in said
        answer = await facts.answer(chat, "service_hours")
        assert (answer.value, answer.stale) == (9, False)
