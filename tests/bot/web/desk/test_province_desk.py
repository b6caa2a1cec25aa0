"""An officer of a province in the browser: the board, a municipality, a nudge, notes, questions and mailboxes."""

import re
from collections.abc import AsyncIterator
from html import unescape

import pytest

from models.calls.stages import Stage
from tests.fakes import desk, facts
from tests.fakes.conversation import Chat, Town
from tests.fakes.desk import PIET
from tests.fakes.desk_browser import DeskBrowser
from tests.fakes.fallen import fallen_out
from tests.fakes.mailbag import mails, news, plain
from tests.fakes.site import Served, serving

AN = "an.peeters@heist-op-den-berg.be"
HEIST = "/loket/gemeente/12014"


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    async with serving(town.house, fronts=[town.front]) as served:
        yield served


async def logged_in(town: Town, site: Served, mailbox: str = PIET) -> DeskBrowser:
    browser = DeskBrowser(site=site, town=town)
    await browser.logs_in(mailbox)
    return browser


@pytest.fixture
async def clerk(town: Town) -> Chat:
    """An of Heist-op-den-Berg, whose application was inadmissible."""
    an, _ = await fallen_out(town)
    return an


@pytest.fixture
async def browser(clerk: Chat, town: Town, site: Served) -> DeskBrowser:
    """Piet of the province of Antwerp, logged in."""
    return await logged_in(town, site)


async def test_the_board_shows_every_municipality_of_the_own_province_and_none_of_another(
    browser: DeskBrowser,
) -> None:
    assert "Provincie Antwerpen" in browser
    assert "Aartselaar" in browser
    await browser.fills("Zoeken", zoek="Gent")
    assert "Geen gemeente of aanvraag" in browser
    for elsewhere in ("tor", "Torhout"):
        await browser.fills("Zoeken", zoek=elsewhere)
        assert "Geen gemeente of aanvraag" in browser
    for own in ("berg", "0001"):
        await browser.fills("Zoeken", zoek=own)
        assert "PROF-2021-1-0001" in browser
        await browser.opens("/loket/dossiers")
    await browser.fills("Zoeken", zoek="Heist-op-den-Berg")
    assert "Heist-op-den-Berg" in browser
    assert AN in browser
    await browser.opens("/loket/dossiers")
    await browser.fills("Tonen", ronde="2021-2", waar="3")
    assert "Heist-op-den-Berg ontwerp" in browser
    assert "Aartselaar" not in browser
    await browser.follows("Heist-op-den-Berg")
    assert browser.path == HEIST


async def test_a_nudge_is_read_rewritten_and_sent(browser: DeskBrowser, clerk: Chat, town: Town) -> None:
    await browser.opens("/loket/opvolging")
    await browser.follows("Heist-op-den-Berg")
    await browser.presses("Aansporen")
    assert "Jullie aanvraag voor de profploeg was onontvankelijk" in browser
    await browser.presses("Tekst bewaren", text="Dag An, bel me even?\n\nPiet")
    assert "Dag An, bel me even?" in browser
    await browser.presses("Versturen", text="Dag An, bel me morgen even?")  # what stands in the field is what leaves
    assert "is onderweg" in browser
    [letter] = await news(clerk)
    assert "bel me morgen even" in plain(letter)
    await browser.opens("/loket/opvolging")
    assert "Jullie stuurden 1 aansporing. Daarop volgde nog geen antwoord." in browser
    await browser.opens(HEIST)
    await browser.presses("Aansporen")
    assert "Vandaag stuurde Piet al een aansporing" in browser


async def test_a_letter_that_is_too_long_does_not_leave_and_says_so(
    browser: DeskBrowser, clerk: Chat, town: Town
) -> None:
    await browser.opens(HEIST)
    await browser.presses("Aansporen")
    for text in ("x" * 9000, "é" * 19_000):
        await browser.presses("Versturen", text=text)
        assert "is onderweg" not in browser
        assert "korter" in browser.said or "te lang" in browser.said
    assert await news(clerk) == []


async def test_a_call_is_noted_claimed_rested_and_ended(browser: DeskBrowser) -> None:
    await browser.opens(HEIST)
    await browser.presses("Notitie bewaren", text="Belde met de schepen: <b>volgende week</b>.")
    assert "Belde met de schepen: <b>volgende week</b>." in browser
    await browser.presses("Ik volg niet meer op")
    await browser.presses("Ik volg op")
    assert "✓ Jij volgt Heist-op-den-Berg op" in browser
    await browser.presses(
        "Rust 7 dagen", text="Nog een notitie."
    )  # what stands in the field is kept whatever is pressed
    assert "Nog een notitie." in browser
    assert "rust 7 dagen" in browser
    await browser.presses("Rust voorbij")
    await browser.presses("Volgende ronde")
    assert "✓ Bewaard" in browser
    assert "Notitie bewaren" not in browser


