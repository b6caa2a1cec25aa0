"""The chat in a browser: from hello to receipt without a script, and nothing of it for anybody else."""

import asyncio
from collections.abc import AsyncIterator, Callable
from html import unescape
from pathlib import Path

import pytest

from bot.terminal.page import code_in_mail
from bot.web.chat.page import MOST_PAGES
from tests.fakes.browser import Browser
from tests.fakes.conversation import A_PDF, CLEAR, StandingClock, Town, open_town
from tests.fakes.site import Served, serving

AN = "an.peeters@heist-op-den-berg.be"


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    async with serving(town.house) as served:
        yield served


@pytest.fixture
def visit(site: Served) -> Callable[[], Browser]:
    return lambda: Browser(site=site)


@pytest.fixture
async def an(visit: Callable[[], Browser]) -> Browser:
    """A visitor who said hello."""
    browser = visit()
    await browser.begins()
    return browser


async def test_a_browser_without_a_chat_is_greeted_and_nothing_is_kept_of_it(visit: Callable[[], Browser]) -> None:
    browser = visit()
    answer = await browser.opens()
    assert "Begin het gesprek" in answer.text
    assert "Indienen kan tot en met vrijdag 12 november 2021, 23.59 uur (Brussel)." in answer.text
    assert browser.cookie == ""


async def test_the_help_in_a_browser_speaks_of_nothing_that_is_not_there(an: Browser) -> None:
    await an.says("/help")
    assert "Een antwoord wijzigen? Typ /wijzig." in an.heard
    assert "Telegram" not in an.heard
    assert "bewerk je bericht" not in an.heard


async def test_somebody_goes_from_hello_to_the_receipt_without_a_script(town: Town, an: Browser) -> None:
    assert "Ik help jouw gemeente" in an.heard
    await an.presses("Akkoord")
    await an.says("heist o/d berg")
    assert "Heist-op-den-Berg, provincie Antwerpen. Klopt dat?" in an.heard
    await an.presses("Ja")
    for text in ("An Peeters", "Deskundige lokale economie", AN):
        await an.says(text)
    await town.house.sweep.send_due()
    await an.says(code_in_mail(town.house.settings.data_dir / "mail", AN) or "")
    for text in ("015 25 00 00", "Dorpskern Itegem: Kerkstraat", CLEAR, "beleving", CLEAR, CLEAR, "mobiliteit", "6"):
        await an.says(text)
    await an.sends_file("besluit.pdf", A_PDF)
    for text in ("14 juni", CLEAR, "evenementen", "Zo snel mogelijk", "Jan Janssens", "Bram Claes", "Diensthoofd"):
        await an.says(text)
    await an.says("bram.claes@heist-op-den-berg.be")
    await an.says("015 25 00 01")
    await an.presses("Overslaan")
    await an.presses("Overslaan")
    await an.says("ja")
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    assert "Ingediend! Nummer PROF-2021-2-0001" in an.heard
    await town.house.sweep.send_due()
    await an.opens()
    assert "PROF-2021-2-0001-v1.pdf" in an.heard
    receipt = an.page.rpartition('<a href="file/')[2].partition('"')[0]
    answer = await an.site.ask("HEAD", f"/file/{receipt}", Cookie=an.cookie)
    assert answer.status == 200
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''PROF-2021-2-0001-v1.pdf"


async def test_after_an_answer_the_page_opens_at_the_newest_question(an: Browser) -> None:
    await an.presses("Akkoord")
    answer = await an.says("Lier")
    assert answer.headers["location"] == "./#newest"
    after = an.page.partition('<div id="newest"></div>')[2]
    assert after.count('class="bot"') == 1
    assert "Klopt dat?" in after


async def test_what_was_said_is_words_and_never_a_mark_of_the_page(an: Browser) -> None:
    await an.presses("Akkoord")
    await an.says("<script>alert(1)</script><b>Lier</b>")
    assert "<script>alert" not in an.page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in an.page


async def test_a_command_that_kernbot_names_can_be_pressed(an: Browser) -> None:
    assert '<button class="command" name="command" value="/privacy">/privacy</button>' in an.page
    await an.sends_form({"text": "", "command": "/privacy"})
    assert "Wat ik bijhoud en waarom" in an.heard


async def test_a_chat_is_of_one_browser_and_a_forged_cookie_opens_none(
    an: Browser, visit: Callable[[], Browser]
) -> None:
    await an.presses("Akkoord")
    await an.sends_file("geheim.pdf", A_PDF)
    file_id = an.page.partition('<a href="file/')[2].partition('"')[0]
    bram = visit()
    await bram.begins()
    assert "geheim" not in bram.heard
    assert (await bram.opens(f"/file/{file_id}")).status == 404
    chat, day, seal = an.cookie.removeprefix("kernbot=").split("-")
    other, _, _ = bram.cookie.removeprefix("kernbot=").split("-")
    for forged in (f"{other}-{day}-{seal}", f"{chat}-{day}9-{seal}", f"{chat}-{day}-{'a' * 26}", "x", "%00"):
        bram.cookie = f"kernbot={forged}"
        assert "Begin het gesprek" in (await bram.opens()).text


