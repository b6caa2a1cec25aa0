"""How an officer comes in: the same answer for everybody, a code or a link that works once, a session that ends."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from models.records.desk.officer_session import OfficerSession
from models.turns.people.proving import MOST_ASKED, MOST_TRIES
from tests.fakes import desk
from tests.fakes.conversation import Town
from tests.fakes.desk import ELS, PIET
from tests.fakes.desk_browser import DeskBrowser
from tests.fakes.mailbag import mails
from tests.fakes.site import Served, serving

LOGIN = "/loket/inloggen"


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    async with serving(town.house, fronts=[town.front]) as served:
        yield served


@pytest.fixture
async def browser(town: Town, site: Served) -> DeskBrowser:
    """The browser of Els of the agency, who did not log in yet."""
    await desk.agency(town)
    return DeskBrowser(site=site, town=town)


async def sessions(town: Town) -> list[OfficerSession]:
    def read(session: Session) -> list[OfficerSession]:
        rows = list(session.execute(select(OfficerSession).order_by(col(OfficerSession.id))).scalars())
        session.expunge_all()
        return rows

    return await town.house.services.store.run(read)


async def link_of(town: Town, mailbox: str = ELS) -> str:
    return re.findall(r"http://\S+?(/loket/inloggen/\S+)", (await mails(town, mailbox))[-1].text)[0]


async def asked(browser: DeskBrowser, mailbox: str = ELS) -> None:
    await browser.opens(LOGIN)
    await browser.fills("Stuur me een code", email=mailbox)


async def test_an_officer_comes_in_by_the_code_of_the_mail(browser: DeskBrowser, town: Town) -> None:
    answer = await browser.logs_in(ELS)
    assert answer.status == 303
    assert "medewerker van VLAIO" in browser
    assert "els@vlaio.example" in browser
    cookie = answer.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=43200"))
    assert "Secure" not in cookie
    secret = browser.cookie.partition("=")[2]
    [row] = await sessions(town)
    assert len(secret) == 32
    assert secret not in str(row.model_dump())


async def test_whoever_is_no_officer_reads_the_same_and_gets_no_mail(browser: DeskBrowser, town: Town) -> None:
    await asked(browser)
    of_els = browser.said.replace(ELS, "X")
    before = len(await mails(town))
    await asked(browser, "jan@example.org")
    assert browser.said.replace("jan@example.org", "X") == of_els
    assert "Als X bij een medewerker hoort, is er een mail onderweg" in of_els
    assert len(await mails(town)) == before
    assert (await browser.fills("Inloggen", code="123456")).status == 403


async def test_the_page_that_was_asked_for_opens_after_logging_in(browser: DeskBrowser, town: Town) -> None:
    await browser.opens("/loket")
    assert browser.path == LOGIN
    for hostile in ("//evil.example", "https://evil.example", "/loket/../x", "/loket//evil", "/stop/x"):
        await browser.opens(f"{LOGIN}?naar={hostile}")
        assert "evil" not in browser.html
    await browser.opens(f"{LOGIN}?naar=/loket")
    await browser.fills("Stuur me een code", email=ELS)
    await browser.fills("Inloggen", code=(await mails(town, ELS))[-1].code)
    assert browser.path == "/loket"


async def test_a_wrong_code_says_so_and_after_five_the_right_one_is_refused_too(
    browser: DeskBrowser, town: Town
) -> None:
    await asked(browser)
    code = (await mails(town, ELS))[-1].code
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(MOST_TRIES):
        assert (await browser.fills("Inloggen", code=wrong)).status == 403
        assert "Die code klopt niet" in browser
    assert (await browser.fills("Inloggen", code=code)).status == 403
    assert await sessions(town) == []


@pytest.mark.parametrize("said", ["", "12345", "1234567", "abcdef", "\0\0", "１２３４５６", "' or 1=1"])
async def test_what_is_no_code_opens_nothing(browser: DeskBrowser, said: str) -> None:
    await asked(browser)
    assert (await browser.fills("Inloggen", code=said)).status == 403


async def test_a_code_works_once_and_for_ten_minutes(browser: DeskBrowser, town: Town) -> None:
    await browser.logs_in(ELS)
    used = (await mails(town, ELS))[-1].code
    assert (await browser.posts(f"{LOGIN}/code", email=ELS, code=used)).status == 403
    await asked(browser)
    code = (await mails(town, ELS))[-1].code
    town.clock.pass_(minutes=10)
    assert (await browser.fills("Inloggen", code=code)).status == 403


async def test_no_more_mails_leave_than_codes_do(browser: DeskBrowser, town: Town) -> None:
    before = len(await mails(town))
    for _ in range(MOST_ASKED["mailbox"] + 3):
        await asked(browser)
        assert "is er een mail onderweg" in browser
    assert len(await mails(town)) <= before + MOST_ASKED["mailbox"]


async def test_the_link_shows_a_button_and_only_the_button_logs_in_once(browser: DeskBrowser, town: Town) -> None:
    await asked(browser)
    link = await link_of(town)
    for _ in range(2):  # a program that checks mails opens it, too
        await browser.opens(link)
    assert await sessions(town) == []
    assert (await browser.fills("Inloggen")).status == 303
    assert "medewerker van VLAIO" in browser
    other = DeskBrowser(site=browser.site, town=town)
    await other.opens(link)
    assert (await other.fills("Inloggen")).status == 403
    assert "Die link werkt niet meer" in other


async def test_a_link_that_is_forged_old_or_of_a_chat_code_opens_nothing(browser: DeskBrowser, town: Town) -> None:
    await asked(browser)
    link = await link_of(town)
    number = int(link.rpartition("/")[2].partition("-")[0])
    last = "a" if link[-1] != "a" else "b"
    for bad in (link[:-1] + last, link.replace(f"{number}-", f"{number + 1}-"), f"{LOGIN}/x", f"{LOGIN}/1-{'a' * 26}"):
        assert (await browser.posts(bad)).status == 403
    town.clock.pass_(minutes=10)
    assert (await browser.posts(link)).status == 403
    assert await sessions(town) == []


async def test_a_code_for_the_desk_proves_nothing_in_chat_and_the_other_way_round(
    browser: DeskBrowser, town: Town
) -> None:
    chat = await town.begun("An")
    await chat.answers("An Peeters", "Deskundige", ELS)
    of_chat = (await mails(town, ELS))[-1].code
    await browser.opens(LOGIN)
    assert (await browser.posts(f"{LOGIN}/code", email=ELS, code=of_chat)).status == 403
    await asked(browser)
    of_desk = (await mails(town, ELS))[-1].code
    assert "Die code" in await chat.says(of_desk)


async def test_a_session_ends_after_an_idle_hour_and_after_twelve_hours(browser: DeskBrowser, town: Town) -> None:
    await browser.logs_in(ELS)
    for _ in range(12):
        town.clock.pass_(minutes=59)
        assert (await browser.opens("/loket")).status == 200
        assert browser.path == "/loket"
    town.clock.pass_(minutes=12)
    await browser.opens("/loket")
    assert browser.path == LOGIN
    await browser.logs_in(ELS)
    town.clock.pass_(hours=1)
    await browser.opens("/loket")
    assert browser.path == LOGIN


async def test_logging_out_ends_this_session_and_on_all_devices_every_one(browser: DeskBrowser, town: Town) -> None:
    phone = DeskBrowser(site=browser.site, town=town)
    for one in (browser, phone):
        await one.logs_in(ELS)
    cookie = browser.cookie
    await browser.fills("Uitloggen")
    assert browser.path == LOGIN
    assert browser.cookie == ""
    browser.cookie = cookie
    await browser.opens("/loket")
    assert browser.path == LOGIN
    await phone.opens("/loket")
    assert phone.path == "/loket"
    await browser.logs_in(ELS)
    await browser.fills("Uitloggen op alle toestellen")
    await phone.opens("/loket")
    assert phone.path == LOGIN


async def test_logging_in_begins_anew_and_ends_what_this_browser_had(browser: DeskBrowser, town: Town) -> None:
    await browser.logs_in(ELS)
    before = browser.cookie
    await browser.logs_in(ELS)
    assert browser.cookie != before
    assert [one.revoked_at is None for one in await sessions(town)] == [False, True]


async def test_whoever_is_revoked_is_out_at_the_next_page(browser: DeskBrowser, town: Town) -> None:
    await browser.logs_in(ELS)
    await desk.revoked(town, ELS)
    await browser.opens("/loket")
    assert browser.path == LOGIN
    before = len(await mails(town, ELS))
    await asked(browser)
    assert len(await mails(town, ELS)) == before


async def test_the_desk_speaks_the_language_that_the_officer_chooses(browser: DeskBrowser) -> None:
    await browser.logs_in(ELS)
    await browser.fills("English")
    assert "Log out" in browser
    assert browser.path == "/loket"
    await browser.fills("Nederlands")
    assert "Uitloggen" in browser


async def test_a_form_of_another_site_logs_nobody_in(browser: DeskBrowser, town: Town) -> None:
    await asked(browser)
    code = (await mails(town, ELS))[-1].code
    form = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "cross-site"}
    answer = await browser.site.ask("POST", f"{LOGIN}/code", f"email={ELS}&code={code}", **form)
    assert (answer.status, answer.headers.get("set-cookie")) == (403, None)
    assert await sessions(town) == []


async def test_two_officers_have_each_their_own_desk(browser: DeskBrowser, town: Town) -> None:
    await desk.province(town)
    await browser.logs_in(ELS)
    other = DeskBrowser(site=browser.site, town=town)
    await other.logs_in(PIET)
    await browser.opens("/loket")
    assert ELS in browser
    assert PIET in other
    assert "provincie Antwerpen" in other


async def test_behind_https_the_cookie_is_of_this_host_alone_and_the_link_names_the_public_address(town: Town) -> None:
    await desk.agency(town)
    settings = town.house.settings.model_copy(update={"public_url": "https://kernbot.example"})
    async with serving(replace(town.house, settings=settings)) as site:
        browser = DeskBrowser(site=site, town=town)
        form = {"Content-Type": "application/x-www-form-urlencoded", "Host": "evil.example"}
        await site.ask("POST", LOGIN, f"email={ELS}", **form)
        mail = (await mails(town, ELS))[-1]
        assert "https://kernbot.example/loket/inloggen/" in mail
        assert "evil" not in mail.text
        cookie = (await browser.logs_in(ELS)).headers["set-cookie"]
        assert cookie.startswith("__Host-kernbot-desk=")
        assert all(word in cookie for word in ("Secure", "HttpOnly", "Path=/", "SameSite=lax"))
        assert "Domain" not in cookie
        assert "medewerker van VLAIO" in browser
