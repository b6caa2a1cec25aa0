"""Every page of the site as a browser finds it: who has to come, where, and what they do there.

A new page is a line in PAGES; a test names what is missing.
"""

from collections.abc import Awaitable, Callable

from playwright.async_api import Page, expect

from models.records.people.signed_link import HolderKind, Use
from tests.fakes.page_visits import Shown, Visit


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
