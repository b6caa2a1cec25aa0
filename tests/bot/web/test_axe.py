"""Every page for everybody: axe finds nothing in both themes, nothing is cut off, and the keyboard sees where it is.

Source: WCAG 2.2, level AA: 1.4.4, 1.4.10, 2.1.1, 2.4.7, 2.4.11, 2.5.8.
"""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from bot.web.doors import DOORS
from tests.fakes.conversation import BRUSSELS, StandingClock
from tests.fakes.every_page import NO_PAGES, PAGES
from tests.fakes.page_visits import Visit, visiting

in_one_loop = pytest.mark.asyncio(loop_scope="module")
AXE = Axe().axe_script
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all else is the same in the dark

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT_OFF = """[...document.querySelectorAll('main *, footer *, header *')]
  .filter(one => !one.closest('.unseen') && !one.matches('textarea, input'))
  .filter(one => getComputedStyle(one).overflowX !== 'visible')
  .filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML.slice(0, 80))"""
# A link within a sentence is let be by the criterion; a choice is as large as the label around it; what is small on the
# map stands in the list below it as well.
TOO_SMALL = """[...document.querySelectorAll('a, button, select, summary, textarea, input:not([type=hidden])')]
  .filter(one => one.checkVisibility() && !one.matches('.unseen, .skip, .map a'))
  .filter(one => !(one.matches('p a, dd a, li a, .words a') && getComputedStyle(one).display === 'inline'))
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([one]) => one.outerHTML.slice(0, 80))"""
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const seen = one.matches('input.unseen') ? one.nextElementSibling : one;
  const box = [...seen.getClientRects()][0];
  const first = seen.matches('textarea') ? 20 : box.height / 2;  // of a field the line in which one types
  const [x, y] = [box.left + box.width / 2, box.top + first];
  const top = document.elementFromPoint(x, y);
  const style = getComputedStyle(seen);
  const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const inSight = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
  const isSeen = seen.matches('.map a') ? inSight  // the middle of a shape may lie in its neighbour
    : top !== null && (seen.contains(top) || top.contains(seen));
  const place = [...document.querySelectorAll('*')].indexOf(one);
  return { place, is_seen: isSeen && outline,
           html: one.outerHTML.slice(0, 80) };
}"""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def visit(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Visit]:
    """One browser and one site for all of them."""
    clock = StandingClock(datetime(2021, 10, 20, 10, 0, tzinfo=BRUSSELS))
    async with visiting(tmp_path_factory.mktemp("site"), clock) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=PAGES, ids=lambda shown: shown.name)
async def page(visit: Visit, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    """Each page, opened once for all that is looked at."""
    opened = await visit.opens(request.param)
    yield opened
    await opened.close()


def test_every_address_is_a_page_that_is_looked_at_or_no_page() -> None:
    asked = {door.path for door in DOORS if door.method == "GET"}
    looked_at = {shown.door for shown in PAGES}
    assert asked == looked_at | NO_PAGES
    assert looked_at & NO_PAGES == set()


@in_one_loop
async def test_axe_finds_nothing_in_light_and_in_dark(page: Page) -> None:
    await page.evaluate(AXE)
    for theme, rules in (("dark", COLOURS), ("light", RULES)):
        await page.emulate_media(color_scheme=theme)
        found = await page.evaluate("rules => axe.run({ runOnly: rules, resultTypes: ['violations'] })", rules)
        assert found["violations"] == [], theme


@in_one_loop
async def test_nothing_sticks_out_of_a_small_screen_or_window(page: Page) -> None:
    for width in (660, 760, 1000):
        await page.set_viewport_size({"width": width, "height": 740})
        assert await page.evaluate(SIDEWAYS) <= 0, width


@in_one_loop
async def test_at_320_points_and_with_letters_of_double_size_nothing_is_cut_off(page: Page) -> None:
    await page.set_viewport_size({"width": 320, "height": 740})
    assert await page.evaluate(SIDEWAYS) <= 0
    assert await page.evaluate(TOO_SMALL) == []
    await page.set_viewport_size({"width": 640, "height": 740})
    await page.evaluate("document.documentElement.style.fontSize = '225%'")  # 112.5 % before
    assert await page.evaluate(SIDEWAYS) <= 0
    assert await page.evaluate(CUT_OFF) == []
    await page.evaluate("document.documentElement.style.fontSize = ''")


@in_one_loop
async def test_the_keyboard_reaches_everything_and_always_sees_where_it_is(page: Page) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    await page.locator(".skip").focus()
    reachable = await page.locator(
        "a[href], button, select, summary, textarea, input:not([type=hidden]), [tabindex='0']"
    ).count()
    radios = await page.locator("input[type=radio]").count()
    groups = await page.locator("fieldset:has(input[type=radio])").count()
    places: dict[int, str] = {}
    while (here := await page.evaluate(FOCUSED)) is not None and here["place"] not in places:
        assert here["is_seen"], here["html"]
        places[here["place"]] = here["html"]
        await page.keyboard.press("Tab")
    assert len(places) == reachable - radios + groups
