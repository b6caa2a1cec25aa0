"""Choosing the municipality in chat: shown, confirmed, never corrected silently."""

import pytest

from tests.fakes import facts
from tests.fakes.conversation import Chat, Town
from tests.fakes.played_once import played_once

HEIST = "12014"
MAILBOX = "an.peeters@heist-op-den-berg.be"


@played_once
async def asked(town: Town) -> Chat:
    """Return the chat of a person who is asked for the municipality."""
    chat = await town.person("An")
    await chat.says("/start")
    await chat.presses("Akkoord")
    return chat


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("heist o/d berg", "Heist-op-den-Berg, provincie Antwerpen. Klopt dat?"),
        ("2220", "Heist-op-den-Berg"),
        ("HEIST-OP-DEN-BERG", "Heist-op-den-Berg, provincie Antwerpen. Klopt dat?"),
        ("Itegem", "Itegem hoort bij de gemeente Heist-op-den-Berg, provincie Antwerpen. Klopt dat?"),
        ("Courtrai", "Kortrijk, provincie West-Vlaanderen. Klopt dat?"),
        ("Leuvn", "Bedoel je Leuven, provincie Vlaams-Brabant?"),
    ],
)
async def test_what_was_typed_is_shown_as_a_municipality_to_confirm(town: Town, typed: str, shown: str) -> None:
    chat = await asked(town)

    said = await chat.says(typed)

    assert shown in said
    assert (await facts.case_of(chat)).nis_code is None


async def test_a_confirmed_municipality_leads_to_the_next_question(town: Town) -> None:
    chat = await asked(town)
    await chat.says("Heist-op-den-Berg")

    said = await chat.presses("Ja")

    assert "✓ Heist-op-den-Berg." in said
    assert "2. Wie is de contactpersoon" in said
    assert (await facts.case_of(chat)).nis_code == HEIST


@pytest.mark.parametrize("yes", ["ja", "Ja, dat klopt!", "ok", "yes"])
async def test_a_typed_yes_confirms_the_only_one_that_was_shown(town: Town, yes: str) -> None:
    chat = await asked(town)
    await chat.says("Heist-op-den-Berg")

    said = await chat.says(yes)

    assert "✓ Heist-op-den-Berg." in said
    assert (await facts.case_of(chat)).nis_code == HEIST


async def test_a_typed_yes_never_chooses_between_several(town: Town) -> None:
    chat = await asked(town)
    await chat.says("Heusden")

    said = await chat.says("ja")

    assert "Ik vind meer dan één gemeente bij “Heusden”. Welke bedoel je?" in said
    assert (await facts.case_of(chat)).nis_code is None


async def test_no_asks_again(town: Town) -> None:
    chat = await asked(town)
    await chat.says("Itegem")

    said = await chat.presses("Nee")

    assert "1. Voor welke gemeente werk je?" in said
    assert (await facts.case_of(chat)).nis_code is None


async def test_several_that_can_be_meant_are_offered_and_none_is_taken(town: Town) -> None:
    chat = await asked(town)

    said = await chat.says("Heusden")

    towns = ["Heusden → Heusden-Zolder (Limburg)", "Heusden → Destelbergen (Oost-Vlaanderen)"]
    assert said.labels == [*towns, "Nee"]
    assert (await facts.case_of(chat)).nis_code is None
    assert "✓ Destelbergen." in await chat.presses(towns[1])


@pytest.mark.parametrize("typed", ["Amsterdam", "xqzw", "99999", "1 < 2 & 3", "😀" * 30])
async def test_what_is_no_flemish_municipality_is_said_with_an_example(town: Town, typed: str) -> None:
    chat = await asked(town)

    said = await chat.says(typed)

    assert f"Ik vind geen Vlaamse gemeente bij “{typed}”." in said
    assert "bijvoorbeeld Heist-op-den-Berg of 2220" in said
    assert said.labels == ["Later verder", "Ik kom er niet uit"]
    assert (await facts.case_of(chat)).nis_code is None


async def test_a_municipality_can_be_changed_before_sending_and_stays_until_the_new_one_is_confirmed(
    town: Town,
) -> None:
    chat = await town.begun("An")
    await chat.says("/wijzig 1")
    await chat.says("Putte")
    assert (await facts.case_of(chat)).nis_code == HEIST

    await chat.presses("Nee")
    assert (await facts.case_of(chat)).nis_code == HEIST
    assert "1. Gemeente" not in await chat.says("/ontbreekt")

    await chat.says("/wijzig 1")
    await chat.says("Putte")
    said = await chat.says("ja")
    assert "✓ Putte." in said
    case = await facts.case_of(chat)
    assert case.municipality is not None
    assert case.municipality.name == "Putte"


async def test_a_new_municipality_that_was_not_confirmed_is_named_as_unclear(town: Town) -> None:
    chat = await town.begun("An")
    await chat.says("/wijzig 1")
    await chat.says("Putte")

    assert "1. Gemeente (onduidelijk)" in await chat.says("/ontbreekt")


async def test_after_sending_the_municipality_is_fixed_and_the_way_out_is_said(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    before = await facts.case_of(chat)
    await chat.says("/wijzig 1")

    said = await chat.says("Putte")

    assert "De gemeente kan je na het indienen niet meer wijzigen. Trek de aanvraag in met /intrekken" in said
    assert "Wat je nu typte, heb ik niet bewaard." in said
    assert await facts.case_of(chat) == before


async def test_hostile_text_at_the_municipality_is_kept_clean_and_shown_escaped(town: Town) -> None:
    chat = await asked(town)

    said = await chat.says("<b>Gent\r\x00\u202e\ud800</b>" + "é" * 300)

    assert "<b>Gent" in said  # escaped, so that it is seen as it was typed
    kept = await facts.answer(chat, "municipality")
    assert kept.value is None
    assert not set(kept.said) & set("\r\x00\u202e\ud800")


async def test_a_municipality_that_was_not_meant_does_not_stand_there_as_the_answer(town: Town) -> None:
    chat = await town.person("An")
    await chat.says("/start")
    await chat.presses("Akkoord")
    await chat.says("Halen")

    asked = await chat.presses("Nee")

    assert "1. Voor welke gemeente werk je?" in asked
    assert "Nu staat er" not in asked


async def test_what_was_typed_where_a_municipality_is_asked_is_kept_whatever_follows(town: Town) -> None:
    chat = await asked(town)
    first, second = "In onze dorpskern is er leegstand", "De Kerkstraat " * 20
    await chat.answers(first, second, "Halen")
    await chat.presses("Nee")
    await chat.says("Heist-op-den-Berg")
    await chat.presses("Ja")

    kept = await facts.texts(chat)

    assert first in kept
    assert second.strip() in kept
    assert "Halen" in kept
