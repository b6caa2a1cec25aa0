"""An officer of the agency in the browser: the list, a case, a decision with its letter, and taking it back."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes import desk
from tests.fakes.conversation import A_PDF, CLEAR, Chat, Town
from tests.fakes.desk import ELS
from tests.fakes.desk_browser import DeskBrowser
from tests.fakes.mailbag import mails
from tests.fakes.site import Served, serving

AN = "an.peeters@heist-op-den-berg.be"


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    async with serving(town.house, fronts=[town.front]) as served:
        yield served


@pytest.fixture
async def clerk(town: Town) -> Chat:
    """An of Heist-op-den-Berg, who submitted."""
    return await desk.sent(town, "An", AN)


@pytest.fixture
async def browser(clerk: Chat, town: Town, site: Served) -> DeskBrowser:
    """Els of the agency, logged in."""
    await desk.agency(town)
    opened = DeskBrowser(site=site, town=town)
    await opened.logs_in(ELS)
    return opened


async def test_the_list_names_what_was_sent_and_leads_to_the_case(browser: DeskBrowser) -> None:
    assert "PROF-2021-2-0001 Heist-op-den-Berg Antwerpen ingediend" in browser
    await browser.follows("PROF-2021-2-0001")
    assert browser.path == "/loket/dossier/1"
    assert "Alles is er en alles is duidelijk" in browser
    assert CLEAR in browser
    assert "✓ in orde" in browser


async def test_a_list_is_narrowed_and_a_place_that_is_not_there_is_said(browser: DeskBrowser) -> None:
    await browser.fills("Tonen", ronde="2021-2", stadium="3", provincie="0")
    assert "Hier staat nu geen aanvraag" in browser
    await browser.fills("Tonen", ronde="2021-2", stadium="1", provincie="1")
    assert "PROF-2021-2-0001" in browser
    for hostile in ("ronde=x", "ronde=2021-2&stadium=99", "ronde=2021-2&waar=1", "ronde=%00"):
        assert (await browser.opens(f"/loket/dossiers?{hostile}")).status == 404
    assert (await browser.opens("/loket/dossiers?ronde=2021-2&vanaf=99999999999999&stadium=-1")).status == 200


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("heist o/d berg", "PROF-2021-2-0001"),
        ("prof-2021-2-0001", "Alles is er"),
        ("0001", "Alles is er"),
        ("1", "Alles is er"),
        ("2021-2-0001", "Alles is er"),
        ("0002", "Geen gemeente of aanvraag met die naam"),
        ("berg", "PROF-2021-2-0001"),
        ("tor", "Torhout"),
        ("2220", "PROF-2021-2-0001"),  # a postal code
        ("PROF-2021-2-0009", "Er is geen aanvraag met dat nummer"),
        ("Gent", "Hier is nog niets ingediend"),
        ("zzzzzz", "Geen gemeente of aanvraag met die naam"),
        ("<script>alert(1)</script>", "Geen gemeente"),
    ],
)
async def test_the_search_finds_a_number_and_a_municipality(browser: DeskBrowser, said: str, words: str) -> None:
    await browser.fills("Zoeken", zoek=said)
    assert words in browser
    assert "<script" not in browser.html


async def test_what_need_not_be_answered_and_was_not_is_not_said_to_be_right(browser: DeskBrowser) -> None:
    await browser.opens("/loket/dossier/1")
    for item in ("22. Partners", "23. Extra stukken"):
        assert f"{item} niet ingevuld (hoeft niet)" in browser
    assert "24. Delen in Vitrine ja ✓ in orde" in browser


async def test_a_municipality_leads_to_what_it_sent(browser: DeskBrowser) -> None:
    await browser.opens("/loket/gemeente/12014")
    await browser.follows("Wat Heist-op-den-Berg indiende")
    assert "PROF-2021-2-0001" in browser


async def test_a_file_is_kept_by_the_browser_and_never_shown(browser: DeskBrowser) -> None:
    await browser.opens("/loket/dossier/1")
    answer = await browser.follows("besluit.pdf")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''besluit.pdf"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.text == A_PDF.decode()


async def test_going_back_asks_nobody_to_send_a_form_again_for_what_is_prepared_has_an_address(
    browser: DeskBrowser,
) -> None:
    await browser.opens("/loket/dossier/1")
    await browser.presses("Onontvankelijk")
    assert browser.path == "/loket/beslissing/1"
    await browser.presses("Bekijk de brief", item=["12"])
    assert browser.path == "/loket/beslissing/1/brief"
    await browser.opens("/loket/dossier/1")
    await browser.presses("Uitstel geven")
    assert browser.path == "/loket/formulier/1"
    await browser.presses("Verder", **{"field-last_day": "gisteren", "field-why": "Ziekte"})
    assert "Ziekte" in browser.html
    await browser.presses("Verder", **{"field-last_day": "19 november 2021", "field-why": "Ziekte"})
    assert browser.path == "/loket/formulier/1"
    assert "Ziekte" in browser


async def test_a_decision_is_prepared_read_as_the_letter_taken_and_told_ten_minutes_later(
    browser: DeskBrowser, town: Town, clerk: Chat
) -> None:
    await browser.opens("/loket/dossier/1")
    await browser.presses("Onontvankelijk")
    assert "Er gebeurt nog niets" in browser
    await browser.presses("Bekijk de brief")
    assert "Vink eerst minstens één vraag aan" in browser
    await browser.presses("Bekijk de brief", item=["12"], text="7: Over welke straten gaat het?\nVeel moed!")
    for words in ("Over welke straten gaat het?", "Veel moed!", "tien minuten"):
        assert words in browser
    await browser.follows("Aanpassen")
    assert browser.html.count(" checked") == 2
    assert "Veel moed!" in browser
    await browser.presses("Bekijk de brief", item=["7"], text="7: Over welke straten gaat het?")
    await browser.presses("Bevestigen")
    assert "✓ Beslist: onontvankelijk" in browser
    before = len(await mails(town, AN))
    town.clock.pass_(minutes=9)
    assert len(await mails(town, AN)) == before
    town.clock.pass_(minutes=1)
    assert len(await mails(town, AN)) == before + 1
    assert "Over welke straten gaat het?" in (await mails(town, AN))[-1].text


async def test_a_decision_is_undone_from_the_case_until_its_letter_leaves(browser: DeskBrowser, town: Town) -> None:
    await browser.opens("/loket/dossier/1")
    await browser.presses("Ontvankelijk")
    await browser.presses("Bekijk de brief")
    await browser.presses("Bevestigen: ontvankelijk")
    await browser.opens("/loket/dossier/1")
    await browser.presses("Beslissing ongedaan maken")
    assert "✓ Ongedaan gemaakt" in browser
    assert "Beslissen" in browser
    await browser.presses("Ontvankelijk")
    await browser.presses("Bekijk de brief")
    await browser.presses("Bevestigen: ontvankelijk")
    town.clock.pass_(minutes=11)
    await browser.opens("/loket/dossier/1")
    assert "ongedaan maken" not in browser.said


async def test_more_information_is_asked_with_a_term(browser: DeskBrowser, clerk: Chat, town: Town) -> None:
    await browser.opens("/loket/dossier/1")
    await browser.presses("Meer informatie vragen")
    await browser.presses("Bekijk de brief", item=["7"], term="5", text="Graag meer.")
    assert "Antwoorden kan tot en met" in browser
    await browser.presses("Bevestigen: vragen sturen")
    town.clock.pass_(minutes=10)
    await town.house.pass_time()
    assert "VLAIO wil meer weten over vraag 7" in await clerk.says("/status")


async def test_a_back_up_with_the_mailbox_of_the_contact_is_marked_with_the_reason(
    browser: DeskBrowser, clerk: Chat
) -> None:
    await clerk.says("/wijzig 20")
    await clerk.says(AN)
    await clerk.says("/indienen")
    await clerk.presses("Ja, indienen")
    reason = "De aanvrager zag: hetzelfde staat bij vraag 4 (E-mail contact)."
    await browser.opens("/loket/dossier/1")
    assert f"⚠ onduidelijk {reason}" in browser
    await browser.presses("Meer informatie vragen")
    assert f"20. E-mail reserve ⚠ onduidelijk. {reason}" in browser


async def test_complete_ones_are_declared_admissible_together_and_undone(browser: DeskBrowser) -> None:
    await browser.opens("/loket/dossiers/wacht")
    await browser.presses("Meerdere ontvankelijk")
    assert "Deze aanvragen zijn volledig en duidelijk" in browser
    await browser.presses("Bevestigen: 1 ontvankelijk")
    assert "1 aanvraag is ontvankelijk verklaard" in browser
    await browser.presses("Ongedaan maken")
    assert "1 beslissing is ongedaan gemaakt" in browser


async def test_a_button_of_a_clerk_an_old_one_and_a_forged_one_do_nothing(browser: DeskBrowser) -> None:
    for press in ("wd:1", "send:1:x", "agree", "dd:1:99", "dd:x:y", "dk:1", "zz", "du:1", "fk:1", "ps:1", "dm:x"):
        answer = await browser.posts("/loket/doe", press=press)
        assert answer.status in {200, 404}, press
        assert "Beslist" not in browser
    for aside in ("decide-1", "decide-x", "form-1", "call-12014", "question", "add:challenge", "nudge-9", "refuse-1"):
        answer = await browser.posts("/loket/doe", aside=aside, text="Woorden")
        assert answer.status == 404, aside
    await browser.opens("/loket/dossier/1")
    assert "ingediend · ronde" in browser


async def test_every_page_speaks_english(browser: DeskBrowser) -> None:
    await browser.fills("English")
    pages = (
        "dossiers",
        "dossiers/wacht",
        "dossier/1",
        "gemeente/12014",
        "uitgaand",
        "medewerkers",
        "oproepen",
        "vragen",
    )
    for page in pages:
        await browser.opens(f"/loket/{page}")
        assert browser.answer is not None
        assert browser.answer.headers["content-language"] == "en"
        assert "Log out" in browser, page
    await browser.opens("/loket/dossier/1")
    await browser.presses("Inadmissible")
    assert "Nothing happens yet" in browser
    await browser.presses("Look at the letter", item=["7"], text="Which streets?")
    assert "Which streets?" in browser


async def test_what_differs_between_two_versions_stands_side_by_side(browser: DeskBrowser, clerk: Chat) -> None:
    assert (await browser.opens("/loket/dossier/1/verschil")).status == 404
    await clerk.says("/wijzig 6")
    await clerk.says("De Bergstraat en het plein")
    await clerk.says("/indienen")
    await clerk.presses("Ja, indienen")
    await browser.opens("/loket/dossier/1")
    await browser.follows("Dit is versie 2")
    assert "De Bergstraat en het plein" in browser
    assert "Dorpskern Itegem" in browser
    assert CLEAR not in browser
    for hostile in ("van=7", "tot=9", "van=2&tot=2", "van=-1&tot=x%00"):
        assert (await browser.opens(f"/loket/dossier/1/verschil?{hostile}")).status in {200, 404}


async def test_what_an_officer_does_on_a_page_leaves_the_own_chat_alone(browser: DeskBrowser, town: Town) -> None:
    await browser.opens("/loket/dossier/1")
    await browser.presses("Onontvankelijk")
    chat = await town.person("Els")
    assert "Jouw uitleg" not in await chat.says("Dit is geen uitleg")
    await browser.presses("Bekijk de brief", item=["7"])
    assert "Dit is geen uitleg" not in browser
