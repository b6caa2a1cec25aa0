"""The desk of officers in real Chromium, on a phone: login by the code of the mail, a decision, a nudge."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tests.fakes import desk
from tests.fakes.chromium import real_browser
from tests.fakes.conversation import Town
from tests.fakes.fallen import fallen_out
from tests.fakes.mailbag import mails, news, plain
from tests.fakes.site import Served, serving


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    async with serving(town.house) as served:
        yield served


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """A narrow page in the dark, without scripts: the desk needs none."""
    phone = {"viewport": {"width": 320, "height": 700}, "java_script_enabled": False, "color_scheme": "dark"}
    async with real_browser(**phone) as browser:
        yield await browser.new_page()


async def logs_in(page: Page, town: Town, site: Served, mailbox: str) -> None:
    await page.goto(f"http://127.0.0.1:{site.port}/loket")
    await page.get_by_label("E-mailadres").fill(mailbox)
    await page.get_by_role("button", name="Stuur me een code").click()
    await page.get_by_label("De code van zes cijfers").fill((await mails(town, mailbox))[-1].code)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Uitloggen", exact=True)).to_be_visible()


async def fits(page: Page) -> None:
    """Nothing sticks out of a narrow screen."""
    box = await page.locator("main").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 320


async def test_an_officer_of_the_agency_logs_in_and_decides(town: Town, site: Served, page: Page) -> None:
    await desk.sent(town, "An", "an.peeters@heist-op-den-berg.be")
    await desk.agency(town)
    await logs_in(page, town, site, desk.ELS)
    await fits(page)
    await page.get_by_role("link", name="PROF-2021-2-0001").click()
    await fits(page)
    await page.get_by_role("button", name="Onontvankelijk").click()
    await page.get_by_label("7. Uitdaging").check()
    await page.get_by_label("Jouw uitleg").fill("7: Over welke straten gaat het?")
    await page.get_by_role("button", name="Bekijk de brief").click()
    await expect(page.get_by_text("Over welke straten gaat het?")).to_be_visible()
    await page.get_by_role("button", name="Bevestigen: onontvankelijk").click()
    await expect(page.get_by_text("✓ Beslist:")).to_be_visible()
    await fits(page)


async def test_an_officer_of_a_province_logs_in_and_nudges(town: Town, site: Served, page: Page) -> None:
    an, _ = await fallen_out(town)
    await logs_in(page, town, site, desk.PIET)
    await page.get_by_role("link", name="Opvolging").click()
    await page.get_by_role("link", name="Heist-op-den-Berg").click()
    await page.get_by_role("button", name="Aansporen").click()
    await page.get_by_label("De tekst van je brief").fill("Dag An, zullen we even bellen?")
    await page.get_by_role("button", name="Versturen").click()
    await expect(page.get_by_text("is onderweg")).to_be_visible()
    [letter] = await news(an)
    assert "zullen we even bellen" in plain(letter)
