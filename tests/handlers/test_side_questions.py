"""What is said beside the checklist: it is always answered, and it never loses the place."""

import pytest

from handlers.views.page import view_reply
from models.call_files.call_file import shipped_call
from models.records.desk.question import Question
from models.turns.views import Help
from tests.fakes import facts
from tests.fakes.conversation import CLEAR, Town
from tests.fakes.underway import at_seven

ASKED = "7. Wat is jullie uitdaging?"

LOOKED_UP = {
    "/help": "Dit kan je zeggen",
    "/privacy": "Wat ik bijhoud en waarom",
    "/taal": "In welke taal praat ik met je?",
    "/status": "Nog te doen: ",
    "/ontbreekt": "Nog te doen (",
    "/herinneringen": "Hoe wil je herinnerd worden?",
    "/vraag": "Typ je vraag gerust in je eigen woorden",
    "/deel": "Wie werkt aan deze aanvraag",
    "/indienen": "7. Uitdaging (ontbreekt)",
    "/intrekken": "intrekken?",
    "/wijzig": "Jullie antwoorden",
    "/stop": "ik stuur geen herinneringen meer",
}


@pytest.mark.parametrize("command", LOOKED_UP)
async def test_a_command_in_the_middle_of_a_question_does_not_lose_the_place(town: Town, command: str) -> None:
    chat = await at_seven(town)

    shown = await chat.says(command)
    said = await chat.says(CLEAR)

    assert LOOKED_UP[command] in shown
    if command == "/vraag":
        assert ASKED in said  # the text was the question; the place is where it was
        said = await chat.says(CLEAR)
    assert "✓ Bewaard." in said
    assert "8. Over welke van de vijf B's" in said
    assert (await facts.answer(chat, "challenge")).said == CLEAR


@pytest.mark.parametrize(("can_edit", "says_so"), [(True, True), (False, False)])
def test_the_help_names_the_editing_of_messages_only_where_they_can_be_edited(can_edit: bool, says_so: bool) -> None:
    shown = view_reply(Help(call=shipped_call("profploeg-2021"), can_edit=can_edit), "nl").html
    assert ("bewerk je bericht" in shown) is says_so


@pytest.mark.parametrize("command", ["/help", "/privacy", "/status", "/vraag", "/stop"])
async def test_every_side_answer_has_a_way_back_to_the_question(town: Town, command: str) -> None:
    chat = await at_seven(town)
    await chat.says(command)

    assert ASKED in await chat.presses("Verder")


