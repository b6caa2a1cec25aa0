"""A button that is typed instead of pressed does what it says; its words never become an answer."""

import pytest

from handlers.wording import say
from models.dialogue import typed_buttons
from models.language.clean_text import folded
from models.language.wording import LANGUAGES
from tests.fakes import facts
from tests.fakes.conversation import CLEAR, Town
from tests.fakes.underway import MAILBOX, at_seven, at_the_summary

TYPED = {
    "submit": typed_buttons.SUBMIT,
    "confirm_submit": typed_buttons.SUBMIT,
    "back": typed_buttons.BACK,
    "skip": typed_buttons.SKIP,
    "later": typed_buttons.LATER,
    "stuck": typed_buttons.STUCK,
    "next": typed_buttons.NEXT,
    "continue": typed_buttons.NEXT,
    "leave": typed_buttons.LEAVE,
    "add": typed_buttons.ADD,
    "rewrite": typed_buttons.REWRITE,
    "done": typed_buttons.DONE,
    "still_right": typed_buttons.STILL_RIGHT,
    "not_yet": typed_buttons.NOT_YET,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("button", TYPED)
def test_what_stands_on_a_button_is_known_when_it_is_typed(button: str, language: str) -> None:
    assert folded(say(f"button.{button}", language)) in TYPED[button]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Overslaan", "8. Over welke"),
        ("terug", "6. Over welk kerngebied"),
        ("Later verder.", "Alles is bewaard."),
        ("help!", "Typ je vraag gerust"),
        ("volgende", "7. Wat is jullie uitdaging?"),
        ("indienen", "Indienen kan nog niet"),
    ],
)
async def test_the_words_of_a_button_at_an_open_question_are_no_answer(town: Town, words: str, answer: str) -> None:
    chat = await at_seven(town)

    said = await chat.says(words)

    assert answer in said
    kept = (await facts.case_of(chat)).kept.get("challenge")
    assert kept is None or kept.answer.said == ""  # skipped


async def test_an_unclear_text_is_left_added_to_or_written_again_by_typing_so(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("Er is leegstand.")

    assert "ik voeg het toe" in await chat.says("Aanvullen")
    assert "hij komt in de plaats" in await chat.says("opnieuw schrijven")
    assert "8. Over welke" in await chat.says("Laat zo")
    assert (await facts.answer(chat, "challenge")).said == "Er is leegstand."


async def test_klaar_after_ticking_keeps_what_was_ticked(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says(CLEAR)
    await chat.presses("Beleving")
    await chat.presses("Beleid")

    assert "8b. Beleving" in await chat.says("klaar")
    assert (await facts.answer(chat, "themes")).value == ["beleving", "beleid"]


async def test_overslaan_at_an_answered_question_goes_on_and_leaves_the_answer(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 6")

    assert "7. Wat is jullie uitdaging?" in await chat.says("overslaan")
    assert (await facts.answer(chat, "core_area")).said == "Dorpskern"


async def test_no_municipality_can_be_skipped_by_typing_so(town: Town) -> None:
    chat = await town.person("An")
    await chat.says("/start")
    await chat.presses("Akkoord")

    assert "Ik vind geen Vlaamse gemeente" in await chat.says("overslaan")


async def test_a_carried_answer_is_confirmed_by_typing_ja(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    await chat.says("/intrekken")
    await chat.presses("Ja, intrekken")
    await chat.says("/aanvraag")
    asked = await chat.presses("Ja, met mijn vorige antwoorden")
    assert "11. Hoeveel uren" in asked
    assert "Klopt dit nog?" in asked

    assert "12. Stuur het besluit" in await chat.says("ja")
    answer = await facts.answer(chat, "service_hours")
    assert (answer.value, answer.stale) == (6, False)


@pytest.mark.parametrize("words", ["nog niet", "terug", "Verder"])
async def test_a_side_question_is_left_by_typing_so(town: Town, words: str) -> None:
    chat = await at_seven(town)
    await chat.says("/deel")
    await chat.presses("Collega uitnodigen")

    assert "7. Wat is jullie uitdaging?" in await chat.says(words)
    await chat.says(CLEAR)
    assert (await facts.answer(chat, "challenge")).said == CLEAR


@pytest.mark.parametrize("words", ["ja", "Ja, indienen", "Indienen"])
async def test_who_types_yes_at_the_summary_sends_what_it_shows(town: Town, words: str) -> None:
    chat = await at_the_summary(town)

    said = await chat.says(words)

    assert "Ingediend! Nummer PROF-2021-2-0001" in said
