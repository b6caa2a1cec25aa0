"""/loket/cijfers: sentences, charts and tables that say the same, files, snapshots, and what each role may see."""

import json
import re
from collections.abc import AsyncIterator
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.fakes.conversation import CLEAR, StandingClock
from tests.fakes.desk import ELS, PIET
from tests.fakes.desk_browser import DeskBrowser, plain
from tests.fakes.spread_out import Looked, looking, officers_alone, spread_out

FIGURES, FROZEN, NOT_THERE = "/loket/cijfers", "/loket/cijfers/bevroren", "Dat kan hier niet"
PANEL = r'<section aria-labelledby="{}">(.*?)</section>'
ROW = re.compile(r"<tr><th scope=\"row\"[^>]*>(.*?)</th>(.*?)</tr>")
CELL = re.compile(r"<td[^>]*>(.*?)</td>")
BAR = re.compile(r'text-anchor="end">([^<]+)</text>\s*<rect class="bar"[^>]*>.*?<text [^>]*>(\d+)</text>', re.DOTALL)


@pytest.fixture
async def looked(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Looked]:
    async with looking(tmp_path, clock) as found:
        yield found


@pytest.fixture
async def quiet(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Looked]:
    async with looking(tmp_path, clock, officers_alone) as found:
        yield found


def panel(browser: DeskBrowser, name: str) -> str:
    return re.search(PANEL.format(name), browser.html, re.DOTALL)[1]


def table(browser: DeskBrowser, name: str) -> dict[str, list[str]]:
    return {unescape(head): CELL.findall(cells) for head, cells in ROW.findall(panel(browser, name))}


def bars(browser: DeskBrowser, name: str) -> dict[str, str]:
    return {unescape(label): value for label, value in BAR.findall(panel(browser, name))}


async def test_the_figures_of_the_page_are_those_of_the_report(looked: Looked) -> None:
    browser = looked.of(ELS)
    report = json.loads((await browser.opens("/loket/cijfers/rapport.json")).text)
    [counted] = [one for one in report["rounds"] if one["id"] == "2021-2"]
    await browser.opens(f"{FIGURES}?ronde=2021-2")
    names = ("submitted", "admissible", "inadmissible", "unclear", "selected", "not_selected", "late")
    assert [int(one) for one in CELL.findall(panel(browser, "numbers"))] == [counted[name] for name in names]
    provinces = {name: int(cells[0]) for name, cells in table(browser, "provinces").items()}
    assert provinces == {name: each["submitted"] for name, each in counted["by_province"].items()}


@pytest.mark.parametrize("name", ["provinces", "stuck"])
async def test_bars_and_table_have_the_same_numbers(looked: Looked, name: str) -> None:
    browser = looked.of(ELS)
    await browser.opens(FIGURES)
    found = table(browser, name)
    assert bars(browser, name) == {label: cells[0] for label, cells in found.items()}
    assert len(found) == {"provinces": 5, "stuck": 1}[name]


async def test_each_panel_has_a_sentence_that_its_picture_is_named_by(looked: Looked) -> None:
    browser = looked.of(ELS)
    await browser.opens(FIGURES)
    for name in ("over_time", "provinces", "stuck"):
        said = panel(browser, name)
        assert f'aria-labelledby="{name}-line"' in said
        sentence = re.search(rf'<p id="{name}-line"><strong>(.*?)</strong>', said)[1]
        assert re.search(r"\d", sentence)
        assert sentence.endswith(".")


async def test_how_applications_came_in_adds_up_to_the_figure(looked: Looked) -> None:
    browser = looked.of(ELS)
    await browser.opens(FIGURES)
    *_, last = table(browser, "over_time").values()
    assert last[1] == CELL.findall(panel(browser, "numbers"))[0]
    assert (
        f"Er kwamen {last[1]} aanvragen binnen, {last[0]} daarvan in de laatste zeven dagen." in browser
    )  # all on one day


async def test_the_effect_of_a_reminder_is_told_with_its_definition(quiet: Looked) -> None:
    chat = await quiet.town.proven("An", "an.peeters@heist-op-den-berg.be")
    await quiet.town.house.planner.tick()
    quiet.town.clock.move_to("2021-11-05 09:00:00")
    await quiet.town.house.planner.tick()
    await quiet.town.mails()
    quiet.town.clock.pass_(hours=3)
    await chat.says("015 25 00 00")
    browser = await quiet.logs_in(PIET)
    await browser.opens(FIGURES)
    assert table(browser, "effect") == {"7 dagen vooraf": ["1", "1", "0"]}
    assert "Er vertrok 1 herinnering; na 1 daarvan deed iemand binnen 48 uur iets in de aanvraag." in browser
    assert "Dat zegt wanneer het gebeurde, niet waarom." in browser


async def test_without_anything_to_count_each_panel_says_so_and_draws_nothing_wrong(quiet: Looked) -> None:
    browser = quiet.of(ELS)
    assert (await browser.opens(FIGURES)).status == 200
    for words in (
        "Er kwam nog geen aanvraag binnen.",
        "Er is nog geen aanvraag ingediend.",
        "Er is geen gemeente die begon en niet indiende.",
        "In deze ronde vertrok nog geen herinnering.",
    ):
        assert words in browser
    assert browser.html.count("<svg") == 1  # the axis towards the deadline


