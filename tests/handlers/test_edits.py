"""Edited messages: each corrects the answer that it gave, and nothing else."""

import pytest

from tests.fakes import facts
from tests.fakes.conversation import CLEAR, Town
from tests.fakes.underway import MAILBOX, at_seven, typed

ASKED = "7. Wat is jullie uitdaging?"


async def test_an_edited_message_corrects_its_own_answer_and_the_place_stays(town: Town) -> None:
    chat = await at_seven(town)

    said = await chat.edits(await typed(chat, "Deskundige lokale economie"), "Centrummanager")

    assert "✓ Je antwoord op vraag 3 is aangepast." in said
    assert ASKED in said
    assert (await facts.answer(chat, "contact_function")).value == "Centrummanager"
    assert [one.item for one in await facts.history(chat) if one.what == "answered"].count("contact_function") == 2


async def test_a_municipality_that_is_edited_into_none_is_asked_again_and_can_be_looked_at(town: Town) -> None:
    chat = await at_seven(town)
    await chat.edits(await typed(chat, "Heist-op-den-Berg"), "er is leegstand")
    assert "Voor welke gemeente werk je?" in await chat.says("/wijzig 1")
    assert "foutnummer" not in await chat.says("/status")


async def test_an_edit_that_cannot_be_read_is_kept_marked_and_asked_again(town: Town) -> None:
    chat = await at_seven(town)

    said = await chat.edits(await typed(chat, "015 25 00 00"), "het vaste nummer")

    assert "Dit lees ik niet als een telefoonnummer" in said
    assert (await facts.answer(chat, "contact_phone")).problem == "phone"
    await chat.says("015 25 00 09")
    assert (await facts.answer(chat, "contact_phone")).value == "+3215250009"


async def test_an_unclear_answer_that_becomes_clear_by_an_edit_leads_on(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("Er is leegstand.")

    said = await chat.edits(await typed(chat, "Er is leegstand."), CLEAR)

    assert "✓ Je antwoord op vraag 7 is aangepast." in said
    assert "8. Over welke" in said


async def test_an_edited_addition_changes_the_addition_alone(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("Er is leegstand.")
    await chat.presses("Aanvullen")
    await chat.says("In de Kerkstrat.")

    await chat.edits(await typed(chat, "In de Kerkstrat."), "In de Kerkstraat.")
    assert (await facts.answer(chat, "challenge")).said == "Er is leegstand.\nIn de Kerkstraat."

    await chat.edits(await typed(chat, "In de Kerkstraat."), "In de Dorpsstraat.")
    assert (await facts.answer(chat, "challenge")).said == "Er is leegstand.\nIn de Dorpsstraat."


async def test_the_beginning_of_an_answer_can_be_edited_as_well_as_what_was_added(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("Er is leegstant.")
    await chat.presses("Aanvullen")
    await chat.says("In de Kerkstrat.")
    first, second = await typed(chat, "Er is leegstant."), await typed(chat, "In de Kerkstrat.")

    said = await chat.edits(first, "Er is leegstand.")
    assert "✓ Je antwoord op vraag 7 is aangepast." in said
    assert (await facts.answer(chat, "challenge")).said == "Er is leegstand.\nIn de Kerkstrat."

    await chat.edits(second, "In de Kerkstraat.")
    await chat.edits(first, "Er staan winkels leeg.")
    assert (await facts.answer(chat, "challenge")).said == "Er staan winkels leeg.\nIn de Kerkstraat."


@pytest.mark.parametrize("text", ["/start", "/wijzig 3"])
async def test_an_edit_of_what_gave_no_answer_changes_nothing_and_says_so(town: Town, text: str) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 3")
    await chat.says("/wijzig 7")
    before = await facts.case_of(chat)

    said = await chat.edits(await typed(chat, text), "iets anders")

    assert "Ik weet niet bij welke vraag dat bewerkte bericht hoort, dus er is niets veranderd." in said
    assert ASKED in said
    assert await facts.case_of(chat) == before


async def test_an_edit_of_an_answer_that_was_replaced_since_changes_nothing(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 3")
    await chat.says("Centrummanager")

    said = await chat.edits(await typed(chat, "Deskundige lokale economie"), "Stagiair")

    assert "er is niets veranderd" in said
    assert (await facts.answer(chat, "contact_function")).value == "Centrummanager"


async def test_an_edit_of_the_message_that_gave_the_same_answer_again_counts(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 6")
    await chat.says("Dorpskern")

    await chat.edits(await typed(chat, "Dorpskern"), "Dorpskern Itegem")

    assert (await facts.answer(chat, "core_area")).value == "Dorpskern Itegem"


async def test_an_edit_of_the_municipality_is_shown_and_confirmed_before_it_counts(town: Town) -> None:
    chat = await at_seven(town)

    said = await chat.edits(await typed(chat, "Heist-op-den-Berg"), "Putte")

    assert "Putte, provincie Antwerpen. Klopt dat?" in said
    assert (await facts.case_of(chat)).nis_code == "12014"
    await chat.presses("Ja")
    town_now = (await facts.case_of(chat)).municipality
    assert town_now is not None
    assert town_now.name == "Putte"


async def test_an_edit_of_the_mailbox_asks_to_prove_the_new_one(town: Town) -> None:
    chat = await at_seven(town)

    said = await chat.edits(await typed(chat, MAILBOX), "a.peeters@heist-op-den-berg.be")

    assert "✉ Ik mailde een code van 6 cijfers naar a.peeters@heist-op-den-berg.be" in said


async def test_an_edit_before_the_agreement_keeps_nothing(town: Town) -> None:
    chat = await town.person("An")
    await chat.says("hallo")

    said = await chat.edits(await typed(chat, "hallo"), "Heist")

    assert "Druk eerst op Akkoord, beginnen" in said
    assert await facts.texts(chat) == ""


async def test_an_edit_into_nothing_readable_changes_nothing(town: Town) -> None:
    chat = await at_seven(town)

    await chat.edits(await typed(chat, "Dorpskern"), "\u200b\u202e")

    assert (await facts.answer(chat, "core_area")).value == "Dorpskern"


async def test_an_edit_in_the_middle_of_a_side_question_does_not_answer_it(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/vraag")

    said = await chat.edits(await typed(chat, "Dorpskern"), "Dorpskern Itegem")

    assert "✓ Je antwoord op vraag 6 is aangepast." in said
    assert (await facts.answer(chat, "core_area")).value == "Dorpskern Itegem"


async def test_an_edit_after_sending_waits_until_it_is_sent_again(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")

    said = await chat.edits(await typed(chat, "Jan Janssens"), "Mia Maes")

    assert "✓ Je antwoord op vraag 17 is aangepast." in said
    assert "Gewijzigd en nog niet opnieuw ingediend: 17. Schepen." in said
