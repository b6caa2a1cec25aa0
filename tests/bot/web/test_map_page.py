"""/loket/kaart: each officer sees the municipalities that are theirs, and what the board in chat says of them."""

import gzip
import re
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.places import municipality, shapes
from models.places.municipality import CREDIT, PROVINCES, municipalities_on
from tests.fakes.conversation import StandingClock
from tests.fakes.desk import ELS, PIET
from tests.fakes.spread_out import Looked, applied, decided, looking, spread_out

MAP, NOT_THERE = "/loket/kaart", "Dat kan hier niet"
ON_MAP = re.compile(r'<a href="\.\./([^"]+)" aria-label="([^"]+): ([^"]+)">')
IN_LIST = re.compile(
    r'<th scope="row"[^>]*><a href="\.\./([^"]+)">([^<]+)</a></th>(?:<td[^>]*>[^<]*</td>)?'
    r"<td[^>]*>([^<]+)</td><td[^>]*>([^<]*)</td></tr>"
)
IN_LEGEND = re.compile(r"</svg> ([^:<]+): <strong>(\d+)</strong>")
IN_CHAT = re.compile(r"([a-zë][a-zë ]*): (\d+)")


@pytest.fixture
async def looked(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Looked]:
    async with looking(tmp_path, clock) as found:
        yield found


async def test_a_province_officer_sees_each_municipality_of_the_own_province_on_the_map_and_in_the_list(
    looked: Looked,
) -> None:
    browser = looked.of(PIET)
    assert (await browser.opens(MAP)).status == 200
    own = {one.name for one in municipalities_on(looked.town.clock().date()).values() if one.province == "Antwerpen"}
    on_map, in_list = ON_MAP.findall(browser.html), IN_LIST.findall(browser.html)
    assert len(on_map) == len(own) == 69
    assert {name for _, name, _ in on_map} == own
    assert sorted(on_map) == sorted((address, name, where) for address, name, where, _ in in_list)


async def test_the_legend_says_what_the_board_in_chat_says(looked: Looked) -> None:
    browser = looked.of(PIET)
    await browser.opens(MAP)
    legend = dict(IN_LEGEND.findall(browser.html))
    in_list = [where for *_, where, _ in IN_LIST.findall(browser.html)]
    assert {where: int(count) for where, count in legend.items()} == {one: in_list.count(one) for one in in_list}
    board = (await (await looked.town.person("Piet")).says("/dossiers")).text
    assert dict(IN_CHAT.findall(board.split("\n")[1])) == legend


async def test_the_agency_sees_all_of_flanders_and_can_choose_a_province(looked: Looked) -> None:
    browser = looked.of(ELS)
    await browser.opens(MAP)
    assert len(ON_MAP.findall(browser.html)) == 300
    await browser.fills("Tonen", provincie="Limburg", ronde="2021-2")
    assert len(ON_MAP.findall(browser.html)) == 42
    assert "Kaart van Limburg" in browser


@pytest.fixture
def with_stand_ins(looked: Looked) -> Iterator[int]:  # the round is made without them
    """Let the towns of the replay whose name is not public count here; return how many they are."""
    caches = (municipality.municipalities_on, municipality._valid_at)
    municipality.admit_stand_ins()
    for one in caches:
        one.cache_clear()
    yield len(municipality.stand_ins())
    municipality._admitted.clear()
    for one in caches:
        one.cache_clear()


async def test_a_stand_in_is_no_municipality_beside_the_others(looked: Looked, with_stand_ins: int) -> None:
    browser = looked.of(ELS)
    await browser.opens(MAP)
    assert "van de 300 gemeenten in." in browser
    assert f"Van {with_stand_ins} gemeenten is de naam niet publiek" in browser
    assert len(IN_LIST.findall(browser.html)) == 300 + with_stand_ins


@pytest.mark.parametrize("asked", ["provincie=Limburg", "provincie=Brussel", "ronde=2022-1", "ronde=%00", "ronde=<b>"])
async def test_another_province_and_what_does_not_exist_read_the_same(looked: Looked, asked: str) -> None:
    browser = looked.of(PIET)
    answer = await browser.opens(f"{MAP}?{asked}")
    assert (answer.status, NOT_THERE in browser) == (404, True)
    assert "Limburg" not in browser
    assert "<b>" not in browser.html


