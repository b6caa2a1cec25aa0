"""A link of a mail opens the chat in the browser: an invitation, a reminder; and nothing happens before a button."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.house import open_house
from bot.settings import Settings
from tests.fakes.browser import Browser
from tests.fakes.conversation import StandingClock, Town
from tests.fakes.mailbag import mails
from tests.fakes.site import Served, serving
from tests.fakes.underway import COLLEAGUE, MAILBOX, at_seven

START = "https://kernbot.example.org/?start="


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    town.house.sweep.start_links.by_front["web"] = START
    async with serving(town.house) as served:
        yield served


async def newest_link(town: Town, mailbox: str) -> str:
    """Return where the link of the newest mail leads, without the host."""
    text = (await mails(town, mailbox))[-1].text
    return "/?start=" + re.search(rf"^{re.escape(START)}(\S*)$", text, re.MULTILINE)[1]


def test_a_public_address_is_where_links_lead(tmp_path: Path, clock: StandingClock) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, public_url="https://kernbot.example.org/x/")
    with open_house(settings, clock) as house:
        assert house.sweep.start_links.of("") == "https://kernbot.example.org/x/?start="


async def test_an_invitation_opens_in_a_browser_that_was_never_here(town: Town, site: Served) -> None:
    an = await at_seven(town)
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    await an.says(COLLEAGUE)
    link = await newest_link(town, COLLEAGUE)
    bram = Browser(site=site)
    assert "Begin het gesprek" in (await bram.opens(link)).text
    assert bram.cookie == ""
    await bram.begins(start=link.partition("=")[2])
    await bram.presses("Akkoord")
    assert "Ik mailde een code" in bram.heard
    assert COLLEAGUE in bram.heard


async def test_a_link_in_a_browser_with_a_chat_waits_for_its_button(site: Served) -> None:
    browser = Browser(site=site)
    await browser.begins()
    await browser.presses("Akkoord")
    before = browser.heard
    page = (await browser.opens("/?start=ready")).text
    assert '<button name="command" value="/start ready">Ga verder</button>' in page
    await browser.opens()
    assert browser.heard == before


@pytest.mark.parametrize("said", ["", "%3Cscript%3E", "a" * 65, "x%0Ay", "%00"])
async def test_what_no_link_of_ours_carries_is_let_be(site: Served, said: str) -> None:
    browser = Browser(site=site)
    assert 'name="start"' not in (await browser.opens(f"/?start={said}")).text
    await browser.begins()
    assert "Ga verder" not in (await browser.opens(f"/?start={said}")).text


async def test_a_reminder_leads_to_the_first_item_that_is_missing(town: Town, site: Served) -> None:
    await town.proven("An", MAILBOX)
    town.clock.move_to("2021-10-29 08:00:00")
    await town.house.planner.tick()
    town.clock.move_to("2021-10-29 09:05:00")
    await town.house.planner.tick()
    assert re.fullmatch(r"/\?start=go-[0-9]+-5", await newest_link(town, MAILBOX))
