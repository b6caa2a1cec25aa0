"""Who planned an interview reads and answers the questions that follow it in the browser."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes import desk, guided
from tests.fakes.conversation import Town
from tests.fakes.desk import ELS
from tests.fakes.desk_browser import DeskBrowser
from tests.fakes.mailbag import news, plain
from tests.fakes.site import Served, serving

ASKED, REPLY = "Mag onze schepen meekomen naar het gesprek?", "Ja, graag zelfs."


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    async with serving(town.house, fronts=[town.front]) as served:
        yield served


async def test_a_question_after_the_interview_stands_on_the_desk_of_who_planned_it(town: Town, site: Served) -> None:
    await desk.province(town)
    clerk, _ = await guided.planned(town)
    await clerk.says(f"/vraag {ASKED}")
    browser = DeskBrowser(site=site, town=town)
    await browser.logs_in(ELS)
    await browser.opens("/loket")
    await browser.follows("1 vraag wacht op antwoord")
    await browser.follows(ASKED)
    await browser.presses("Antwoord versturen", text=REPLY)
    await browser.opens("/loket/vragen")
    assert ASKED not in browser
    assert any(REPLY in plain(one) for one in await news(clerk))
