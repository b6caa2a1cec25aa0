"""Buttons: old ones, double presses, and ones that somebody forged."""

import pytest

from handlers import buttons
from tests.fakes import facts
from tests.fakes.conversation import CLEAR, Chat, Said, Town
from tests.fakes.underway import at_seven

NOT_THERE = "Die knop werkt niet meer, of hoort niet bij jouw aanvraag."


async def state(chat: Chat) -> object:
    """Return all that a button could have changed."""
    return await facts.case_of(chat), await facts.place(chat), await facts.history(chat)


async def test_a_second_press_on_skip_skips_nothing_more(town: Town) -> None:
    chat = await at_seven(town)
    message, data = await chat.button("Overslaan")
    await chat.presses("Overslaan")
    before = await state(chat)

    again = await chat.forges(data, message_id=message)

    assert again.notices == ["Die knop hoort bij vraag 7. Je bent intussen verder."]
    assert await state(chat) == before


@pytest.mark.parametrize("label", ["Terug", "Later verder", "Ik kom er niet uit"])
async def test_a_second_press_on_any_way_out_of_a_question_changes_nothing(town: Town, label: str) -> None:
    chat = await at_seven(town)
    message, data = await chat.button(label)
    await chat.presses(label)
    before = await state(chat)

    again = await chat.forges(data, message_id=message)

    assert again.text
    assert await state(chat) == before


