"""The desk of the web with PostgreSQL below it: login, a decision, outgoing messages, officers, calls."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.web.doors import DOORS, Who
from tests.fakes import desk
from tests.fakes.conversation import StandingClock, open_town
from tests.fakes.deadline import brussels
from tests.fakes.desk_browser import DeskBrowser
from tests.fakes.site import serving

# What pages of the desk ask an address, and forms, for; "\0" is the one sign that PostgreSQL keeps in no text.
ASKED = dict.fromkeys(("ronde", "provincie", "zoek", "groep", "volgorde", "van", "met"), "\0x")
TYPED = dict.fromkeys(("aside", "text", "press", "where", "to", "term", "reason", "place", "group", "email"), "\0x")
ENDS = "uitloggen"


async def test_a_sign_that_the_database_keeps_in_no_text_is_no_mistake_of_ours(
    tmp_path: Path, clock: StandingClock, postgres_url: str
) -> None:
    async with open_town(tmp_path, clock, url=postgres_url) as town, serving(town.house) as site:
        await desk.agency(town)
        browser = DeskBrowser(site=site, town=town)
        await browser.opens("/loket/inloggen")
        assert (await browser.fills("Stuur me een code", email="els\0@vlaio.example")).status < 500
        await browser.logs_in(desk.ELS)
        for door in DOORS:
            if door.who is not Who.OFFICER or ENDS in door.path:
                continue
            path = re.sub(r"\{\w+\}", "%00x", door.path)
            if door.method == "GET":
                answer = await browser.opens(f"{path}?{urlencode(ASKED)}")
            else:
                answer = await browser.posts(path, browser.kept_seal, **TYPED)
            assert answer.status < 500, door
        assert (await browser.opens("/loket")).status == 200  # still logged in
        assert (await site.post("/ontvangstbewijs?taal=nl", "number=%00x&checksum=x")).status == 200


async def test_an_officer_logs_in_decides_and_looks_after_messages(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERNBOT_DATABASE_URL", postgres_url)
    clock = StandingClock(brussels("2021-10-20 10:00"))
    async with open_town(tmp_path, clock) as town, serving(town.house) as site:
        await desk.sent(town, "An", "an.peeters@heist-op-den-berg.be")
        await desk.agency(town)
        browser = DeskBrowser(site=site, town=town)
        await browser.logs_in(desk.ELS)
        await browser.fills("Zoeken", zoek="Heist-op-den-Berg")
        await browser.follows("PROF-2021-2-0001")
        await browser.presses("Ontvankelijk")
        await browser.presses("Bekijk de brief")
        await browser.presses("Bevestigen: ontvankelijk")
        await browser.opens("/loket/uitgaand?groep=waiting")
        await browser.presses("Nu versturen")
        assert "✓ Het bericht vertrekt nu." in browser
        await browser.opens("/loket/uitgaand?groep=waiting")
        await browser.presses("Tegenhouden", reason="We bellen zelf.")
        assert "De reden is bewaard" in browser
        await browser.opens("/loket/uitgaand")
        await browser.opens("/loket/medewerkers")
        await browser.presses("Uitnodigen", email="piet@provincie.example", place="Limburg")
        assert "✓ De uitnodiging is onderweg" in browser
        await browser.opens("/loket/oproepen")
        assert "2021-2 (open)" in browser
        await browser.presses("Uitloggen op alle toestellen")
        assert browser.path == "/loket/inloggen"
