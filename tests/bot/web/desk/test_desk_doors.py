"""Every door of the desk: who has no session, an old seal or no right to it gets the one page, and changes nothing."""

import re
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot.web.doors import DOORS, Door, Who
from models.records.tables import metadata
from tests.fakes import desk
from tests.fakes.conversation import Town
from tests.fakes.desk import ELS, PIET
from tests.fakes.desk_browser import DeskBrowser
from tests.fakes.site import Served, serving

LOGIN = "/loket/inloggen"
OF_OFFICERS = [door for door in DOORS if door.who is Who.OFFICER]
FORMS = [door for door in OF_OFFICERS if door.method == "POST"]
NOT_THERE = "Dat kan hier niet"
WORDS = {"language": "en", "where": "everywhere"}
each_door = pytest.mark.parametrize("door", OF_OFFICERS, ids=lambda door: f"{door.method} {door.path}")
each_form = pytest.mark.parametrize("door", FORMS, ids=lambda door: door.path)


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    async with serving(town.house, fronts=[town.front]) as served:
        yield served


async def stored(town: Town) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""

    def read(session: Session) -> dict[str, list[tuple[object, ...]]]:
        return {
            name: [tuple(row) for row in session.connection().execute(text(f'SELECT * FROM "{name}"'))]
            for name in metadata().tables
            if name != "poll"  # when a front listened last
        }

    return await town.house.services.store.run(read)


def filled(door: Door) -> str:
    """Return an address of a door, with something in it that does not exist."""
    return re.sub(r"\{\w+\}", "424242", door.path)


@each_door
async def test_without_a_session_a_page_leads_to_the_login_and_a_form_does_nothing(
    town: Town, site: Served, door: Door
) -> None:
    await desk.agency(town)
    browser = DeskBrowser(site=site, town=town)
    for secret in ("", "a" * 32, "%00%F0%9F", "x" * 3000):
        browser.cookie = f"kernbot-desk={secret}"
        before = await stored(town)
        if door.method == "GET":
            await browser.opens(filled(door))
            assert browser.path == LOGIN
        else:
            assert (await browser.posts(filled(door), seal="a" * 26, **WORDS)).status == 404
            assert NOT_THERE in browser
        assert await stored(town) == before


@each_form
async def test_a_form_without_the_seal_of_this_session_does_nothing(town: Town, site: Served, door: Door) -> None:
    await desk.agency(town)
    browser, other = DeskBrowser(site=site, town=town), DeskBrowser(site=site, town=town)
    for one in (browser, other):
        await one.logs_in(ELS)
    before = await stored(town)
    for seal in ("", "a" * 26, other.seal, "é"):
        assert (await browser.posts(filled(door), seal=seal, **WORDS)).status == 404
        assert NOT_THERE in browser
    assert await stored(town) == before


@each_door
async def test_whoever_is_no_officer_any_more_is_out(town: Town, site: Served, door: Door) -> None:
    await desk.province(town)
    browser = DeskBrowser(site=site, town=town)
    await browser.logs_in(PIET)
    await desk.revoked(town, PIET)
    before = await stored(town)
    if door.method == "GET":
        await browser.opens(filled(door))
        assert browser.path == LOGIN
    else:
        assert (await browser.posts(filled(door), **WORDS)).status == 404
        assert NOT_THERE in browser
    assert await stored(town) == before


@pytest.mark.parametrize("door", [door for door in OF_OFFICERS if "{" in door.path], ids=lambda door: door.path)
@pytest.mark.parametrize("role", ["agency", "province"])
async def test_what_is_not_there_is_the_one_page(town: Town, site: Served, door: Door, role: str) -> None:
    await (desk.agency(town) if role == "agency" else desk.province(town))
    browser = DeskBrowser(site=site, town=town)
    await browser.logs_in(ELS if role == "agency" else PIET)
    for number in ("424242", "0", "-1", "x", "9" * 30, "%00", "1;--"):
        path = re.sub(r"\{\w+\}", number, door.path)
        answer = await (browser.opens(path) if door.method == "GET" else browser.posts(path))
        assert (answer.status, NOT_THERE in browser) == (404, True), (path, browser.said)


async def test_what_was_typed_in_a_form_that_came_too_late_can_be_copied(town: Town, site: Served) -> None:
    await desk.agency(town)
    browser = DeskBrowser(site=site, town=town)
    await browser.logs_in(ELS)
    town.clock.pass_(hours=2)
    await browser.posts("/loket/taal", text="Een lange <b>uitleg</b> & meer")
    assert "Een lange &lt;b&gt;uitleg&lt;/b&gt; &amp; meer</textarea>" in browser.html