async def test_the_form_offers_a_province_officer_no_other_province(looked: Looked) -> None:
    browser = looked.of(PIET)
    await browser.opens(MAP)
    assert [one for one in PROVINCES if f">{one}</option>" in browser.html] == []


async def test_another_round_can_be_chosen_and_only_what_came_before_it_is_earlier(looked: Looked) -> None:
    town = looked.town
    in_2021_1 = [code for code, one in municipalities_on(town.clock().date()).items() if one.name in {"Geel", "Mol"}]
    await applied(town, "2021-1", in_2021_1, "submitted", "inadmissible")
    browser = looked.of(PIET)
    await browser.opens(f"{MAP}?ronde=2021-1")
    assert dict(IN_LEGEND.findall(browser.html)) == {"niet begonnen": "62", "interesse": "5", "onontvankelijk": "2"}
    assert "In ronde 2021-1 dienden 2 van de 69 gemeenten in." in browser
    await browser.fills("Tonen", ronde="2021-2")
    assert "onontvankelijk: 5" in browser


async def test_a_decision_is_seen_once_its_letter_left(looked: Looked) -> None:
    await decided(looked.town, "PROF-2021-2-0002", "submitted", leaves_in=timedelta(minutes=10))
    browser = looked.of(PIET)
    seen = []
    for _ in range(2):
        await browser.opens(MAP)
        seen += [where for _, _, where, number in IN_LIST.findall(browser.html) if number == "PROF-2021-2-0002"]
        looked.town.clock.pass_(minutes=10)
    assert seen == ["ingediend", "ontvankelijk"]


async def test_the_list_can_be_sorted_by_a_link_at_each_column(looked: Looked) -> None:
    browser = looked.of(ELS)
    await browser.opens(MAP)
    names = [name for _, name, *_ in IN_LIST.findall(browser.html)]
    assert names == sorted(names, key=str.casefold)
    assert "volgorde=where#list" in browser.html
    await browser.opens(f"{MAP}?volgorde=where")
    wheres = [where for *_, where, _ in IN_LIST.findall(browser.html)]
    legend = [where for where, _ in IN_LEGEND.findall(browser.html)]
    assert [one for n, one in enumerate(wheres) if one not in wheres[:n]] == legend
    assert 'aria-sort="ascending"' in browser.html


async def test_whoever_gave_the_shapes_and_the_names_is_thanked(looked: Looked) -> None:
    browser = looked.of(PIET)
    await browser.opens(MAP)
    assert shapes.credit() in browser.said
    assert CREDIT in browser.said


async def test_the_smallest_can_be_reached_from_the_list(looked: Looked) -> None:
    browser = looked.of(ELS)
    await browser.opens(MAP)
    assert {"Baarle-Hertog", "Mesen", "Herstappe"} <= {name for _, name, *_ in IN_LIST.findall(browser.html)}


async def test_the_map_travels_compressed_to_who_takes_it_so_and_is_below_its_bound(looked: Looked) -> None:
    await spread_out(looked.town, "2021-1", all_sent=True)
    browser = looked.of(ELS)
    request = f"GET {MAP}?ronde=2021-1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {browser.cookie}\r\n"
    plain = await looked.site.raw(f"{request}\r\n".encode())
    packed = await looked.site.raw(f"{request}Accept-Encoding: gzip, br\r\n\r\n".encode())
    assert b"content-encoding" not in plain.split(b"\r\n\r\n")[0].lower()
    assert b"content-encoding: gzip" in packed.split(b"\r\n\r\n")[0].lower()
    assert b"vary: accept-encoding" in packed.split(b"\r\n\r\n")[0].lower()
    html = gzip.decompress(packed.partition(b"\r\n\r\n")[2]).decode()
    assert html == plain.partition(b"\r\n\r\n")[2].decode()
    assert len(ON_MAP.findall(html)) == 300
    assert len(packed) < 100_000
    assert len(plain) < 300_000


@pytest.mark.parametrize("query", ["?volgorde=needle", "?x=needle", "?volgorde=where&ronde=2021-2&needle"])
async def test_nothing_of_the_request_stands_in_a_page_that_travels_compressed(looked: Looked, query: str) -> None:
    browser = looked.of(PIET)
    answer = await browser.opens(f"{MAP}{query}")
    assert answer.status == 200
    assert "needle" not in browser.html