async def test_a_second_press_on_an_option_is_no_second_answer(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 16")
    message, data = await chat.button("Binnen drie maanden")
    await chat.presses("Binnen drie maanden")
    before = await state(chat)

    again = await chat.forges(data, message_id=message)

    assert again.notices == ["Die knop hoort bij vraag 16. Je bent intussen verder."]
    assert await state(chat) == before


async def test_a_second_press_on_a_tick_does_not_untick(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 8")
    message, data = await chat.button("Beleving")
    await chat.presses("Beleving")
    before = await state(chat)

    await chat.forges(data, message_id=message)

    assert (await facts.answer(chat, "themes")).value == ["beleving"]
    assert await state(chat) == before


async def test_a_second_press_on_the_municipality_is_no_second_choice(town: Town) -> None:
    chat = await town.person("An")
    await chat.says("/start")
    await chat.presses("Akkoord")
    await chat.says("Heist-op-den-Berg")
    message, data = await chat.button("Ja")
    await chat.presses("Ja")
    before = await state(chat)

    await chat.forges(data, message_id=message)

    assert await state(chat) == before
    assert [one.what for one in await facts.history(chat)].count("municipality") == 1


async def test_a_second_press_on_submit_sends_once(town: Town) -> None:
    chat = await town.complete("An", "an.peeters@heist-op-den-berg.be")
    await chat.says("/indienen")
    message, data = await chat.button("Ja, indienen")
    await chat.presses("Ja, indienen")
    before = await state(chat)

    again = await chat.forges(data, message_id=message)

    assert len(again.notices) == 1
    assert again.notices[0].startswith("✅ Ingediend! Nummer PROF-2021-2-0001")
    assert await state(chat) == before
    assert [one.what for one in await facts.history(chat)].count("submitted") == 1


async def test_a_second_press_on_withdraw_says_that_it_was_withdrawn(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/intrekken")
    message, data = await chat.button("Ja, intrekken")
    await chat.presses("Ja, intrekken")
    before = await state(chat)

    again = await chat.forges(data, message_id=message)

    assert "De aanvraag is ingetrokken. Alles blijft bewaard." in again
    assert await state(chat) == before


async def test_after_withdrawing_the_way_on_begins_again_once(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/intrekken")
    await chat.presses("Ja, intrekken")
    asked = await chat.says("/aanvraag")
    assert asked.labels == ["Ja, met mijn vorige antwoorden", "Ja, leeg beginnen"]
    message, data = await chat.button("Ja, met")
    begun = await chat.presses("Ja, met")

    await chat.forges(data, message_id=message)

    assert "7. Wat is jullie uitdaging?" in begun
    assert len(await facts.applications(chat)) == 2
    assert (await facts.answer(chat, "core_area")).value == "Dorpskern"


async def test_a_question_of_the_list_that_was_not_it_is_passed_on_once(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/vraag wat kost de profploeg?")
    message, data = await chat.button("Dat was het niet")
    await chat.presses("Dat was het niet")
    before = await state(chat)

    again = await chat.forges(data, message_id=message)

    assert "Je vraag is bewaard bij de aanvraag" in again
    assert await state(chat) == before


async def test_a_button_of_an_earlier_question_answers_politely(town: Town) -> None:
    chat = await at_seven(town)
    message, data = await chat.button("Overslaan")
    await chat.answers(CLEAR, "beleving")

    said = await chat.forges(data, message_id=message)

    assert said.notices == ["Die knop hoort bij vraag 7. Je bent intussen verder."]


async def test_a_button_whose_message_is_gone_still_gets_an_answer(town: Town) -> None:
    chat = await at_seven(town)
    case = await facts.case_of(chat)
    await chat.says("/wijzig 8")

    said = await chat.forges(f"tick:{case.application_id}:8:1:1", message_id=999_999)

    assert "8. Over welke van de vijf B's" in said
    assert "✓ Beleving" in said.labels


async def test_a_button_of_a_theme_that_was_deselected_answers_politely(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 8")
    await chat.says("beleving")
    message, data = await chat.button("Overslaan")
    await chat.says("/wijzig 8")
    await chat.says("beleid")

    said = await chat.forges(data, message_id=message)

    assert "Die vraag is er niet (meer) in jouw aanvraag." in said
    assert "8e. Beleid" in said


FORGED = [
    "",
    ":",
    "::::",
    "drop",
    "drop:1",
    "skip",
    "skip:",
    "skip:1",
    "skip:-1:7",
    "skip:+1:7",
    "skip: 1:7",
    "skip:1_0:7",
    "skip:1.0:7",
    "skip:0x1:7",
    "skip:٧:7",
    "skip:²:7",
    "skip:1e3:7",
    "skip:1:7:8",
    "skip:2147483648:7",
    "skip:9223372036854775808:7",
    "skip:99999999999999999999999999:7",
    "skip:999:7",
    "skip:0:7",
    "skip:1:" + "7" * 80,
    "mun:999:12014",
    "mun:1:99999",
    "opt:1:7:0",
    "opt:1:7:99",
    "tick:1:7:0:1",
    "file:1",
    "file:٣",
    "file:-1",
    "file:999999999999999999999",
    "rmf:1",
    "plf:1:12",
    "put:999:1",
    "nofaq:1",
    "faq:no-such-question",
    "lang:fr",
    "lang:../../etc",
    "rem:always",
    "rem:",
    "mom:never",
    "mom:",
    "snz:for-ever",
    "snz:",
    "send:999:abcdef",
    "wd:999",
    "again:999:1",
    "req:1:1",
    "\ud800",
    "a" * 5000,
]


@pytest.mark.parametrize("data", FORGED, ids=[ascii(data)[:30] for data in FORGED])
async def test_a_forged_button_reads_the_same_as_one_that_is_not_there_and_does_nothing(town: Town, data: str) -> None:
    chat = await at_seven(town)
    before = await state(chat)

    said = await chat.forges(data)

    assert said.text == NOT_THERE
    assert said.labels == ["Verder"]
    assert await state(chat) == before
    assert "7. Wat is jullie uitdaging?" in await chat.presses("Verder")


def of_an_application(application_id: int, foreign: int) -> list[str]:
    """Return a button of every verb whose first argument is an application, for another one than one's own."""
    rest = {"mun": "12014", "opt": "7:0", "tick": "8:0:1", "put": "1", "send": "abcdef12", "again": "1"}
    one_argument = {"nomun", "later", "wd", "inv", "hand", "link", "leave", "bye"}
    with_number = {"done", "ok", "skip", "back", "next", "go", "rw"}
    found = [f"{verb}:{foreign}" for verb in one_argument & set(buttons.verbs())]
    found += [f"{verb}:{foreign}:7" for verb in with_number]
    return found + [f"{verb}:{foreign}:{tail}" for verb, tail in rest.items()]


async def test_a_button_of_somebody_elses_application_reads_the_same_as_one_of_none(town: Town) -> None:
    mine = await at_seven(town, "An")
    theirs = await town.begun("Bram", "Putte")
    own, foreign = (await facts.case_of(mine)).application_id, (await facts.case_of(theirs)).application_id
    before, before_theirs = await state(mine), await state(theirs)

    for yours, nobodys in zip(of_an_application(own, foreign), of_an_application(own, 424_242), strict=True):
        said: list[Said] = [await mine.forges(yours), await mine.forges(nobodys)]
        assert said[0] == said[1], yours
        assert said[0].text == NOT_THERE, yours

    assert await state(mine) == before
    assert await state(theirs) == before_theirs


async def test_a_file_of_somebody_else_reads_the_same_as_one_that_is_not_there(town: Town) -> None:
    mine = await at_seven(town, "An")
    theirs = await town.begun("Bram", "Putte")
    await theirs.says("/wijzig 12")
    await theirs.sends("geheim.pdf")
    files = (await facts.answer(theirs, "college_decision")).value
    assert isinstance(files, list)
    [file_id] = files

    for verb in ("file:{}", "rmf:{}", "plf:{}:12"):
        yours, nobodys = await mine.forges(verb.format(file_id)), await mine.forges(verb.format(424_242))
        assert yours == nobodys
        assert yours.text == NOT_THERE
        assert yours.documents == []

    assert "geheim.pdf" in await theirs.says("/wijzig 12")


async def test_a_forged_button_before_the_agreement_does_nothing(town: Town) -> None:
    theirs = await at_seven(town, "Bram")
    foreign = (await facts.case_of(theirs)).application_id
    chat = await town.person("An")
    await chat.says("/start")

    for data in of_an_application(0, foreign):
        said = await chat.forges(data)
        assert "Akkoord, beginnen" in said.labels or said.text == NOT_THERE, data