async def test_a_form_from_elsewhere_changes_nothing(an: Browser, visit: Callable[[], Browser]) -> None:
    bram = visit()
    await bram.begins()
    for seal in ("", "x", bram.seal):
        await an.sends_form({"seal": seal, "text": "hallo van elders"})
        assert "hallo van elders" not in an.heard


async def test_what_the_page_sends_again_counts_once(an: Browser) -> None:
    await an.presses("Akkoord")
    for _ in range(2):
        answer = await an.sends_form({"text": "Lier", "name": "the same doing"}, live=True)
        assert answer.status == 204
    await an.opens()
    assert an.page.count('<div class="words">Lier</div>') == 1


async def test_an_old_or_forged_button_and_white_space_show_the_page_as_it_is(an: Browser) -> None:
    before = an.heard
    for fields in ({"press": "1:agree"}, {"press": "x"}, {"press": "9" * 40 + ":agree"}, {"text": "   "}):
        answer = await an.sends_form({"text": ""} | fields)
        assert (answer.status, an.heard) == (303, before)


async def test_who_goes_too_fast_is_asked_to_wait_and_loses_nothing(an: Browser) -> None:
    answers = [(await an.sends_form({"press": "1:old"}, live=True)).status for _ in range(60)]
    assert answers.count(429) > 10
    assert answers[0] == 204


async def test_a_file_that_is_too_large_for_the_chat_is_refused(an: Browser) -> None:
    answer = await an.sends_file("groot.pdf", b"%PDF-1.4" + b"0" * 21_100_000)
    assert answer.status == 413


async def test_the_stream_shows_all_that_was_said_and_then_what_is_new(an: Browser) -> None:
    pressing = asyncio.ensure_future(asyncio.sleep(0.05))

    async def press() -> None:
        await pressing
        await an.presses("Akkoord")

    seen = await an.events(3, while_=asyncio.ensure_future(press()))
    assert seen.count("event: all") == 1
    assert "Voor welke gemeente werk je?" in seen


async def test_a_page_that_shows_the_chat_as_it_is_gets_nothing_again(an: Browser) -> None:
    await an.opens()
    assert (await an.events(1, shows=an.shows)).count("event: same") == 1
    await an.presses("Akkoord")
    before = an.shows
    await an.says("Lier")
    assert "Klopt dat?" in await an.events(1, shows=before)


async def test_a_page_without_a_chat_or_of_one_that_is_gone_is_told_to_stop_asking(site: Served, an: Browser) -> None:
    assert '"why": "gone"' in (await site.get("/live")).text
    await an.says("/start")
    assert f"al in {MOST_PAGES} vensters open" in (await site.get("/", Cookie=an.cookie)).text
    open_pages = [await asyncio.open_connection("127.0.0.1", site.port) for _ in range(MOST_PAGES)]
    for reader, writer in open_pages:
        writer.write(f"GET /live HTTP/1.1\r\nHost: localhost\r\nCookie: {an.cookie}\r\n\r\n".encode())
        await reader.readuntil(b"event: all")
    assert '"why": "many"' in (await site.get("/live", Cookie=an.cookie)).text
    for _, writer in open_pages:
        writer.close()


async def test_a_text_that_is_too_long_for_any_answer_comes_back_whole(an: Browser) -> None:
    await an.presses("Akkoord")
    typed = "Onze kern <b> verliest winkels. " * 700
    answer = await an.says(typed)
    assert answer.status == 422
    assert typed.strip() in unescape(answer.text)
    assert (await an.sends_form({"text": typed}, live=True)).status == 422
    await an.opens()
    assert "verliest winkels" not in an.heard


async def test_a_chat_goes_on_after_a_restart(tmp_path: Path, clock: StandingClock) -> None:
    async with open_town(tmp_path, clock) as town, serving(town.house) as site:
        before = Browser(site=site)
        await before.begins()
        await before.presses("Akkoord")
    async with open_town(tmp_path, clock) as town, serving(town.house) as site:
        after = Browser(site=site, cookie=before.cookie)
        await after.opens()
        assert "Voor welke gemeente werk je?" in after.heard
        await after.says("Lier")
        assert "Lier, provincie Antwerpen. Klopt dat?" in after.heard


async def test_a_chat_is_forgotten_on_this_device_when_its_own_form_asks_so(an: Browser) -> None:
    await an.presses("Akkoord")
    kept, seal = an.cookie, an.seal
    assert "Ja, afsluiten" in (await an.opens("/leave")).text
    form = "application/x-www-form-urlencoded"
    for body in ("", "seal=x"):
        answer = await an.site.ask("POST", "/leave", body, Cookie=kept, Content_Type=form)
        assert "set-cookie" not in answer.headers
    answer = await an.site.ask("POST", "/leave", f"seal={seal}", Cookie=kept, Content_Type=form)
    assert answer.headers["set-cookie"].startswith('kernbot=""; ')
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert (await an.site.get("/leave")).status == 303  # who has no chat has none to close


async def test_the_page_speaks_english_to_who_reads_english(site: Served) -> None:
    browser = Browser(site=site, language="en-GB,en;q=0.9")
    await browser.begins()
    assert "Hello! I help your municipality" in browser.heard
    assert ">Send</button>" in browser.page
