"""Who may do what at the desk of the web: every door and every button, tried by each officer with what is another's."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.web.doors import DOORS, Who
from tests.bot.web.desk.test_desk_doors import stored
from tests.fakes.conversation import StandingClock, Town
from tests.fakes.desk import ELS, PIET
from tests.fakes.desk_browser import DeskBrowser
from tests.fakes.prepared_town import prepared_town
from tests.fakes.site import Served, serving
from tests.handlers.test_rights import (
    AGENCY,
    BUTTONS,
    COLLEAGUE,
    FOREIGN_PROVINCE,
    NOWHERE_AT_ALL,
    OFFICERS,
    PROVINCE,
    PROVINCES,
    WHO_DECIDES,
    WHO_NUDGES,
    WHO_PREPARED,
    WHO_READS,
    everybody,
    ids,
)

NOT_THERE = "Dat kan hier niet"
MAILBOXES = {
    PROVINCE: PIET,
    FOREIGN_PROVINCE: "lut@provincie.example",
    AGENCY: ELS,
    COLLEAGUE: "ann@vlaio.example",
}


@dataclass(frozen=True, slots=True)
class Row:
    """What is sent to a door with what is An's, and who may."""

    address: str
    may: frozenset[str]
    form: str = ""


# A new door without a row here is a red test. The names between braces are those of tests/handlers/test_rights.py.
ROWS = {
    ("GET", "/loket"): Row("/loket", OFFICERS),
    ("POST", "/loket/taal"): Row("/loket/taal", OFFICERS, "language=nl"),
    ("POST", "/loket/uitloggen"): Row("/loket/uitloggen", OFFICERS),
    ("GET", "/loket/doe"): Row("/loket/doe", OFFICERS),
    ("POST", "/loket/doe"): Row("/loket/doe", OFFICERS, "press=dall"),
    ("GET", "/loket/beslissing/{decision_id}"): Row("/loket/beslissing/{decision}", WHO_PREPARED),
    ("POST", "/loket/formulier/{form_id}"): Row("/loket/formulier/{form}", WHO_PREPARED),
    ("GET", "/loket/beslissing/{decision_id}/brief"): Row("/loket/beslissing/{decision}/brief", WHO_PREPARED),
    ("GET", "/loket/formulier/{form_id}"): Row("/loket/formulier/{form}", WHO_PREPARED),
    ("GET", "/loket/aansporing/{nudge_id}"): Row("/loket/aansporing/{nudge}", WHO_NUDGES),
    ("GET", "/loket/vragen/{question_id}"): Row("/loket/vragen/{question}", WHO_NUDGES),
    ("GET", "/loket/mailboxen/{mailbox_id}"): Row("/loket/mailboxen/{mailbox}", WHO_NUDGES),
    ("GET", "/loket/dossiers"): Row("/loket/dossiers", OFFICERS),
    ("GET", "/loket/dossiers/wacht"): Row("/loket/dossiers/wacht", WHO_DECIDES),
    ("GET", "/loket/dossier/{application_id}"): Row("/loket/dossier/{app}", WHO_READS),
    ("GET", "/loket/dossier/{application_id}/verschil"): Row("/loket/dossier/{app}/verschil", WHO_READS),
    ("GET", "/loket/bestand/{attachment_id}"): Row("/loket/bestand/{file}", WHO_READS),
    ("POST", "/loket/beslissing/{decision_id}"): Row("/loket/beslissing/{decision}", WHO_PREPARED, "item=7"),
    ("GET", "/loket/gemeente/{nis_code}"): Row("/loket/gemeente/{town}", WHO_READS),
    ("GET", "/loket/gemeente/{nis_code}/ontwerp"): Row("/loket/gemeente/{town}/ontwerp", WHO_NUDGES),
    ("GET", "/loket/opvolging"): Row("/loket/opvolging", PROVINCES),
    ("GET", "/loket/vragen"): Row("/loket/vragen", OFFICERS),
    ("GET", "/loket/mailboxen"): Row("/loket/mailboxen", OFFICERS),
    ("GET", "/loket/uitgaand"): Row("/loket/uitgaand", OFFICERS),
    ("POST", "/loket/uitgaand/{row_id}/opnieuw"): Row("/loket/uitgaand/{message}/opnieuw", WHO_DECIDES),
    ("POST", "/loket/uitgaand/{row_id}/stop"): Row("/loket/uitgaand/{message}/stop", WHO_DECIDES, "reason=x"),
    ("GET", "/loket/medewerkers"): Row("/loket/medewerkers", WHO_DECIDES),
    ("POST", "/loket/medewerkers"): Row("/loket/medewerkers", WHO_DECIDES, "email=x@y.be&role=agency"),
    ("POST", "/loket/medewerkers/{officer_id}/stop"): Row("/loket/medewerkers/{file}/stop", WHO_DECIDES),
    ("GET", "/loket/oproepen"): Row("/loket/oproepen", OFFICERS),
    # the map and the figures; what is frozen first is compared after it
    ("GET", "/loket/kaart"): Row("/loket/kaart", OFFICERS),
    ("GET", "/loket/cijfers"): Row("/loket/cijfers", OFFICERS),
    ("GET", "/loket/cijfers/aanvragen.xlsx"): Row("/loket/cijfers/aanvragen.xlsx", WHO_DECIDES),
    ("GET", "/loket/cijfers/aanvragen.csv"): Row("/loket/cijfers/aanvragen.csv", WHO_DECIDES),
    ("GET", "/loket/cijfers/aanvragen.json"): Row("/loket/cijfers/aanvragen.json", WHO_DECIDES),
    ("GET", "/loket/cijfers/rapport.xlsx"): Row("/loket/cijfers/rapport.xlsx", WHO_DECIDES),
    ("GET", "/loket/cijfers/rapport.json"): Row("/loket/cijfers/rapport.json", WHO_DECIDES),
    ("GET", "/loket/cijfers/rapport.md"): Row("/loket/cijfers/rapport.md", WHO_DECIDES),
    ("GET", "/loket/cijfers/bevroren"): Row("/loket/cijfers/bevroren", WHO_DECIDES),
    ("POST", "/loket/cijfers/bevroren"): Row("/loket/cijfers/bevroren", WHO_DECIDES),
    ("GET", "/loket/cijfers/verschil"): Row("/loket/cijfers/verschil?van=1&met=0", WHO_DECIDES),
}


