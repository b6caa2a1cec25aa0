"""Around the deadline: in time, late, in doubt, and after the last round."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from models.stages import Stage
from tests.fakes import facts
from tests.fakes.conversation import BRUSSELS, CLEAR, Chat, Said, StandingClock, Town, open_town
from tests.handlers.test_edits import typed
from tests.handlers.test_files import stored
from tests.handlers.test_two_at_once import both_asked, joined
from tests.handlers.test_walking import MAILBOX, at_seven

LAST_SECOND, CLOSED = "2021-08-13 23:59:59", "2021-08-14 00:00:00"
LATER = "2021-08-14 00:10:00"
CARRIED = (
    "De ronde die sloot op vrijdag 13 augustus 2021, 23.59 uur (Brussel) is voorbij. Je antwoorden zijn bewaard en "
    "staan nu klaar voor de volgende ronde, tot en met vrijdag 12 november 2021, 23.59 uur (Brussel)."
)
NO_NEXT = "Er is nog geen volgende ronde. Alles wat je invulde en nog invult, blijft bewaard."
FIXED = "De indieningsronde is gesloten. Je aanvraag PROF-2021-1-0001 ligt vast, dus hier verandert niets meer."


@pytest.fixture
def clock() -> StandingClock:
    """A clock that stands three days before the end of the first round."""
    return StandingClock(datetime(2021, 8, 10, 10, 0, tzinfo=BRUSSELS))


@pytest.fixture
async def telegram(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Town]:
    """A Kernbot on a front where a press bears no stamp, as on Telegram."""
    async with open_town(tmp_path, clock, stamps_presses=False) as opened:
        yield opened


def brussels(local: str) -> datetime:
    """Return a moment in Brussels."""
    return datetime.fromisoformat(local).replace(tzinfo=BRUSSELS)


async def says_at(chat: Chat, text: str, local: str) -> Said:
    """Type a text that the server stamps with another moment than the one at which it is read."""
    return await chat._after(chat.api.say(chat.chat_id, text, at=brussels(local)))


async def rounds(chat: Chat) -> list[tuple[str, Stage]]:
    """Return the round and stage of each of the person's applications."""
    return [(case.round.id, case.stage) for case in await facts.applications(chat)]


# A draft and a message, which bears a stamp


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


# Edits


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


# In time, but read after the round was closed by somebody else's late message


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
    an = await town_ready(town)
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


# Submission confirmed late


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


# After sending


async def sent(town: Town) -> Chat:
    """Return the chat of a person who submitted, after the round closed."""
    chat = await town.complete("An", MAILBOX)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    town.clock.move_to(CLOSED)
    return chat


@pytest.mark.parametrize("text", ["bedankt!", "/wijzig 7", "/indienen"])
async def test_what_was_sent_is_fixed_once_the_round_closed_and_every_try_says_so(town: Town, text: str) -> None:
    chat = await sent(town)
    before = await facts.case_of(chat)

    said = await chat.says(text)

    assert FIXED in said
    assert said.labels == ["Verder"]
    assert await facts.case_of(chat) == before
    assert "ingediend" in await chat.presses("Verder")


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


# A press without a stamp


async def somebody_else_writes(town: Town) -> None:
    """Let another person write, so that a poll brings everything up to now."""
    await (await town.person("Bram")).says("hallo")


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
    chat = await town_ready(telegram)
    telegram.clock.move_to(LAST_SECOND)
    await somebody_else_writes(telegram)

    said = await press_after(telegram, chat, "Ja, indienen", LATER)

    assert "PROF-2021-1-0001" in said
    assert await rounds(chat) == [("2021-1", Stage.SUBMITTED)]
    [submitted] = [one for one in await facts.history(chat) if one.what == "submitted"]
    assert "in-doubt-for-the-applicant,earliest=2021-08-13T21:59:59+00:00" in submitted.detail


async def test_a_press_after_a_poll_after_closing_is_late(telegram: Town) -> None:
    chat = await town_ready(telegram)
    telegram.clock.move_to(CLOSED)
    await somebody_else_writes(telegram)

    said = await press_after(telegram, chat, "Ja, indienen", LATER)

    assert "Kijk het na en bevestig opnieuw." in said
    assert await rounds(chat) == [("2021-1", Stage.EXPIRED), ("2021-2", Stage.DRAFT)]


async def test_a_press_before_a_message_that_is_stamped_before_closing_is_in_time_without_doubt(
    tmp_path: Path, clock: StandingClock
) -> None:
    async with open_town(tmp_path, clock, stamps_presses=False) as town:
        chat = await town_ready(town)
        message, data = await chat.button("Ja, indienen")
        other = await town.person("Bram")
        clock.move_to(LATER)

        pressed = await town.api.press(chat.chat_id, message, data)
        written = await town.api.say(other.chat_id, "hallo", at=brussels(LAST_SECOND))
        await asyncio.gather(town.front.inbox.expect(pressed), town.front.inbox.expect(written))

        assert await rounds(chat) == [("2021-1", Stage.SUBMITTED)]
        [submitted] = [one for one in await facts.history(chat) if one.what == "submitted"]
        assert "in-doubt" not in submitted.detail


async def town_ready(town: Town) -> Chat:
    """Return the chat of a person who only has to confirm."""
    chat = await town.complete("An", MAILBOX)
    await chat.says("/indienen")
    return chat


# No next round


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
    chat = await town_ready(town)
    message, data = await chat.button("Ja, indienen")
    town.clock.move_to("2021-11-13 00:00:00")

    for said in (await chat.forges(data, message_id=message), await chat.says("/indienen")):
        assert said.text.count(NO_NEXT) == 1
        assert "Ja, indienen" not in said.labels
    assert await rounds(chat) == [("2021-2", Stage.DRAFT)]


# A call that comes back every year


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
            assert "✓ Bewaard." in await chat.presses("Ja, dit klopt nog")
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