async def test_a_municipality_that_declines_is_asked_once_more(browser: DeskBrowser, clerk: Chat) -> None:
    await browser.opens(HEIST)
    await browser.presses("Doet niet mee")
    await browser.presses("Ja, doet niet mee")
    assert "✓ Bewaard" in browser
    assert (await facts.case_of(clerk)).stage is Stage.WITHDRAWN


async def test_a_question_is_answered_once_and_comes_back_in_the_chat(
    browser: DeskBrowser, clerk: Chat, town: Town
) -> None:
    await browser.opens("/loket/vragen")
    assert "<h1>Vragen</h1>" in browser.html
    await clerk.says("/vraag Mogen wij de foto's van de heemkring gebruiken?")
    await browser.opens("/loket/dossiers")
    await browser.follows("1 vraag wacht op antwoord")
    await browser.follows("Mogen wij de foto")
    assert "foto's van de heemkring" in browser
    await news(clerk)
    await browser.presses("Antwoord versturen", text="Ja, als de heemkring akkoord gaat.")
    assert "onderweg" in browser
    [told] = await news(clerk)
    assert "als de heemkring akkoord gaat" in plain(told)
    await browser.opens("/loket/vragen")
    assert "Antwoord versturen" not in browser


async def test_a_mailbox_of_another_domain_is_confirmed_or_refused_with_a_reason(
    browser: DeskBrowser, town: Town
) -> None:
    for name, mailbox, municipality in (("Lies", "lies@advies.example", "Lier"), ("Mia", "mia@advies.example", "Mol")):
        await town.proven(name, mailbox, municipality)
    await browser.opens("/loket/mailboxen")
    await browser.follows("lies@advies.example")
    await browser.presses("Bevestigen")
    assert "lies@advies.example" in browser
    await browser.opens("/loket/mailboxen")
    assert "lies@advies.example" not in browser
    await browser.follows("mia@advies.example")
    await browser.presses("Mailbox weigeren", text="Dit adres kennen we niet.")
    assert "Dit adres kennen we niet." in (await mails(town, "mia@advies.example"))[-1].text


async def test_a_button_without_words_leads_back_to_its_field_and_says_that_they_are_missing(
    browser: DeskBrowser, clerk: Chat, town: Town
) -> None:
    await town.proven("Mia", "mia@advies.example", "Mol")
    await clerk.says("/vraag Mogen wij de foto's van de heemkring gebruiken?")
    for path, link, button in (
        ("/loket/vragen", "Mogen wij", "Antwoord versturen"),
        ("/loket/mailboxen", "mia@advies.example", "Mailbox weigeren"),
        ("/loket/opvolging", "Heist-op-den-Berg", "Notitie bewaren"),
    ):
        await browser.opens(path)
        await browser.follows(link)
        at = browser.path
        for empty in ("", " \n "):
            await browser.presses(button, text=empty)
            assert browser.path == at
            assert "Typ eerst je tekst" in browser, button
        await browser.opens(at)
        assert "Typ eerst je tekst" not in browser
    await browser.opens(HEIST)
    await browser.presses("Aansporen")
    await browser.fills("Tekst bewaren", text="")
    assert "Typ eerst je tekst" in browser
    letter = re.search(r'name="was" value="([^"]*)"', browser.html)
    assert letter is not None
    await browser.presses("Tekst bewaren", text=unescape(letter[1]))
    assert "Je veranderde niets aan de tekst" in browser


@pytest.mark.parametrize("aside", ["", "reply-x", "reply-1/../2", "question", "decide-1"])
async def test_no_words_for_a_field_that_no_page_has_are_void(browser: DeskBrowser, aside: str) -> None:
    assert (await browser.posts("/loket/doe", aside=aside, text="")).status == 404


async def test_an_officer_of_another_province_finds_nothing_of_it(
    browser: DeskBrowser, town: Town, site: Served
) -> None:
    await desk.province(town, "Lut", "lut@provincie.example", "Limburg")
    lut = await logged_in(town, site, "lut@provincie.example")
    for path in (HEIST, f"{HEIST}/ontwerp", "/loket/dossier/1", "/loket/bestand/1", "/loket/dossier/1/verschil"):
        assert (await lut.opens(path)).status == 404, path
    for press in ("pw:12014", "pc:12014", "pe:12014:0", "pd:12014", "pz:12014:7", "dc:1"):
        await lut.posts("/loket/doe", press=press)
        assert "Dat kan hier niet" in lut, press
    assert (await lut.posts("/loket/doe", aside="call-12014", text="Een notitie")).status == 404
    await lut.opens("/loket/dossiers?zoek=Heist-op-den-Berg")
    assert AN not in lut


async def test_the_desk_of_the_agency_is_not_that_of_a_province(browser: DeskBrowser) -> None:
    assert (await browser.opens("/loket/dossiers/wacht")).status == 404
    await browser.opens("/loket/dossier/1")
    assert "Beslissen" not in browser
    assert (await browser.posts("/loket/doe", press="dd:1:0")).status == 404
    assert (await browser.posts("/loket/beslissing/1", text="x")).status == 404
