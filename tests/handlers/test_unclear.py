"""Unclear texts: said in one sentence, added to, written anew, or left as they are."""

import pytest

from tests.fakes import facts
from tests.fakes.conversation import CLEAR, Town
from tests.fakes.underway import at_seven, both_asked


async def test_an_unclear_text_says_in_one_sentence_what_it_misses(town: Town) -> None:
    chat = await at_seven(town)

    said = await chat.says("Er is leegstand.")

    assert "Bewaard. Dit is nog " in said
    assert "waar het speelt" in said
    assert said.labels == ["Aanvullen", "Laat zo, volgende vraag"]
    assert (await facts.answer(chat, "challenge")).unclear


async def test_the_example_with_the_advice_answers_the_question_that_is_asked(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 9")

    said = await chat.says("premies")

    assert "Bewaard. Dit is nog te kort" in said
    assert "Bijvoorbeeld: In 2019 gaven we een premie" in said


async def test_what_is_added_is_put_behind_the_unclear_text_until_it_is_clear(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("Er is leegstand.")
    asked = await chat.presses("Aanvullen")
    assert "Nu staat er: Er is leegstand." in asked
    assert "Typ wat ontbreekt: ik voeg het toe." in asked

    more = await chat.says("Het gaat om de Kerkstraat.")
    assert "Dit is nog " in more
    await chat.presses("Aanvullen")
    done = await chat.says("De bakker stopte. We willen 3 winkels voor de bewoners.")

    answer = await facts.answer(chat, "challenge")
    assert answer.said.split("\n") == [
        "Er is leegstand.",
        "Het gaat om de Kerkstraat.",
        "De bakker stopte. We willen 3 winkels voor de bewoners.",
    ]
    assert answer.unclear == ()
    assert "8. Over welke van de vijf B's" in done


async def test_a_text_that_is_written_anew_replaces_the_unclear_one(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("Er is leegstand.")
    await chat.presses("Aanvullen")
    anew = await chat.presses("Opnieuw schrijven")
    assert "Typ de nieuwe tekst: hij komt in de plaats." in anew
    assert "ik voeg het toe" not in anew

    await chat.says("Er is te veel verkeer.")

    assert (await facts.answer(chat, "challenge")).said == "Er is te veel verkeer."
    await chat.says("In de Kerkstraat.")
    assert (await facts.answer(chat, "challenge")).said == "Er is te veel verkeer.\nIn de Kerkstraat."


async def test_a_command_between_does_not_end_the_rewriting(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("Er is leegstand.")
    await chat.presses("Aanvullen")
    await chat.presses("Opnieuw schrijven")
    await chat.says("/status")

    await chat.says("Er is te veel verkeer.")

    assert (await facts.answer(chat, "challenge")).said == "Er is te veel verkeer."


@pytest.mark.parametrize("leave", ["Verder", "nog niet", "wat kost het?"])
async def test_a_side_question_between_does_not_end_the_rewriting(town: Town, leave: str) -> None:
    chat = await at_seven(town)
    await chat.says("Er is leegstand.")
    await chat.presses("Aanvullen")
    await chat.presses("Opnieuw schrijven")
    await chat.presses("Ik kom er niet uit")
    await (chat.presses(leave) if leave == "Verder" else chat.says(leave))

    asked = await chat.says("/aanvraag")
    assert "Typ de nieuwe tekst: hij komt in de plaats." in asked
    await chat.says("Er is te veel verkeer.")

    assert (await facts.answer(chat, "challenge")).said == "Er is te veel verkeer."


async def test_what_a_colleague_made_clear_meanwhile_is_replaced_and_not_added_to(town: Town) -> None:
    an, bram = await both_asked(town, "7")
    await an.says("Er is leegstand.")
    await an.presses("Aanvullen")
    await bram.says("/wijzig 7")
    await bram.presses("Opnieuw schrijven")
    town.clock.pass_(minutes=1)
    await bram.says(CLEAR)
    town.clock.pass_(minutes=1)

    asked = await an.says("/wijzig 7")
    assert "ik voeg het toe" not in asked
    mine = CLEAR.replace("Kerkstraat", "Dorpsstraat")
    await an.says(mine)

    assert (await facts.answer(an, "challenge")).said == mine


async def test_a_clear_text_typed_after_an_unclear_one_is_a_new_version(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("Er is leegstand.")

    await chat.says(CLEAR)

    assert (await facts.answer(chat, "challenge")).said == CLEAR


async def test_an_unclear_text_may_stay_and_is_named_until_the_end(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("Er is leegstand.")

    on = await chat.presses("Laat zo")

    assert "8. Over welke" in on
    assert "7. Uitdaging (onduidelijk)" in await chat.says("/ontbreekt")


async def test_a_text_that_the_app_cut_in_two_is_one_text(town: Town) -> None:
    chat = await at_seven(town)

    await chat.says("leeg " * 900)

    answer = await facts.answer(chat, "challenge")
    assert answer.problem == "too_long"
    assert len(answer.said.replace(" ", "").replace("\n", "")) == 4 * 900


async def test_a_shorter_text_typed_later_replaces_one_that_was_too_long(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("leeg " * 700)
    town.clock.pass_(minutes=3)

    await chat.says(CLEAR)

    assert (await facts.answer(chat, "challenge")).said == CLEAR
