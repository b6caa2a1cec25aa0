"""The chat in real Chromium: by mouse and by keyboard, over a reload and a lost connection, on a narrow screen."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from bot.terminal.page import code_in_mail
from bot.web import guard
from tests.fakes.chromium import real_browser
from tests.fakes.conversation import A_PDF, Town
from tests.fakes.mailbag import mails
from tests.fakes.site import Served, serving

AN, BRAM = "an.peeters@heist-op-den-berg.be", "bram.claes@heist-op-den-berg.be"


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    async with serving(town.house) as served:
        yield served


@pytest.fixture
async def page(site: Served) -> AsyncIterator[Page]:
    """The page of somebody who began, with every mistake of its script told."""
    async with real_browser(viewport={"width": 320, "height": 700}) as browser:
        opened = await browser.new_page()
        mistakes: list[str] = []
        opened.on("pageerror", lambda error: mistakes.append(str(error)))
        await opened.goto(f"http://127.0.0.1:{site.port}/")
        await opened.get_by_role("button", name="Begin het gesprek").click()
        await expect(opened.get_by_text("Ik help jouw gemeente")).to_be_visible()
        yield opened
        assert mistakes == []


async def says(page: Page, text: str, answer: str) -> None:
    """Type a text by keyboard and wait for what Kernbot says."""
    await page.get_by_label("Jouw antwoord").fill(text)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text(answer).last).to_be_visible()


async def presses(page: Page, label: str, answer: str) -> None:
    await page.get_by_role("button", name=label, exact=True).last.click()
    await expect(page.get_by_text(answer).last).to_be_visible()


async def test_somebody_talks_sends_a_file_and_goes_on_after_a_reload(town: Town, page: Page) -> None:
    await presses(page, "Akkoord, beginnen", "Voor welke gemeente werk je?")
    await says(page, "heist o/d berg", "Klopt dat?")
    await presses(page, "Ja", "Wie is de contactpersoon")
    await page.reload()
    await says(page, "An Peeters", "3. ")
    await says(page, "Deskundige", "4. ")
    await says(page, AN, "code")
    await town.house.sweep.send_due()
    await says(page, code_in_mail(town.house.settings.data_dir / "mail", AN) or "", "5. ")
    await says(page, "/wijzig 12", "Stuur het besluit")
    file = {"name": "besluit.pdf", "mimeType": "application/pdf", "buffer": A_PDF}
    await page.get_by_label("Bestand toevoegen").set_input_files(file)
    await expect(page.get_by_role("link", name="besluit.pdf")).to_be_visible()
    await expect(page.get_by_text("Bewaard").last).to_be_visible()


async def test_what_is_typed_while_the_connection_is_lost_arrives_once_it_is_back(page: Page) -> None:
    await presses(page, "Akkoord, beginnen", "Voor welke gemeente werk je?")
    await page.context.set_offline(True)
    await page.get_by_label("Jouw antwoord").fill("Lier")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("Geen verbinding")
    await expect(page.get_by_label("Jouw antwoord")).to_have_value("Lier")
    await page.context.set_offline(False)
    await expect(page.get_by_text("Lier, provincie Antwerpen. Klopt dat?")).to_be_visible(timeout=10_000)
    await expect(page.locator("article.own", has_text="Lier")).to_have_count(1)


async def test_a_file_that_is_too_large_is_said_so_and_what_is_typed_next_goes_without_it(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    await presses(page, "Akkoord, beginnen", "Voor welke gemeente werk je?")
    monkeypatch.setattr(guard, "MOST_FILE_BYTES", 2_000)
    file = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": A_PDF + bytes(4_000)}
    await page.get_by_label("Bestand toevoegen").set_input_files(file)
    await expect(page.get_by_role("status")).to_contain_text("hoogstens 20 MB")
    await says(page, "Lier", "Klopt dat?")


async def test_an_empty_file_is_refused_once_and_what_is_typed_next_goes_without_it(page: Page) -> None:
    await presses(page, "Akkoord, beginnen", "Voor welke gemeente werk je?")
    file = {"name": "leeg.pdf", "mimeType": "application/pdf", "buffer": b""}
    await page.get_by_label("Bestand toevoegen").set_input_files(file)
    await expect(page.get_by_text("leeg.pdf")).to_be_visible()
    await says(page, "Lier", "Klopt dat?")
    await expect(page.get_by_text("leeg.pdf")).to_have_count(1)


async def test_words_that_stand_beside_a_file_stay_where_they_were_typed(page: Page) -> None:
    await presses(page, "Akkoord, beginnen", "Voor welke gemeente werk je?")
    await page.get_by_label("Jouw antwoord").fill("Lier")
    file = {"name": "plan.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}
    await page.get_by_label("Bestand toevoegen").set_input_files(file)
    await expect(page.get_by_text("plan.exe")).to_be_visible()
    await expect(page.get_by_role("status")).to_have_text("")
    await expect(page.get_by_label("Jouw antwoord")).to_have_value("Lier")
    await page.get_by_label("Jouw antwoord").press("Enter")
    await expect(page.get_by_text("Klopt dat?")).to_be_visible()


async def test_without_a_script_the_newest_question_is_in_sight_and_a_chosen_file_is_seen(site: Served) -> None:
    plain = {"viewport": {"width": 1000, "height": 900}, "java_script_enabled": False}
    async with real_browser(**plain) as browser:
        page = await browser.new_page()
        await page.goto(f"http://127.0.0.1:{site.port}/")
        await page.get_by_role("button", name="Begin het gesprek").click()
        await page.get_by_role("button", name="Akkoord, beginnen").click()
        for text in ("Lier", "/help", "/privacy", "/status", "/help"):
            await page.get_by_label("Jouw antwoord").fill(text)
            await page.get_by_role("button", name="Versturen").click()
            await expect(page.locator("article.own").last).to_contain_text(text)
            box = await page.locator("article.bot").last.bounding_box()
            write = await page.locator(".write").bounding_box()
            assert box is not None
            assert write is not None
            assert 0 <= box["y"] < write["y"] - 40
        chosen = await page.locator("#file").bounding_box()
        assert chosen is not None
        assert chosen["width"] > 100


async def test_the_keyboard_alone_reaches_every_button_and_the_page_never_scrolls_sideways(page: Page) -> None:
    await page.get_by_role("button", name="Akkoord, beginnen").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Voor welke gemeente werk je?")).to_be_visible()
    await expect(page.get_by_label("Jouw antwoord")).to_be_focused()
    sizes = await page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert sizes[0] <= sizes[1]
    heights = await page.locator(".buttons button").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert all(height >= 24 for height in heights)


async def test_two_windows_show_the_same_conversation(page: Page) -> None:
    other = await page.context.new_page()
    await other.goto(page.url)
    await presses(page, "Akkoord, beginnen", "Voor welke gemeente werk je?")
    await expect(other.get_by_text("Voor welke gemeente werk je?")).to_be_visible()


async def test_two_people_work_on_one_case_in_two_browsers(town: Town, site: Served, page: Page) -> None:
    await presses(page, "Akkoord, beginnen", "Voor welke gemeente werk je?")
    await says(page, "heist o/d berg", "Klopt dat?")
    await presses(page, "Ja", "Wie is de contactpersoon")
    await says(page, "/deel", "Collega uitnodigen")
    await presses(page, "Collega uitnodigen", "e-mailadres")
    await says(page, BRAM, "De uitnodiging is onderweg")
    [token] = [one.token for one in await mails(town, BRAM)]
    async with real_browser() as other:
        bram = await other.new_page()
        await bram.goto(f"http://127.0.0.1:{site.port}/?start={token}")
        await bram.get_by_role("button", name="Begin het gesprek").click()
        await presses(bram, "Akkoord, beginnen", "code")
        await says(bram, (await mails(town, BRAM))[-1].code, "Wie is de contactpersoon")
        await says(bram, "An Peeters", "3. ")
        await says(page, "/status", "An Peeters")
        await says(page, "/wijzig 3", "3. ")
        await says(page, "Deskundige", "Bewaard")
        await says(bram, "/ontbreekt", "4. ")
        await expect(bram.get_by_text("3. Functie")).to_have_count(0)


async def test_a_link_of_a_mail_leads_on_with_one_press_and_leaves_nothing_in_the_address(page: Page) -> None:
    await presses(page, "Akkoord, beginnen", "Voor welke gemeente werk je?")
    root = page.url.partition("#")[0]
    await page.goto(f"{root}?start=ready")
    await presses(page, "Ga verder", "Nog te doen")
    await expect(page.get_by_role("button", name="Ga verder")).to_have_count(0)
    assert page.url == root
    await page.get_by_role("link", name="Gesprek hier afsluiten").click()
    await page.get_by_role("button", name="Ja, afsluiten").click()
    await expect(page.get_by_role("button", name="Begin het gesprek")).to_be_visible()


async def test_what_was_said_before_is_not_read_again_when_its_buttons_go(page: Page) -> None:
    await page.evaluate(
        """window.read = [];
        new MutationObserver((all) => all.forEach((one) => one.addedNodes.forEach((node) => read.push(node.id))))
          .observe(document.getElementById("log"), { childList: true });"""
    )
    before = await page.locator("#log article").evaluate_all("all => all.map(one => one.id)")
    await presses(page, "Akkoord, beginnen", "Voor welke gemeente werk je?")
    await expect(page.get_by_role("button", name="Akkoord, beginnen")).to_have_count(0)
    read = await page.evaluate("read")
    assert read
    assert not set(read) & set(before)


async def test_a_long_answer_is_in_sight_from_where_it_begins(page: Page) -> None:
    await presses(page, "Akkoord, beginnen", "Voor welke gemeente werk je?")
    await says(page, "/help", "/status")
    top, bottom, height = await page.evaluate(
        """() => { const said = [...document.querySelectorAll(".own")].pop();
        return [said.getBoundingClientRect().top, log.getBoundingClientRect().bottom, innerHeight]; }"""
    )
    assert bottom > height
    assert 0 <= top < 40


async def test_the_page_listens_again_after_nobody_answered_for_a_while(page: Page) -> None:
    await presses(page, "Akkoord, beginnen", "Voor welke gemeente werk je?")
    await page.clock.install()
    await page.route("**/live?*", lambda route: route.fulfill(status=502))
    await page.reload()
    await expect(page.get_by_role("status")).to_contain_text("Geen verbinding")
    await page.unroute("**/live?*")
    await page.clock.run_for(3_100)
    await expect(page.get_by_role("status")).to_have_text("")
    await says(page, "Lier", "Klopt dat?")


async def test_on_a_phone_enter_begins_a_line_and_the_button_sends(page: Page) -> None:
    assert page.context.browser is not None
    held = {"viewport": {"width": 360, "height": 700}, "has_touch": True, "is_mobile": True, "locale": "nl-BE"}
    async with await page.context.browser.new_context(**held) as browser:  # type: ignore[arg-type]
        phone = await browser.new_page()
        await phone.goto(page.url)
        await phone.get_by_role("button", name="Begin het gesprek").click()
        await presses(phone, "Akkoord, beginnen", "Voor welke gemeente werk je?")
        assert await phone.get_by_label("Jouw antwoord").evaluate("one => one !== document.activeElement")
        await phone.get_by_label("Jouw antwoord").fill("Li")
        await phone.keyboard.press("Enter")
        await expect(phone.get_by_label("Jouw antwoord")).to_have_value("Li\n")
        await phone.get_by_label("Jouw antwoord").fill("Lier")
        await presses(phone, "Versturen", "Klopt dat?")