async def test_a_question_that_was_answered_already_is_returned_to_as_well(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 3")
    await chat.says("/help")

    assert "3. Welke functie heeft de contactpersoon?" in await chat.presses("Verder")


async def test_the_language_changes_in_the_middle_of_a_question(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/taal")

    said = await chat.presses("English")

    assert said.text == "From now on I talk English with you."
    assert "7. What is your challenge?" in await chat.presses("Go on")
    await chat.says("/taal")
    assert (await chat.presses("Nederlands")).text == "Vanaf nu praat ik Nederlands met je."
    assert ASKED in await chat.presses("Verder")


async def test_a_question_people_ask_is_answered_at_once(town: Town) -> None:
    chat = await at_seven(town)
    about = await chat.presses("Ik kom er niet uit")
    assert "Je zit bij vraag 7, Uitdaging." in about

    said = await chat.says("kost dit iets?")

    assert "gratis" in said
    assert said.labels == ["Verder", "Dat was het niet"]
    assert ASKED in await chat.presses("Verder")


async def test_a_known_question_can_be_tapped(town: Town) -> None:
    chat = await at_seven(town)
    listed = await chat.says("/vraag")

    said = await chat.presses(listed.labels[0])

    assert listed.labels[0] in said
    assert ASKED in await chat.presses("Verder")


async def test_another_question_is_kept_with_the_application_and_the_place(town: Town) -> None:
    chat = await at_seven(town)

    said = await chat.says("/vraag Mogen wij de foto's van de heemkring gebruiken?")

    assert "Je vraag is bewaard bij de aanvraag." in said
    assert "0800 20 555" in said
    assert ASKED in said
    assert await facts.count(chat, Question) == 1
    assert [(one.what, one.item) for one in await facts.history(chat)][-1] == ("asked", "challenge")


@pytest.mark.parametrize("command", ["/help", "/ontbreekt", "/status", "/wijzig 7", "/aanvraag"])
async def test_a_question_that_was_not_asked_after_all_does_not_take_the_answer(town: Town, command: str) -> None:
    chat = await at_seven(town)
    await chat.says("/vraag")
    await chat.says(command)

    await chat.says(CLEAR)

    assert (await facts.answer(chat, "challenge")).said == CLEAR
    assert await facts.count(chat, Question) == 0


async def test_an_address_that_is_not_typed_after_all_does_not_take_the_answer(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/deel")
    await chat.presses("Collega uitnodigen")
    await chat.presses("Nog niet")
    await chat.presses("Verder")

    await chat.says(CLEAR)

    assert (await facts.answer(chat, "challenge")).said == CLEAR


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("wat kost de profploeg?", "Wat kost het?"),
        ("Wat gebeurt er met het besluit?", "Wat gebeurt er na het indienen?"),
        ("we hebben nog geen besluit", "Het college besliste nog niet."),
        ("Hoeveel budget krijgt een gemeente?", "Je vraag is bewaard"),
        ("Kan ik mijn antwoorden als pdf krijgen?", "Je vraag is bewaard"),
    ],
)
async def test_the_words_that_say_most_decide_which_question_is_meant(town: Town, typed: str, answer: str) -> None:
    chat = await at_seven(town)

    assert answer in await chat.says(f"/vraag {typed}")


@pytest.mark.parametrize("command", ["/onbekend", "/Start7", "/aanvragen", "/vraag_iets"])
async def test_an_unknown_command_is_answered_with_those_that_are_known(town: Town, command: str) -> None:
    chat = await at_seven(town)

    said = await chat.says(command)

    assert "Dat commando ken ik niet" in said
    assert "/ontbreekt – Wat ontbreekt nog?" in said
    assert ASKED in await chat.presses("Verder")


NAMED = {"file_id": "x", "file_unique_id": "x"}
SIZED = {**NAMED, "width": 9, "height": 9}
OTHER = {
    "a sticker": {"sticker": {**SIZED, "type": "regular", "is_animated": False, "is_video": False}},
    "a voice message": {"voice": {**NAMED, "duration": 3}},
    "a video": {"video": {**SIZED, "duration": 3}},
    "a place": {"location": {"latitude": 51.07, "longitude": 4.72}},
    "a contact": {"contact": {"phone_number": "+3215250000", "first_name": "An"}},
    "a dice": {"dice": {"emoji": "🎲", "value": 3}},
}


@pytest.mark.parametrize("what", OTHER)
async def test_what_cannot_be_read_is_answered_with_what_can(town: Town, what: str) -> None:
    chat = await at_seven(town)

    said = await chat.shares(**OTHER[what])

    assert "Dat soort bericht kan ik niet lezen. Typ je antwoord, of stuur een bestand" in said
    assert ASKED in await chat.presses("Verder")


async def test_a_sticker_before_the_agreement_is_answered(town: Town) -> None:
    chat = await town.person("An")

    said = await chat.shares(**OTHER["a sticker"])

    assert "Dat soort bericht kan ik niet lezen." in said
    assert "Akkoord, beginnen" in (await chat.presses("Verder")).labels


@pytest.mark.parametrize("text", ["/ 5 winkels staan leeg", "/", "//", "kerk/plein"])
async def test_a_text_with_a_slash_is_a_text(town: Town, text: str) -> None:
    chat = await at_seven(town)

    await chat.says(text)

    assert (await facts.answer(chat, "challenge")).said == text


@pytest.mark.parametrize("text", ["\u200b\u200e", "\x00", "\u202e", "\ufeff", "\x01\x02"])
async def test_a_text_in_which_there_is_nothing_to_read_replaces_no_answer(town: Town, text: str) -> None:
    chat = await at_seven(town)
    await chat.says(CLEAR)
    await chat.says("/wijzig 7")

    said = await chat.says(text)

    assert "Dat begrijp ik niet als antwoord." in said
    assert ASKED in said
    assert (await facts.answer(chat, "challenge")).said == CLEAR


async def test_a_text_when_everything_was_asked_is_answered_with_what_can_be_done(town: Town) -> None:
    chat = await town.complete("An", "an.peeters@heist-op-den-berg.be")

    said = await chat.says("en nu?")

    assert "Dat begrijp ik niet als antwoord." in said
    assert "Indienen" in said.labels


async def test_the_own_data_come_as_a_file_and_the_buttons_stay(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/privacy")

    said = await chat.presses("Mijn gegevens")

    assert said.documents == ["mijn-gegevens.html", "mijn-gegevens.json"]
    assert ASKED in await chat.presses("Verder")
