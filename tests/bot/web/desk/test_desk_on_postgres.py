"""The desk of the web with PostgreSQL below it: login, a decision, outgoing messages, officers, calls."""

from pathlib import Path

import pytest

from tests.fakes import desk
from tests.fakes.conversation import StandingClock, open_town
from tests.fakes.deadline import brussels
from tests.fakes.desk_browser import DeskBrowser
from tests.fakes.site import serving


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
