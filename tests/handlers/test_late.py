"""Around the deadline: what was sent in the last second, and what came at midnight."""

from pathlib import Path

import pytest

from models.calls.stages import Stage
from tests.fakes import facts
from tests.fakes.conversation import CLEAR, Chat, StandingClock, Town, open_town
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
from tests.fakes.played_once import played_once
from tests.fakes.underway import MAILBOX, at_seven, at_the_summary, stored, typed


@pytest.fixture
def clock() -> StandingClock:
    """A clock that stands three days before the end of the first round."""
    return three_days_before()


@played_once
async def sent(town: Town) -> Chat:
    """Return the chat of a person who submitted, after the round closed."""
    chat = await at_the_summary(town)
    await chat.presses("Ja, indienen")
    town.clock.move_to(CLOSED)
    return chat


async def test_a_message_of_the_last_second_that_is_read_ten_minutes_later_is_in_time(town: Town) -> None:
    chat = await at_seven(town)
    town.clock.move_to(LATER)

    said = await says_at(chat, CLEAR, LAST_SECOND)

    assert "✓ Bewaard." in said
    assert "voorbij" not in said
    assert await rounds(chat) == [("2021-1", Stage.DRAFT)]


async def test_an_application_sent_in_the_last_second_counts_for_its_round(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    town.clock.move_to(LAST_SECOND)
    await chat.says("/indienen")

    sent = await chat.presses("Ja, indienen")

    assert "PROF-2021-1-0001" in sent
    assert "13 augustus 2021" in sent


@pytest.mark.parametrize("read_at", [CLOSED, LATER])
async def test_a_message_from_midnight_on_goes_to_the_next_round_and_says_so(town: Town, read_at: str) -> None:
    chat = await at_seven(town)
    town.clock.move_to(read_at)

    said = await says_at(chat, CLEAR, CLOSED)

    assert CARRIED in said
    assert "Wat je net stuurde, hoort bij die nieuwe ronde." in said
    assert "✓ Bewaard." in said
    assert "8. Over welke" in said
    assert await rounds(chat) == [("2021-1", Stage.EXPIRED), ("2021-2", Stage.DRAFT)]
    old, new = await facts.applications(chat)
    assert "challenge" not in old.answers
    assert new.answers["challenge"].said == CLEAR
    assert new.answers["core_area"] == old.answers["core_area"]
    assert new.nis_code == old.nis_code == "12014"


async def test_the_history_holds_the_end_of_one_draft_and_the_beginning_of_the_other(town: Town) -> None:
    chat = await at_seven(town)
    town.clock.move_to(CLOSED)

    await chat.says(CLEAR)

    assert [one.what for one in await facts.history(chat)][-3:] == ["expired", "carried_over", "answered"]


async def test_the_move_to_the_next_round_is_said_once(town: Town) -> None:
    chat = await at_seven(town)
    town.clock.move_to(CLOSED)
    await chat.says("/status")

    said = await chat.says(CLEAR)

    assert "voorbij" not in said
    assert len(await facts.applications(chat)) == 2


async def test_a_file_that_is_late_goes_to_the_next_round(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 12")
    town.clock.move_to(CLOSED)

    said = await chat.sends("besluit.pdf")

    assert CARRIED in said
    assert "✓ besluit.pdf is bewaard bij vraag 12." in said
    old, new = await facts.applications(chat)
    assert "college_decision" not in old.answers
    assert new.answers["college_decision"].said == "besluit.pdf"


async def test_a_carried_draft_keeps_its_files_and_asks_whether_dated_answers_are_still_right(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    town.clock.move_to(CLOSED)

    todo = await chat.says("/ontbreekt")

    assert "12. Besluit college (klopt dit nog?)" in todo
    assert "7. Uitdaging" not in todo
    asked = await chat.presses("12")
    assert "Klopt dit nog?" in asked
    assert "Ontvangen: besluit.pdf" in asked
    assert (await chat.presses("⬇")).documents == ["besluit.pdf"]
    right = await chat.presses("Ja, dit klopt nog")
    assert "✓ Bewaard." in right
    assert "13. Op welke dag nam het college" in right
    assert not (await facts.answer(chat, "college_decision")).stale


async def test_an_edit_of_the_last_second_is_in_time(town: Town) -> None:
    chat = await at_seven(town)
    message = await typed(chat, "Dorpskern")
    town.clock.move_to(LATER)

    await chat._after(chat.api.edit(chat.chat_id, message, "Dorpskern Itegem", at=brussels(LAST_SECOND)))

    assert await rounds(chat) == [("2021-1", Stage.DRAFT)]
    assert (await facts.answer(chat, "core_area")).value == "Dorpskern Itegem"


async def test_an_edit_counts_from_the_moment_of_the_edit_not_of_the_message(town: Town) -> None:
    chat = await at_seven(town)
    town.clock.move_to(CLOSED)

    said = await chat.edits(await typed(chat, "Dorpskern"), "Dorpskern Itegem")

    assert CARRIED in said
    assert "✓ Je antwoord op vraag 6 is aangepast." in said
    old, new = await facts.applications(chat)
    assert old.answers["core_area"].value == "Dorpskern"
    assert new.answers["core_area"].value == "Dorpskern Itegem"


async def test_a_submission_that_is_confirmed_late_goes_to_the_next_round_and_is_confirmed_again(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    await chat.says("/indienen")
    message, data = await chat.button("Ja, indienen")
    town.clock.move_to(CLOSED)

    late = await chat.forges(data, message_id=message)

    assert "Dit gaat naar de volgende ronde (tot en met vrijdag 12 november 2021, 23.59 uur (Brussel))." in late
    assert "Kijk het na en bevestig opnieuw." in late
    assert await rounds(chat) == [("2021-1", Stage.EXPIRED), ("2021-2", Stage.DRAFT)]
    sent = await chat.presses("Ja, indienen")
    assert "PROF-2021-2-0001" in sent
    assert await rounds(chat) == [("2021-1", Stage.EXPIRED), ("2021-2", Stage.SUBMITTED)]


async def test_the_old_summary_cannot_be_confirmed_for_the_next_round(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    await chat.says("/indienen")
    message, data = await chat.button("Ja, indienen")
    town.clock.move_to(CLOSED)
    await chat.forges(data, message_id=message)

    again = await chat.forges(data, message_id=message)

    assert "bevestig opnieuw" in again
    assert await rounds(chat) == [("2021-1", Stage.EXPIRED), ("2021-2", Stage.DRAFT)]


async def test_buttons_of_two_rounds_ago_still_find_the_draft(tmp_path: Path, clock: StandingClock) -> None:
    clock.move_to("2021-08-10 10:00:00")
    async with open_town(tmp_path, clock, "profploeg") as town:
        chat = await at_seven(town)
        message, data = await chat.button("Overslaan")
        for moment in ("2021-08-20 10:00:00", "2021-11-20 10:00:00"):
            clock.move_to(moment)
            await chat.says("/status")

        said = await chat.forges(data, message_id=message)

        assert "8. Over welke" in said
        assert [one[0] for one in await rounds(chat)] == ["2021-1", "2021-2", "2022-1"]


@pytest.mark.parametrize("text", ["bedankt!", "/wijzig 7", "/indienen"])
async def test_what_was_sent_is_fixed_once_the_round_closed_and_every_try_says_so(town: Town, text: str) -> None:
    chat = await sent(town)
    before = await facts.case_of(chat)

    said = await chat.says(text)

    assert FIXED in said
    assert said.labels == ["Verder"]
    assert await facts.case_of(chat) == before
    assert "ingediend" in await chat.presses("Verder")


async def test_once_the_round_closed_nothing_is_left_to_do_for_what_was_sent(town: Town) -> None:
    chat = await town.complete("An", "an.peeters@heist-op-den-berg.be")
    await chat.says("/wijzig 7")
    await chat.says("Er is leegstand.")
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    assert "1 onduidelijk" in await chat.says("/status")
    town.clock.move_to("2021-11-13 00:00:00")

    assert "onduidelijk" not in await chat.says("/status")
    assert "De indieningsronde is gesloten." in await chat.says("/ontbreekt")


async def test_an_edit_of_what_was_sent_changes_nothing_once_the_round_closed(town: Town) -> None:
    chat = await sent(town)
    before = await facts.case_of(chat)

    said = await chat.edits(await typed(chat, "Jan Janssens"), "Mia Maes")

    assert FIXED in said
    assert await facts.case_of(chat) == before


async def test_an_edit_of_the_last_second_changes_what_was_sent(town: Town) -> None:
    chat = await sent(town)
    message = await typed(chat, "Jan Janssens")

    await chat._after(chat.api.edit(chat.chat_id, message, "Mia Maes", at=brussels(LAST_SECOND)))

    assert (await facts.answer(chat, "alderman")).value == "Mia Maes"


async def test_a_file_for_what_was_sent_is_not_kept_once_the_round_closed(town: Town) -> None:
    chat = await sent(town)
    before = stored(town)

    assert FIXED in await chat.sends("extra.pdf")
    assert stored(town) == before


async def test_the_answers_of_what_was_sent_can_still_be_read(town: Town) -> None:
    chat = await sent(town)

    assert CLEAR[:50] in await chat.says("/wijzig")
    assert "Ronde 2021-1 sloot op vrijdag 13 augustus 2021" in await chat.says("/status")


async def test_what_was_changed_and_not_sent_again_is_said_without_a_way_that_is_shut(town: Town) -> None:
    chat = await at_the_summary(town)
    await chat.presses("Ja, indienen")
    await chat.says("/wijzig 11")
    await chat.says("20")
    town.clock.move_to(CLOSED)

    said = await chat.says("/status")

    assert "Gewijzigd na het indienen en niet meer ingediend: 11. Uren diensten. Wat je indiende, geldt." in said
    assert "/indienen" not in said.text
