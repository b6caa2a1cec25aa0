"""Answers: kept, marked, added to, corrected before and after sending."""

import pytest

from tests.fakes import facts
from tests.fakes.conversation import CLEAR, Chat, Town
from tests.fakes.underway import MAILBOX, at_seven


async def events(chat: Chat, what: str = "answered") -> list[str | None]:
    """Return to which items something happened, in order."""
    return [one.item for one in await facts.history(chat) if one.what == what]


@pytest.mark.parametrize(
    ("number", "said", "why", "right"),
    [
        ("4", "an.peeters(at)heist", "Dit lees ik niet als een e-mailadres", MAILBOX),
        ("5", "het gewone nummer", "Dit lees ik niet als een telefoonnummer", "015 25 00 00"),
        ("8", "beleving en kermis", "“kermis” staat niet in de lijst", "beleving"),
        ("11", "veel", "Dit lees ik niet als één getal", "12"),
        ("11", "0", "Dit getal is te klein", "12"),
        ("13", "31 juni", "Die dag staat niet op de kalender", "14 juni"),
        ("16", "ooit", "Dit staat niet in de lijst", "Zo snel mogelijk"),
        ("24", "misschien", "Ik weet niet of je ja of nee bedoelt", "ja"),
    ],
)
async def test_an_invalid_answer_is_kept_and_marked_and_then_corrected(
    town: Town, number: str, said: str, why: str, right: str
) -> None:
    chat = await town.begun("An")
    await chat.says(f"/wijzig {number}")

    marked = await chat.says(said)

    item = (await facts.case_of(chat)).item(number)
    assert item is not None
    assert "Bewaard zoals je het typte, maar ik kan het niet gebruiken." in marked
    assert why in marked
    kept = await facts.answer(chat, item.key)
    assert (kept.value, kept.said) == (None, said)
    assert kept.problem
    assert f"{item.number}. {item.short.nl} (ontbreekt)" in await chat.says("/ontbreekt")
    await chat.says(f"/wijzig {number}")
    assert "✓ Bewaard" in await chat.says(right)
    fine = await facts.answer(chat, item.key)
    assert fine.value not in (None, [])
    assert fine.problem is None
    assert said in await facts.texts(chat)  # nothing typed is ever lost