async def test_a_province_officer_chooses_between_flanders_and_the_own_province(looked: Looked) -> None:
    browser = looked.of(PIET)
    await browser.opens(FIGURES)
    everywhere = CELL.findall(panel(browser, "numbers"))
    own = table(browser, "provinces")["Antwerpen"]
    await browser.fills("Tonen", provincie="Antwerpen", ronde="2021-2")
    assert CELL.findall(panel(browser, "numbers")) == own != everywhere
    assert "Deze cijfers gaan over Antwerpen." in browser
    assert list(table(browser, "over_time").values())[-1][1] == own[0]
    assert 'aria-labelledby="provinces"' not in browser.html


@pytest.mark.parametrize("asked", ["provincie=Limburg", "ronde=2022-1", "ronde=%00", "provincie=<b>"])
async def test_another_province_and_what_does_not_exist_read_the_same(looked: Looked, asked: str) -> None:
    browser = looked.of(PIET)
    answer = await browser.opens(f"{FIGURES}?{asked}")
    assert (answer.status, NOT_THERE in browser) == (404, True)


@pytest.mark.parametrize(
    "path", ["/rapport.json", "/rapport.md", "/aanvragen.csv", "/bevroren", "/verschil?van=1&met=0"]
)
async def test_what_is_made_for_others_is_the_agency_s_alone(looked: Looked, path: str) -> None:
    agency = looked.of(ELS)
    await agency.opens(FROZEN)
    await agency.presses("Bevries de cijfers van nu")
    assert (await agency.opens(f"{FIGURES}{path}")).status == 200
    province = looked.of(PIET)
    assert "Bevroren" not in (await province.opens(FIGURES)).text
    assert (await province.opens(f"{FIGURES}{path}")).status == 404
    assert (await province.posts(FROZEN)).status == 404


async def test_the_report_comes_as_workbook_and_as_text(looked: Looked) -> None:
    browser = looked.of(ELS)
    text = await browser.opens("/loket/cijfers/rapport.md")
    assert text.text.startswith("# ")
    assert "attachment" in text.headers["content-disposition"]
    assert "profploeg-2021-2021-10-20.md" in text.headers["content-disposition"]
    request = (
        f"GET /loket/cijfers/rapport.xlsx HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {browser.cookie}\r\n\r\n"
    )
    book = load_workbook(BytesIO((await looked.site.raw(request.encode())).partition(b"\r\n\r\n")[2]))
    assert len(book.sheetnames) >= 5


async def test_what_was_sent_can_be_taken_along_with_its_answers(quiet: Looked) -> None:
    an = await quiet.town.complete("An", "an@heist-op-den-berg.be")
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    browser = quiet.of(ELS)
    assert "Aanvragen (CSV)" in (await browser.opens(FIGURES)).text
    lines = await browser.opens("/loket/cijfers/aanvragen.csv")
    assert "profploeg-2021-aanvragen-2021-10-20.csv" in lines.headers["content-disposition"]
    head, only = lines.text.removeprefix("\ufeff").strip().splitlines()
    assert head.startswith("nummer;gemeente;NIS-code;provincie")
    assert only.startswith("PROF-2021-2-0001;Heist-op-den-Berg;12014;Antwerpen")
    [given] = json.loads((await browser.opens("/loket/cijfers/aanvragen.json")).text)["applications"]
    assert given["answers"]["challenge"] == CLEAR


async def test_frozen_figures_are_listed_and_compared_with_now_and_with_each_other(quiet: Looked) -> None:
    browser = quiet.of(ELS)
    await browser.opens(FROZEN)
    assert "Er zijn nog geen bevroren cijfers." in browser
    await browser.presses("Bevries de cijfers van nu")
    assert "✓ Bevroren als nummer 1" in browser
    await spread_out(quiet.town)
    await browser.opens(FROZEN)
    await browser.fills("Vergelijk", van="1", met="0")
    said = {plain(head): CELL.findall(cells) for head, cells in ROW.findall(browser.html)}
    assert said["2021-2 · Limburg · ingediend"] == ["0", "33", "+ 33"]
    await browser.opens(FROZEN)
    await browser.presses("Bevries de cijfers van nu")
    await browser.fills("Vergelijk", van="2", met="1")  # whichever is named first
    assert "Verschil tussen nummer 1 en nummer 2" in browser
    await browser.opens("/loket/cijfers/verschil?van=2&met=0")
    assert "Er is geen verschil." in browser


@pytest.mark.parametrize("asked", ["van=7&met=0", "van=1&met=7", "van=&met=", "van=%C2%B2&met=0", "van=0&met=0", ""])
async def test_a_snapshot_that_is_not_there_is_the_one_page(looked: Looked, asked: str) -> None:
    browser = looked.of(ELS)
    await browser.opens(FROZEN)
    await browser.presses("Bevries de cijfers van nu")
    answer = await browser.opens(f"/loket/cijfers/verschil?{asked}")
    assert (answer.status, NOT_THERE in browser) == (404, True)
