"""Every page of the site as a browser finds it: who has to come, where, and what they do there.

A new page is a line in PAGES (a test names what is missing); who has to log in for it is a line in LOGINS.
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


async def _checks_a_receipt(page: Page) -> None:
    await page.get_by_label("Nummer").fill("PROF-2021-2-0001")
    await page.get_by_label("Controlegetal").fill("0" * 64)
    await page.get_by_role("button", name="Kijk na").click()
    await expect(page.get_by_role("status")).to_be_visible()


async def _asks_a_code(page: Page) -> None:
    await page.get_by_label("E-mailadres").fill("niemand@example.org")
    await page.get_by_role("button", name="Stuur me een code").click()
    await expect(page.get_by_label("De code van zes cijfers")).to_be_visible()


async def _opens_lier(page: Page) -> None:
    await page.get_by_role("link", name="PROF-2021-2-").click()
    await expect(page.get_by_role("heading", name="Antwoorden")).to_be_visible()


async def _compares(page: Page) -> None:
    await _opens_lier(page)
    await page.get_by_role("link", name="Dit is versie 2").click()
    await expect(page.get_by_text("De Grote Markt")).to_be_visible()


async def _prepares(page: Page) -> None:
    await _opens_lier(page)
    await page.get_by_role("button", name="Onontvankelijk").click()
    await expect(page.get_by_text("Er gebeurt nog niets")).to_be_visible()


async def _reads_the_letter(page: Page) -> None:
    await _prepares(page)
    await page.get_by_label("7. Uitdaging").check()
    await page.get_by_role("button", name="Bekijk de brief").click()
    await expect(page.get_by_role("heading", name="De brief")).to_be_visible()


async def _fills_in(page: Page) -> None:
    await _opens_lier(page)
    await page.get_by_role("button", name="Uitstel geven").click()
    await page.get_by_role("button", name="Verder").click()
    await expect(page.get_by_role("alert")).to_be_visible()


async def _freezes(page: Page) -> None:
    await page.get_by_role("button", name="Bevries de cijfers van nu").click()
    await expect(page.get_by_role("status")).to_be_visible()


async def _compares_frozen(page: Page) -> None:
    await _freezes(page)
    await page.get_by_role("button", name="Vergelijk").click()
    await expect(page.get_by_role("heading", name="Verschil tussen")).to_be_visible()


async def _opens_the_question(page: Page) -> None:
    await page.get_by_role("link", name="Mogen wij").click()
    await expect(page.get_by_label("Jouw antwoord")).to_be_visible()


async def _opens_the_mailbox(page: Page) -> None:
    await page.get_by_role("link", name="mia@advies.example").click()
    await expect(page.get_by_role("button", name="Bevestigen")).to_be_visible()


async def _writes(page: Page) -> None:
    await page.get_by_role("button", name="Aansporen").click()
    await expect(page.get_by_label("De tekst van je brief")).to_be_visible()


LIER = "/loket/dossiers?zoek=Lier"


def _of_the_story(visit: Visit) -> str:
    return f"/vitrine/{visit.story}"


def _preferences(visit: Visit) -> str:
    return visit.link("voorkeuren", Use.PREFERENCES, HolderKind.PERSON, 1)


def _list(visit: Visit) -> str:
    return visit.link("voorkeuren", Use.PREFERENCES, HolderKind.INTEREST, visit.line)


def _stop(visit: Visit) -> str:
    return visit.link("stop", Use.STOP, HolderKind.PERSON, 1)


def _desk(
    name: str,
    door: str,
    address: str = "",
    *,
    who: str = "agency",
    then: Callable[[Page], Awaitable[None]] | None = None,
) -> Shown:
    return Shown(name=f"desk-{name}", door=door, address=lambda _: address or door, who=who, then=then)


PAGES = (
    Shown(name="greeting", door="/", address=lambda _: "/"),
    Shown(name="chat", door="/", address=lambda _: "/", who="visitor"),
    Shown(name="opened", door="/", address=lambda _: "/?start=ready", who="visitor"),
    Shown(name="leave", door="/leave", address=lambda _: "/leave", who="visitor"),
    Shown(name="mails", door="/mail", address=lambda _: "/mail"),
    Shown(name="preferences", door="/voorkeuren/{token}", address=_preferences),
    Shown(name="list", door="/voorkeuren/{token}", address=_list),
    Shown(name="stop", door="/stop/{token}", address=_stop),
    Shown(name="void", door="/stop/{token}", address=lambda _: "/stop/x"),
    Shown(name="refusal", door="/", address=lambda _: "/nergens"),
    # the public pages
    Shown(name="call", door="/oproep", address=lambda _: "/oproep"),
    Shown(name="stories", door="/vitrine", address=lambda _: "/vitrine"),
    Shown(name="no-stories", door="/vitrine", address=lambda _: "/vitrine?themes=beleid"),
    Shown(name="story", door="/vitrine/{number}", address=_of_the_story),
    Shown(name="no-story", door="/vitrine/{number}", address=lambda _: "/vitrine/0"),
    Shown(name="receipt", door="/ontvangstbewijs", address=lambda _: "/ontvangstbewijs"),
    Shown(name="receipt-no", door="/ontvangstbewijs", address=lambda _: "/ontvangstbewijs", then=_checks_a_receipt),
    Shown(name="privacy", door="/privacy", address=lambda _: "/privacy"),
    Shown(name="accessibility", door="/toegankelijkheid", address=lambda _: "/toegankelijkheid"),
    # the desk of officers
    Shown(name="desk-login", door="/loket/inloggen", address=lambda _: "/loket/inloggen"),
    Shown(name="desk-code", door="/loket/inloggen/code", address=lambda _: "/loket/inloggen", then=_asks_a_code),
    Shown(name="desk-link", door="/loket/inloggen/{token}", address=lambda _: "/loket/inloggen/1-x"),
    _desk("home", "/loket"),
    _desk("act", "/loket/doe"),
    _desk("cases", "/loket/dossiers"),
    _desk("waiting", "/loket/dossiers/wacht"),
    _desk("case", "/loket/dossier/{application_id}", LIER, then=_opens_lier),
    _desk("difference", "/loket/dossier/{application_id}/verschil", LIER, then=_compares),
    _desk("preparing", "/loket/beslissing/{decision_id}", LIER, then=_prepares),
    _desk("letter", "/loket/beslissing/{decision_id}", LIER, then=_reads_the_letter),
    _desk("letter-again", "/loket/beslissing/{decision_id}/brief", LIER, then=_reads_the_letter),
    _desk("form", "/loket/formulier/{form_id}", LIER, then=_fills_in),
    _desk("deadlines", "/loket/gemeente/{nis_code}", "/loket/gemeente/12021"),
    _desk("outgoing", "/loket/uitgaand"),
    _desk("officers", "/loket/medewerkers"),
    _desk("calls", "/loket/oproepen"),
    _desk("void", "/loket/dossier/{application_id}", "/loket/dossier/0"),
    _desk("board", "/loket/dossiers", who="province"),
    _desk("town", "/loket/gemeente/{nis_code}", "/loket/gemeente/12014", who="province"),
    _desk("no-draft", "/loket/gemeente/{nis_code}/ontwerp", "/loket/gemeente/12014/ontwerp", who="province"),
    _desk("pursuits", "/loket/opvolging", who="province"),
    _desk("questions", "/loket/vragen", who="province"),
    _desk("question", "/loket/vragen/{question_id}", "/loket/vragen", who="province", then=_opens_the_question),
    _desk("mailboxes", "/loket/mailboxen", who="province"),
    _desk("mailbox", "/loket/mailboxen/{mailbox_id}", "/loket/mailboxen", who="province", then=_opens_the_mailbox),
    _desk("nudge", "/loket/aansporing/{nudge_id}", "/loket/gemeente/13003", who="province", then=_writes),
    _desk("found", "/loket/dossiers", "/loket/dossiers?zoek=lier", who="province"),
    _desk("no-question", "/loket/vragen/{question_id}", "/loket/vragen/0", who="province"),
    _desk("no-mailbox", "/loket/mailboxen/{mailbox_id}", "/loket/mailboxen/0", who="province"),
    # the map and the figures; the map of Flanders differs by its number of places alone
    _desk("map", "/loket/kaart", who="province"),
    _desk("figures", "/loket/cijfers"),
    _desk("frozen", "/loket/cijfers/bevroren", then=_freezes),
    _desk("since-frozen", "/loket/cijfers/verschil", "/loket/cijfers/bevroren", then=_compares_frozen),
)
NO_PAGES = {  # what is read by programs, or kept as a file
    "/live",
    "/file/{file_id}",
    "/chat.js",
    "/kernbot.css",
    "/mail/{name}/{place}",
    "/health",
    "/metrics",
    "/oproep.ics",
    "/agenda/{token}",
    "/loket/bestand/{attachment_id}",
    "/loket/cijfers/rapport.xlsx",
    "/loket/cijfers/rapport.json",
    "/loket/cijfers/rapport.md",
    "/loket/cijfers/aanvragen.xlsx",
    "/loket/cijfers/aanvragen.csv",
    "/loket/cijfers/aanvragen.json",
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