async def test_a_back_up_with_the_mailbox_of_the_contact_is_no_back_up(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    await chat.says("/wijzig 20")
    told = await chat.says(MAILBOX.upper())
    assert "Bewaard. Hetzelfde staat bij vraag 4 (E-mail contact), en hier hoort een ander antwoord." in told
    assert "als we de contactpersoon niet kunnen bereiken." in told
    assert "20. E-mail reserve (onduidelijk)" in await chat.says("/ontbreekt")
    assert "Hetzelfde staat bij vraag 4" in await chat.says("/wijzig 20")
    assert "✓ Bewaard" in await chat.says("bram.claes@heist-op-den-berg.be")
    assert "onduidelijk" not in await chat.says("/ontbreekt")


async def test_a_text_that_is_too_short_is_kept_and_warned_about(town: Town) -> None:
    chat = await town.begun("An")
    await chat.says("/wijzig 6")

    marked = await chat.says("x")

    assert "Je tekst is te kort" in marked
    assert (await facts.answer(chat, "core_area")).problem == "too_short"
    assert "6. Kerngebied (onduidelijk)" in await chat.says("/ontbreekt")


async def test_an_invalid_answer_is_asked_again_with_the_progress_and_the_same_buttons(town: Town) -> None:
    chat = await town.begun("An")
    await chat.says("/wijzig 16")

    marked = await chat.says("ooit")

    assert "16. Wanneer start de begeleiding het best?" in marked
    assert "van 24 · nog ongeveer" in marked
    assert "Binnen drie maanden" in marked.labels
    assert "17. Welke schepen" in await chat.presses("Binnen drie maanden")


async def test_the_same_answer_again_is_no_second_event(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 6")

    said = await chat.says("Dorpskern")

    assert "✓ Dat stond er al zo." in said
    assert (await events(chat)).count("core_area") == 1


async def test_several_options_can_be_typed(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 8")

    said = await chat.says("bereikbaarheid en 2")

    assert (await facts.answer(chat, "themes")).value == ["beleving", "bereikbaarheid"]
    assert "8b. Beleving" in said


async def test_several_options_can_be_ticked_in_the_question_itself(town: Town) -> None:
    chat = await at_seven(town)
    question = await chat.says("/wijzig 8")
    assert "Klaar" not in question.labels
    messages = len(await chat.bot_messages())

    ticked = await chat.presses("Bekendheid")
    assert "✓ Bekendheid" in ticked.labels
    await chat.presses("Beleid")
    unticked = await chat.presses("Bekendheid")

    assert "✓ Bekendheid" not in unticked.labels
    assert {"Bekendheid", "✓ Beleid", "Klaar"} <= set(unticked.labels)
    assert len(await chat.bot_messages()) == messages  # ticking writes over the question
    assert (await facts.answer(chat, "themes")).value == ["beleid"]
    assert "8e. Beleid" in await chat.presses("Klaar")


async def test_unticking_the_last_option_leaves_the_question_open(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 8")
    await chat.presses("Beleid")

    emptied = await chat.presses("Beleid")

    assert "Klaar" not in emptied.labels
    assert "themes" not in (await facts.case_of(chat)).kept
    assert "8. De vijf B's (ontbreekt)" in await chat.says("/ontbreekt")


async def test_conditional_questions_come_and_go_with_the_themes_and_their_answers_stay(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 8")
    await chat.says("beleving en beleid")
    await chat.says("Het plein is leeg.")
    assert "8b. Beleving (onduidelijk)" in await chat.says("/ontbreekt")

    await chat.says("/wijzig 8")
    asked = await chat.says("beleid")

    assert "8e. Beleid" in asked
    assert "8b." not in await chat.says("/ontbreekt")
    assert "Die vraag is er niet (meer)" in await chat.says("/wijzig 8b")
    assert (await facts.answer(chat, "experience")).said == "Het plein is leeg."

    await chat.says("/wijzig 8")
    await chat.says("beleving en beleid")
    assert "Nu staat er: Het plein is leeg." in await chat.says("/wijzig 8b")
    assert (await events(chat)).count("experience") == 1


async def test_the_progress_counts_the_questions_of_the_chosen_themes(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 8")

    asked = await chat.says("1 2 3 4 5")

    assert "van 29 ·" in asked


async def test_words_at_a_question_for_a_file_do_not_push_the_file_away(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 12")
    await chat.sends("besluit.pdf")
    await chat.says("/wijzig 12")

    said = await chat.says("dit is het besluit")

    assert "Dat begrijp ik niet als antwoord" in said
    assert "Ontvangen: besluit.pdf" in said
    assert isinstance((await facts.answer(chat, "college_decision")).value, list)


@pytest.mark.parametrize("number", ["2", "7", "11", "16", "24"])
async def test_any_answer_can_be_corrected_before_sending(town: Town, number: str) -> None:
    chat = await town.complete("An", MAILBOX)
    right = {"2": "Piet Maes", "7": f"{CLEAR} Dat willen we.", "11": "20", "16": "Dat maakt niet uit", "24": "nee"}

    await chat.says(f"/wijzig {number}")
    said = await chat.says(right[number])

    item = (await facts.case_of(chat)).item(number)
    assert item is not None
    assert (await facts.answer(chat, item.key)).said == right[number]
    assert "✓ Bewaard." in said
    assert "Je kan nu indienen" in said


async def test_an_answer_corrected_after_sending_waits_until_it_is_sent_again(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")

    await chat.says("/wijzig 11")
    await chat.says("20")

    status = await chat.says("/status")
    assert "ingediend" in status
    assert "Gewijzigd en nog niet opnieuw ingediend: 11. Uren diensten." in status
    await chat.says("/indienen")
    again = await chat.presses("Ja, indienen")
    assert "Opnieuw ingediend (versie 2)" in again
    assert "Gewijzigd en nog niet" not in await chat.says("/status")


async def test_a_text_that_nobody_asked_for_after_sending_changes_nothing(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    before = await facts.case_of(chat)

    said = await chat.says("bedankt!")

    assert "Dat begrijp ik niet als antwoord." in said
    assert "ingediend" in said
    assert await facts.case_of(chat) == before


async def test_a_skipped_answer_that_stood_already_stays(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 6")
    case = await facts.case_of(chat)

    await chat.forges(f"skip:{case.application_id}:6")

    assert (await facts.answer(chat, "core_area")).value == "Dorpskern"
