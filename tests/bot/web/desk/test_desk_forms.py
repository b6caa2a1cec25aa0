"""The forms of the desk on a page: every field at once, shown back, confirmed; what is wrong is asked again."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes import desk, guided
from tests.fakes.conversation import Town
from tests.fakes.desk import ELS
from tests.fakes.desk_browser import DeskBrowser
from tests.fakes.mailbag import mails
from tests.fakes.site import Served, serving

AN = guided.AN


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    async with serving(town.house, fronts=[town.front]) as served:
        yield served


async def logged_in(town: Town, site: Served) -> DeskBrowser:
    browser = DeskBrowser(site=site, town=town)
    await browser.logs_in(ELS)
    await browser.opens("/loket/dossier/1")
    return browser


def field(**said: str) -> dict[str, str]:
    return {f"field-{name}": value for name, value in said.items()}


def phase(until: str) -> dict[str, str]:
    return {"field-title": "Verkennen", "field-from": "2022-01-10", "field-until": until}


async def test_from_the_interview_to_the_guidance(town: Town, site: Served) -> None:
    await guided.selected(town)
    browser = await logged_in(town, site)
    await browser.presses("Intakegesprek plannen")
    await browser.presses("Verder", **field(on="2021-12-03", at="14:30", place="Gemeentehuis", note=""))
    assert "krijgen een uitnodiging voor vrijdag 3 december 2021 om 14.30 uur" in browser
    await browser.presses("Bevestigen")
    assert "Intakegesprek: vrijdag 3 december 2021 om 14.30 uur, Gemeentehuis" in browser.said.replace(" ,", ",")
    assert (await mails(town, AN))[-1].files
    town.clock.move_to("2021-12-03 17:00")
    await browser.logs_in(ELS)
    await browser.opens("/loket/dossier/1")
    await browser.presses("Gesprek gehouden")
    await browser.presses("Bevestigen")
    await browser.presses("Verder", **field(amount="12.500"))
    await browser.presses("Bevestigen")
    assert "Budget: € 12.500" in browser
    await browser.presses("+ Fase")
    await browser.presses("Verder", **phase("2022-01-03"))
    assert "De fase kan niet eindigen voor ze begint" in browser
    assert 'value="Verkennen"' in browser.html
    await browser.presses("Verder", **phase("2022-01-31"))
    await browser.presses("Bevestigen")
    assert "Fase Verkennen" in browser
    await browser.presses("+ Expert")
    await browser.presses("Verder", **field(field="nothing", name="Mia", organisation="VLAIO"))
    assert "Dat staat niet in de lijst" in browser
    await browser.presses("Verder", **field(field="events", name="Mia", organisation="VLAIO"))
    await browser.presses("Bevestigen")
    assert "Mia (VLAIO)" in browser
    await browser.presses("Begeleiding starten")
    await browser.presses("Bevestigen")
    assert "begeleiding" in (await mails(town, AN))[-1].text


async def test_what_cannot_be_read_stays_in_its_field(town: Town, site: Served) -> None:
    await guided.selected(town)
    browser = await logged_in(town, site)
    await browser.presses("Intakegesprek plannen")
    await browser.presses("Verder", **field(on="gisteren of zo", at="laat", place="<b>Zaal</b>", note="Tot dan"))
    assert "Dat lees ik niet als een dag" in browser
    for value in ('value="gisteren of zo"', 'value="laat"', 'value="&lt;b&gt;Zaal&lt;/b&gt;"', "Tot dan</textarea>"):
        assert value in browser.html


async def test_more_time_for_one_municipality_and_taking_it_back(town: Town, site: Served) -> None:
    await desk.agency(town)
    await town.proven("An", AN)
    browser = await logged_in(town, site)
    await browser.opens("/loket/dossiers?zoek=Heist-op-den-Berg")
    await browser.follows("Heist-op-den-Berg")
    await browser.presses("Uitstel ronde 2021-2")
    await browser.presses("Verder", **field(last_day="2021-11-12", why="Te laat"))
    assert "kan nu al tot die dag indienen" in browser
    await browser.presses("Verder", **field(last_day="2021-11-19", why="De schepen is ziek."))
    assert "Wat er verandert" in browser
    await browser.presses("Wijzig: Reden")
    assert 'value="vrijdag 19 november 2021"' in browser.html
    await browser.presses("Verder", **field(last_day="2021-11-19", why="De schepen was ziek."))
    await browser.presses("Bevestigen")
    assert "De schepen was ziek." in browser
    assert "19 november" in (await mails(town, AN))[-1].text
    await browser.presses("Intrekken ronde 2021-2")
    await browser.presses("Verder", **field(why_not="Vergissing"))
    await browser.presses("Bevestigen")
    assert "zoals voor iedereen" in browser


async def test_what_was_filled_in_while_the_session_ended_can_be_copied(town: Town, site: Served) -> None:
    await desk.sent(town, "An", AN)
    await desk.agency(town)
    browser = await logged_in(town, site)
    await browser.presses("Uitstel geven")
    await desk.revoked(town, ELS)
    await browser.presses("Verder", **field(last_day="19 november", why="De secretaris is ziek."))
    assert "Neem het over" in browser
    assert "De secretaris is ziek." in browser.html
