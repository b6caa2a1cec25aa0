"""Walking through the checklist: on, back, past, later, straight to an item, and back after days."""

import re
from pathlib import Path

import pytest

from tests.fakes import facts
from tests.fakes.conversation import CLEAR, Said, StandingClock, Town, open_town
from tests.fakes.underway import MAILBOX, at_seven

BAR = re.compile(r"[▓░]{10} (?P<done>\d+) van \d+ · (nog ongeveer \d+ minu\w+|alles is gevraagd)")


async def test_every_question_comes_with_the_progress_why_it_is_asked_and_an_example(town: Town) -> None:
    chat = await at_seven(town)

    asked = await chat.says("/aanvraag")

    assert asked.text.startswith("▓▓░░░░░░░░ 6 van 24 · nog ongeveer ")
    assert "Waarom we dit vragen: Zonder duidelijke uitdaging" in asked
    assert "Bijvoorbeeld: In de Kerkstraat" in asked
    assert asked.labels == ["Terug", "Overslaan", "Later verder", "Ik kom er niet uit"]


async def test_from_the_first_question_to_the_last_each_has_the_progress_bar(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)

    asked = [one for one in await chat.bot_messages() if re.search(r"<b>\d+[a-e]?\. ", one.text_html)]

    assert len(asked) >= 24
    for message in asked:
        assert BAR.search(message.text_html), message.text_html


async def test_the_bar_grows_with_every_answer_and_never_goes_back(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)

    bars = [BAR.search(one.text_html) for one in await chat.bot_messages()]
    done = [int(found["done"]) for found in bars if found]

    assert done == sorted(done)
    assert done[0] == 0


