"""Who comes to the pages of the site: a site in which something happened, and a browser for each who logs in there.

Who has to log in for a page is a line in LOGINS.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page, expect
from sqlmodel import Session

from models.records.applications import submission_queries
from models.records.people.interest import Interest
from models.records.people.signed_link import Holder, HolderKind, Use, sign
from models.records.reminding import reminder_queries
from tests.fakes import desk, guided
from tests.fakes.chromium import real_chromium
from tests.fakes.conversation import StandingClock, Town, open_town
from tests.fakes.mailbag import mails
from tests.fakes.site import Served, serving


@dataclass(slots=True, kw_only=True)
class Visit:
    """A site in which something happened, and the browsers of who comes to it."""

    town: Town
    site: Served
    browser: Browser
    story: int  # an application whose story is shared
    line: int  # of a list of interest
    _contexts: dict[str, BrowserContext] = field(default_factory=dict)

    def link(self, folder: str, use: Use, kind: HolderKind, row_id: int) -> str:
        """Return the address of a signed link."""
        key = self.town.house.services.house.key
        return f"/{folder}/{sign(key, use, Holder(kind=kind, row_id=row_id), self.town.clock())}"

    async def opens(self, shown: "Shown", **viewport: int) -> Page:
        """Open a page as who has to come for it."""
        page = await (await self._context_of(shown.who)).new_page()
        await page.set_viewport_size({"width": 1280, "height": 900} | viewport)  # type: ignore[arg-type]
        await page.goto(f"http://127.0.0.1:{self.site.port}{shown.address(self)}")
        if shown.then is not None:
            await shown.then(page)
        return page

    async def _context_of(self, who: str) -> BrowserContext:
        if who not in self._contexts:
            context = self._contexts[who] = await self.browser.new_context(locale="nl-BE")
            page = await context.new_page()
            await LOGINS[who](self, page)
            await page.close()
        return self._contexts[who]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One page in one state."""

    name: str
    door: str  # the path of its door
    address: Callable[[Visit], str]
    who: str = "nobody"  # of LOGINS
    then: Callable[[Page], Awaitable[None]] | None = None  # what is done there before it is looked at


async def _nobody(_visit: Visit, _page: Page) -> None:
    """Somebody who comes for the first time."""


async def _visitor(visit: Visit, page: Page) -> None:
    """Somebody who talks with Kernbot in this browser."""
    await page.goto(f"http://127.0.0.1:{visit.site.port}/")
    await page.get_by_role("button", name="Begin het gesprek").click()
    await page.get_by_role("button", name="Akkoord, beginnen").click()
    await page.get_by_label("Jouw antwoord").fill("Lier")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Klopt dat?")).to_be_visible()


async def _agency(visit: Visit, page: Page) -> None:
    """An officer of the agency, with an application of Lier that was sent twice."""
    await visit.town.house.services.store.run(submission_queries.next_number, "PROF-2021-2")  # that of the story
    lies = await desk.sent(visit.town, "Lies", "lies@lier.be", "Lier")
    await lies.answers("/wijzig 6", "De Grote Markt en de straten daarrond", "/indienen")
    await lies.presses("Ja, indienen")
    await _logs_in(visit, page, desk.ELS)


async def _province(visit: Visit, page: Page) -> None:
    """An officer of the province of Antwerp, whom somebody asked something from a mailbox that does not fit."""
    await desk.province(visit.town)
    mia = await visit.town.proven("Mia", "mia@advies.example", "Mol")
    await mia.says("/vraag Mogen wij de foto's van de heemkring gebruiken voor onze uitdaging?")
    await mails(visit.town)  # what is told of it leaves before the code
    await _logs_in(visit, page, desk.PIET)


async def _logs_in(visit: Visit, page: Page, mailbox: str) -> None:
    await page.goto(f"http://127.0.0.1:{visit.site.port}/loket")
    await page.get_by_label("E-mailadres").fill(mailbox)
    await page.get_by_role("button", name="Stuur me een code").click()
    await page.get_by_label("De code van zes cijfers").fill((await mails(visit.town, mailbox))[-1].code)
    await page.get_by_role("button", name="Inloggen").click()
    await expect(page.get_by_role("button", name="Uitloggen", exact=True)).to_be_visible()


LOGINS: dict[str, Callable[[Visit, Page], Awaitable[None]]] = {
    "nobody": _nobody,
    "visitor": _visitor,
    "agency": _agency,
    "province": _province,
}


@asynccontextmanager
async def visiting(folder: Path, clock: StandingClock) -> AsyncIterator[Visit]:
    """Open a site in which a story is shared and mails were sent, and a browser before it."""
    async with real_chromium() as browser, open_town(folder, clock) as town, serving(town.house) as site:
        story = await guided.shared(town)
        await town.mails()
        line = await town.house.services.store.run(_interested, clock())
        yield Visit(town=town, site=site, browser=browser, story=story, line=line)


def _interested(session: Session, now: datetime) -> int:
    rows = [
        Interest(
            call_name="profploeg-2021",
            name=name,
            email=email,
            nis_code=nis_code,
            consent="webinar",
            source="list",
            imported_at=now,
        )
        for name, email, nis_code in (
            ("An Peeters", "an.peeters@lier.be", "12021"),
            ("Jos Maes", "jos.maes@balen.be", "13003"),
        )
    ]
    for row in rows:
        reminder_queries.add_interest(session, row)
    session.flush()
    return rows[0].id