def test_every_door_of_officers_has_a_row() -> None:
    assert {(door.method, door.path) for door in DOORS if door.who is Who.OFFICER} == ROWS.keys()


async def something_of_each(town: Town) -> dict[str, object]:
    """Let everybody come in, An send her application twice, and officers begin what the rows name."""
    await everybody(town)
    an = await town.person("An")
    await an.says("/wijzig 6")
    await an.says("De Bergstraat")
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    return {**await ids(town, decided=False), "message": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A town where everybody came in, its site, and what there is to reach for."""

    town: Town
    site: Served
    there: dict[str, object]

    async def browser_of(self, who: str) -> DeskBrowser:
        """Return the browser of an officer who logged in."""
        browser = DeskBrowser(site=self.site, town=self.town)
        await browser.logs_in(MAILBOXES[who])
        return browser


@pytest.fixture
async def place(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Place]:
    async with prepared_town(something_of_each, tmp_path, clock) as (town, there), serving(town.house) as site:
        yield Place(town=town, site=site, there=there)


@pytest.mark.parametrize("who", sorted(MAILBOXES))
async def test_a_door_or_a_button_is_not_there_for_whom_it_is_not_and_nothing_changes(place: Place, who: str) -> None:
    browser, nowhere = await place.browser_of(who), NOWHERE_AT_ALL | {"message": 0}
    before = await stored(place.town)
    for (method, _), row in ROWS.items():
        if who not in row.may:
            pages = [await _asked(browser, method, row, known) for known in (place.there, nowhere)]
            assert NOT_THERE in pages[0], row.address
            assert pages[0] == pages[1], row.address
    for verb, button in BUTTONS.items():
        if who not in button.may:
            pages = [await _pressed(browser, verb, button.data, known) for known in (place.there, nowhere)]
            assert NOT_THERE in pages[0], verb
            assert pages[0] == pages[1], verb
    assert await stored(place.town) == before


@pytest.mark.parametrize("who", [AGENCY, PROVINCE])
async def test_a_door_opens_for_whom_it_is(place: Place, who: str) -> None:
    browser = await place.browser_of(who)
    for (method, path), row in ROWS.items():
        if who in row.may and path != "/loket/uitloggen":
            assert NOT_THERE not in await _asked(browser, method, row, place.there), row.address
    await _asked(browser, "POST", ROWS["POST", "/loket/uitloggen"], place.there)
    assert browser.path == "/loket/inloggen"


async def _pressed(browser: DeskBrowser, verb: str, data: str, known: dict[str, object]) -> str:
    """Return the page that a button of the chat desk gives, pressed on a page."""
    await browser.posts("/loket/doe", browser.kept_seal, press=f"{verb}:{data.format(**known)}".rstrip(":"))
    return browser.html


async def _asked(browser: DeskBrowser, method: str, row: Row, known: dict[str, object]) -> str:
    """Return the page that an address gives, with the seal of the session in a form."""
    address = row.address.format(**known)
    if method == "GET":
        await browser.opens(address)
        return browser.html
    words = dict(one.split("=") for one in row.form.split("&") if one)
    await browser.posts(address, browser.kept_seal, **words)
    return browser.html
