"""The map in real Chromium: reached by keyboard, told apart by patterns, and the list beside it leads the same way."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.fakes.chromium import real_browser
from tests.fakes.conversation import StandingClock
from tests.fakes.desk import PIET
from tests.fakes.spread_out import Looked, looking

FILLED = "all => new Set(all.map(one => getComputedStyle(one).fill)).size"
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture
async def looked(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Looked]:
    async with looking(tmp_path, clock) as found:
        yield found


@pytest.fixture
async def page(looked: Looked) -> AsyncIterator[Page]:
    """The map of a province officer on a narrow screen, with every mistake and every refusal of the page told."""
    name, _, secret = looked.cookies[PIET].partition("=")
    address = f"http://127.0.0.1:{looked.site.port}"
    async with real_browser(viewport={"width": 320, "height": 700}) as browser:
        await browser.add_cookies([{"name": name, "value": secret, "url": address}])
        opened = await browser.new_page()
        told: list[str] = []
        opened.on("console", lambda message: told.append(message.text))
        opened.on("pageerror", lambda error: told.append(str(error)))
        await opened.goto(f"{address}/loket/kaart")
        yield opened
        assert told == []


async def test_a_municipality_is_reached_by_keyboard_and_its_pattern_is_that_of_the_legend(page: Page) -> None:
    towns = page.locator(".map a")
    await expect(towns).to_have_count(69)
    patterns = await page.locator(".map a path").evaluate_all(FILLED)
    assert patterns == await page.locator(".legend li").count() > 10
    sizes = await page.evaluate(WIDTHS)
    assert sizes[0] <= sizes[1]
    await expect(page.get_by_role("link", name="Baarle-Hertog").last).to_be_visible()
    await page.get_by_role("link", name="Sla de kaart over").focus()
    await page.keyboard.press("Tab")
    await expect(towns.first).to_be_focused()
    not_sent = page.locator(".map a[href*=gemeente]").first
    name = (await not_sent.get_attribute("aria-label") or "").partition(":")[0]
    await not_sent.focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/loket/gemeente/*")
    await expect(page.get_by_role("main")).to_contain_text(name)
    await expect(page.get_by_role("button", name="Aansporen")).to_be_visible()
