"""What is done at the desk leads to a page with an address, which tells it once: to load that anew sends nothing."""

from collections.abc import AsyncIterator

import pytest

from bot.web.desk import told
from bot.web.desk.login_page import CODE_S
from tests.fakes.conversation import Chat, Town
from tests.fakes.desk import ELS, PIET, agency, province, sent
from tests.fakes.desk_browser import DeskBrowser
from tests.fakes.site import Served, serving

LIER = "/loket/gemeente/12021"


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    async with serving(town.house) as served:
        yield served


@pytest.fixture
async def els(site: Served, town: Town) -> DeskBrowser:
    await agency(town)
    browser = DeskBrowser(site=site, town=town)
    await browser.logs_in(ELS)
    return browser


@pytest.fixture
async def lies(town: Town) -> Chat:
    return await sent(town, "Lies", "lies@lier.be", "Lier")


async def _decides(els: DeskBrowser) -> None:
    await els.opens("/loket/dossiers?zoek=Lier")
    await els.follows("PROF-2021-2-")
    await els.presses("Ontvankelijk")
    await els.presses("Bekijk de brief")
    await els.presses("Bevestigen")


async def test_a_decision_is_told_once_on_the_page_of_its_application(els: DeskBrowser, lies: Chat) -> None:
    await _decides(els)
    assert els.path.startswith("/loket/dossier/")
    assert "De brief vertrekt" in els
    assert "Beslissing ongedaan maken" in els
    assert lies is not None
    await els.opens(els.path)
    assert "De brief vertrekt" not in els
    assert "Beslissing ongedaan maken" in els


async def test_what_was_told_is_for_that_page_and_that_session_alone(
    els: DeskBrowser, lies: Chat, site: Served, town: Town
) -> None:
    await els.opens("/loket/dossiers?zoek=Lier")
    await els.follows("PROF-2021-2-")
    await els.presses("Ontvankelijk")
    await els.presses("Bekijk de brief")
    assert lies is not None
    answer = await els.posts("/loket/doe", press=f"dk:{els.path.split('/')[3]}")
    carried = answer.headers["set-cookie"].partition(";")[0]
    assert "HttpOnly" in answer.headers["set-cookie"]
    await els.opens(els.path)
    await province(town)
    piet = DeskBrowser(site=site, town=town)
    await piet.logs_in(PIET)
    for browser, path in ((els, "/loket/dossiers"), (piet, els.path)):
        browser.told = carried
        await browser.opens(path)
        assert "De brief vertrekt" not in browser
    for forged in ("kernbot-told=x", "kernbot-told=x.y", carried[:-1], "kernbot-told=W10.é"):
        els.told = forged.encode("utf-8").decode("latin-1")
        assert (await els.opens(els.path)).status == 200
        assert "De brief vertrekt" not in els


@pytest.mark.parametrize(("seconds", "is_told"), [(told.LASTS_S - 1, True), (told.LASTS_S, False)])
async def test_what_was_told_is_told_no_more_after_its_time_whatever_the_browser_keeps(
    els: DeskBrowser, town: Town, seconds: int, is_told: bool
) -> None:
    await els.opens("/loket/cijfers/bevroren")
    answer = await els.posts("/loket/cijfers/bevroren")
    [carried] = [one.partition(";")[0] for one in answer.cookies]
    town.clock.pass_(seconds=seconds)
    els.told = carried
    await els.opens("/loket/cijfers/bevroren")
    assert ("Bevroren als nummer 1" in els) is is_told


async def test_a_later_end_of_the_browser_s_own_making_is_refused(els: DeskBrowser) -> None:
    answer = await els.posts("/loket/cijfers/bevroren")
    [carried] = [one.partition(";")[0] for one in answer.cookies]
    body, ends, seal = carried.split(".")
    for forged in (f"{int(ends) + 60}", "", "x", "9" * 5_000):
        els.told = f"{body}.{forged}.{seal}"
        assert (await els.opens("/loket/cijfers/bevroren")).status == 200
        assert "Bevroren als nummer" not in els


async def test_the_figures_are_frozen_once_however_often_the_page_is_loaded(els: DeskBrowser) -> None:
    await els.opens("/loket/cijfers/bevroren")
    await els.presses("Bevries de cijfers van nu")
    assert "Bevroren als nummer 1" in els
    await els.opens(els.path)
    assert "Bevroren als nummer" not in els
    assert els.html.count("<tr><th") == 1


async def test_a_code_is_typed_at_an_address_that_only_who_asked_for_one_can_open(town: Town, site: Served) -> None:
    browser = DeskBrowser(site=site, town=town)
    await browser.opens("/loket/inloggen/code")
    assert browser.path == "/loket/inloggen"
    await browser.fills("Stuur me een code", email=ELS)
    assert browser.path == "/loket/inloggen/code"
    assert ELS in browser
    await browser.opens(browser.path)  # loaded anew, no second mail leaves
    assert "De code van zes cijfers" in browser
    town.clock.pass_(seconds=CODE_S)
    await browser.opens("/loket/inloggen/code")
    assert browser.path == "/loket/inloggen"


async def test_the_mailbox_that_was_typed_is_forgotten_once_it_led_in(els: DeskBrowser) -> None:
    assert els.cookie
    assert not els.told


@pytest.mark.parametrize(
    ("path", "section"),
    [("/loket", "Dossiers"), ("/loket/dossiers/wacht", "Dossiers"), (LIER, "Dossiers"), ("/loket/kaart", "Kaart")],
)
async def test_the_bar_says_where_one_is(els: DeskBrowser, path: str, section: str) -> None:
    await els.opens(path)
    [marked] = [one for one in els.html.split("<li>") if "aria-current" in one.partition("</li>")[0]]
    assert f">{section}</a>" in marked