async def test_a_question_loses_its_buttons_once_it_is_answered(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("Er is leegstand.")
    await chat.presses("Laat zo")
    await chat.says("/status")
    await chat.presses("Verder")
    await chat.says("beleving")

    *before, last = await chat.bot_messages()

    assert last.buttons
    assert [one.text_html for one in before if one.buttons] == []


async def test_back_asks_the_question_before_and_keeps_its_answer(town: Town) -> None:
    chat = await at_seven(town)

    back = await chat.presses("Terug")

    assert "6. Over welk kerngebied gaat de aanvraag?" in back
    assert "Nu staat er: Dorpskern" in back
    assert "5. Op welk telefoonnummer" in await chat.presses("Terug")


async def test_from_an_earlier_question_the_way_on_leads_to_the_next_open_one(town: Town) -> None:
    chat = await at_seven(town)
    await chat.presses("Terug")
    await chat.presses("Terug")

    on = await chat.presses("Volgende vraag")

    assert "7. Wat is jullie uitdaging?" in on
    assert (await facts.answer(chat, "contact_phone")).value == "+3215250000"


async def test_the_first_question_has_no_way_back(town: Town) -> None:
    chat = await town.person("An")
    await chat.says("/start")

    first = await chat.presses("Akkoord")

    assert first.labels == ["Later verder", "Ik kom er niet uit"]


async def test_what_is_skipped_comes_back_when_all_else_is_answered(town: Town) -> None:
    chat = await at_seven(town)

    skipped = await chat.presses("Overslaan")

    assert "Overgeslagen. Ik kom er later op terug." in skipped
    assert "8. Over welke van de vijf B's" in skipped
    await chat.answers("beleving", CLEAR, CLEAR, "lokale economie", "6")
    await chat.sends("besluit.pdf")
    await chat.answers("14 juni", CLEAR, "evenementen", "Zo snel mogelijk", "Jan Janssens", "Bram Claes")
    await chat.answers("Diensthoofd", "bram.claes@heist-op-den-berg.be", "015 25 00 01")
    await chat.presses("Overslaan")
    await chat.presses("Overslaan")
    last = await chat.says("ja")
    assert "7. Wat is jullie uitdaging?" in last


async def test_what_need_not_be_answered_does_not_come_back_when_it_is_skipped(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)

    assert "Alles is gevraagd. Je kan nu indienen." in (await chat.bot_messages())[-1].text_html
    skipped = [one.text_html for one in await chat.bot_messages() if "Overgeslagen" in one.text_html]
    assert len(skipped) == 2
    assert all("Overgeslagen. Deze vraag is niet verplicht." in text for text in skipped)


async def test_later_keeps_everything_and_the_place(town: Town) -> None:
    chat = await at_seven(town)

    later = await chat.presses("Later verder")

    assert "Alles is bewaard. Typ /aanvraag als je verder wil" in later
    assert later.labels == ["Verder"]
    assert "7. Wat is jullie uitdaging?" in await chat.presses("Verder")


@pytest.mark.parametrize("way", ["/wijzig 3", "/wijzig 3 graag", "by button"])
async def test_any_question_can_be_jumped_to(town: Town, way: str) -> None:
    chat = await at_seven(town)

    if way == "by button":
        listed = await chat.says("/wijzig")
        assert "3. Functie contact: Deskundige lokale economie" in listed
        asked = await chat.presses("3")
    else:
        asked = await chat.says(way)

    assert "3. Welke functie heeft de contactpersoon?" in asked
    assert "Nu staat er: Deskundige lokale economie" in asked


@pytest.mark.parametrize("number", ["99", "8b", "zeven", "-1", "٧", "7'; DROP TABLE answer", "x" * 300])
async def test_a_question_that_is_not_there_is_said_and_the_place_stays(town: Town, number: str) -> None:
    chat = await at_seven(town)

    said = await chat.says(f"/wijzig {number}")

    assert "Die vraag is er niet (meer) in jouw aanvraag." in said
    assert "7. Wat is jullie uitdaging?" in said


async def test_a_jump_forward_leaves_what_lies_between_open(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 16")

    said = await chat.says("Over drie tot zes maanden")

    assert "17. Welke schepen is verantwoordelijk?" in said
    todo = await chat.says("/ontbreekt")
    assert "7. Uitdaging (ontbreekt)" in todo
    assert "12. Besluit college (stuk ontbreekt)" in todo
    assert "16. Periode" not in todo


async def test_the_list_of_what_is_missing_leads_to_each_item_in_one_tap(town: Town) -> None:
    chat = await at_seven(town)

    todo = await chat.says("/ontbreekt")

    assert todo.labels[:3] == ["7", "8", "9"]
    assert "12. Stuur het besluit van het college als PDF." in await chat.presses("12")


async def test_three_days_and_a_restart_later_start_goes_on_at_the_same_question(
    tmp_path: Path, clock: StandingClock
) -> None:
    async with open_town(tmp_path, clock, remembers=True) as town:
        chat = await at_seven(town)
        await chat.says("Er is leegstand.")
        before = await facts.case_of(chat)
    clock.pass_(days=3)
    async with open_town(tmp_path, clock, remembers=True) as town:
        chat = await town.person("An")

        back = await chat.says("/start")

        assert "Dag! Fijn dat je er weer bent." in back
        assert "7. Wat is jullie uitdaging?" in back
        assert "Nu staat er: Er is leegstand." in back
        assert await facts.case_of(chat) == before
        assert "8. Over welke" in await chat.says(CLEAR)
        assert [one.text_html for one in (await chat.bot_messages())[:-1] if one.buttons] == []


async def test_a_button_from_before_the_restart_still_works(tmp_path: Path, clock: StandingClock) -> None:
    async with open_town(tmp_path, clock, remembers=True) as town:
        await at_seven(town)
    async with open_town(tmp_path, clock, remembers=True) as town:
        chat = await town.person("An")

        assert "8. Over welke" in await chat.presses("Overslaan")


@pytest.mark.parametrize("command", ["/start", "/aanvraag"])
async def test_who_answered_everything_comes_back_to_sending(town: Town, command: str) -> None:
    chat = await town.complete("An", MAILBOX)

    said: Said = await chat.says(command)

    assert "Alles is gevraagd. Je kan nu indienen." in said
    assert "Indienen" in said.labels
