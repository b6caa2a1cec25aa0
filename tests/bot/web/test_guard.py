"""The guard before the pages: hostile paths, heads and bodies, headers on every answer, and errors without words."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.web import guard
from bot.web.guard import HEADERS, MOST_BODY_BYTES
from models.records.people.signed_link import Holder, HolderKind, Use, sign
from tests.fakes.conversation import StandingClock
from tests.fakes.post_room import PostRoom, open_post_room
from tests.fakes.site import Served, serving
from tests.house.source import ROOT


@pytest.fixture
async def room(tmp_path: Path, clock: StandingClock) -> AsyncIterator[PostRoom]:
    with open_post_room(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
async def site(room: PostRoom) -> AsyncIterator[Served]:
    async with serving(room.house) as served:
        yield served


def stop_link(room: PostRoom) -> str:
    holder = Holder(kind=HolderKind.PERSON, row_id=room.person_id)
    return f"/stop/{sign(room.house.services.house.key, Use.STOP, holder, room.clock())}"


HOSTILE_PATHS = [
    "/favicon.ico",
    "/health/",
    "//health",
    "/HEALTH",
    "/health/../metrics",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/../../etc/passwd",
    "/kernbot.css/../../app.py",
    "/stop/",
    "/stop/a/b",
    "/stop/%2F..%2F",
    "/voorkeuren",
    "/static/app.py",
    "/.env",
    "/%00",
    "/%FF%FE",
    "/" + "a" * 8000,
    "/<script>alert(1)</script>",
]


@pytest.mark.parametrize("path", HOSTILE_PATHS, ids=[path[:25] for path in HOSTILE_PATHS])
async def test_a_path_that_is_not_there_is_a_plain_404(site: Served, path: str) -> None:
    answer = await site.get(path)
    assert (answer.status, answer.text) == (404, "Not Found")
    assert "location" not in answer.headers  # a redirect would go to whatever Host was named


@pytest.mark.parametrize("path", ["/health", "/metrics", "/kernbot.css", "/nowhere", "/stop/x", "/voorkeuren/x"])
async def test_every_answer_has_the_headers_that_a_browser_keeps_to(site: Served, path: str) -> None:
    answer = await site.get(path)
    for name, value in HEADERS.items():
        if not (name == "Cache-Control" and path == "/kernbot.css"):
            assert answer.headers[name.lower()] == value
    assert "server" not in answer.headers
    assert "set-cookie" not in answer.headers
    assert "strict-transport-security" not in answer.headers  # only where people come by https


async def test_a_page_loads_nothing_but_its_style_and_runs_nothing(site: Served, room: PostRoom) -> None:
    page = (await site.get(stop_link(room))).text
    assert '<link rel="stylesheet" href="../kernbot.css">' in page
    assert not [
        tag for tag in ("<script", "<img", "<iframe", "style=", " on", "http://", "https://") if f"{tag}" in page
    ]


def test_only_the_chat_has_a_script_and_no_template_names_another_host() -> None:
    templates = {path.name: path.read_text("utf-8") for path in (ROOT / "bot/web/templates").rglob("*.html")}
    assert [name for name, text in templates.items() if "<script" in text] == ["chat.html"]
    assert [
        name for name, text in templates.items() if re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", text)
    ] == []


async def test_a_body_that_is_too_large_is_refused_before_it_is_read(site: Served, room: PostRoom) -> None:
    fits = await site.post(stop_link(room).replace("stop", "voorkeuren"), "x" * MOST_BODY_BYTES)
    assert fits.status == 404  # a link for one use is of no use for another
    holder = Holder(kind=HolderKind.PERSON, row_id=room.person_id)
    page = f"/voorkeuren/{sign(room.house.services.house.key, Use.PREFERENCES, holder, room.clock())}"
    assert (await site.post(page, "x" * MOST_BODY_BYTES)).status == 200
    too_large = await site.post(page, "x" * (MOST_BODY_BYTES + 1))
    assert (too_large.status, too_large.text) == (413, "Content Too Large\n")


async def test_a_body_that_never_comes_is_not_waited_for(
    site: Served, room: PostRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "BODY_S", 0.1)
    holder = Holder(kind=HolderKind.PERSON, row_id=room.person_id)
    page = f"/voorkeuren/{sign(room.house.services.house.key, Use.PREFERENCES, holder, room.clock())}"
    answer = await site.raw(f"POST {page} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nway=".encode())
    assert answer.startswith(b"HTTP/1.1 408 ")


async def test_a_body_in_pieces_is_counted_as_a_whole(site: Served, room: PostRoom) -> None:
    holder = Holder(kind=HolderKind.PERSON, row_id=room.person_id)
    page = f"/voorkeuren/{sign(room.house.services.house.key, Use.PREFERENCES, holder, room.clock())}"
    piece = b"1000\r\n" + b"x" * 4096 + b"\r\n"
    head = f"POST {page} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    assert (await site.raw(head + piece * 5 + b"0\r\n\r\n")).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "request_",
    [
        b"\x16\x03\x01\x02\x00",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /health HTTP/9.9\r\nHost: x\r\n\r\n",
        b"GET /health\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /stop/x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
        b"GET /health HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    ],
)
async def test_what_is_no_http_is_refused_and_the_next_visitor_served(site: Served, request_: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(request_)
    writer.write_eof()
    try:
        answer = await asyncio.wait_for(reader.read(), 10)
    except ConnectionResetError:
        answer = b""
    writer.close()
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")
    assert (await site.get("/health")).status in {200, 503}


async def test_an_error_of_ours_gives_the_visitor_a_number_and_the_log_a_place_without_the_address(
    site: Served, room: PostRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(*_: object, **__: object) -> None:
        raise ValueError("an.peeters@heist-op-den-berg.be")

    monkeypatch.setattr(room.house.services.store, "run", breaks)
    with capture_logs() as logs:
        answer = await site.get(stop_link(room))
    assert answer.status == 500
    [line] = [log for log in logs if log["event"] == "page failed"]
    assert str(line["error_number"]) in answer.text
    assert line["error"] == "ValueError"
    assert "peeters" not in f"{answer.text}{logs}"
    assert "/stop/" not in f"{logs}"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "words"),
    [
        ("GET", "/oproep/", None, 404, "Deze pagina is er niet"),
        ("GET", "/loket/uitloggen", None, 405, "Dit adres hoort bij een formulier"),
        ("POST", "/begin", "x" * (MOST_BODY_BYTES + 1), 413, "hoogstens 20 MB"),
    ],
)
async def test_a_browser_gets_a_page_with_the_ways_on_where_a_program_gets_a_line(
    site: Served, method: str, path: str, body: str | None, status: int, words: str
) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await site.ask(method, path, body, Accept="text/html", Accept_Language="nl", **form)
    assert (answer.status, words in answer.text) == (status, True)
    assert 'vitrine?taal=nl">' in answer.text
    assert answer.headers["content-security-policy"]
    english = await site.ask(method, path, body, Accept="text/html", Accept_Language="en", **form)
    assert (english.status, words in english.text) == (status, False)
    assert "<" not in (await site.ask(method, path, body, **form)).text


async def test_a_browser_reads_the_number_of_an_error_of_ours(
    site: Served, room: PostRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(*_: object, **__: object) -> None:
        raise ValueError

    monkeypatch.setattr(room.house.services.store, "run", breaks)
    with capture_logs() as logs:
        answer = await site.get(stop_link(room), Accept="text/html", Accept_Language="nl")
    [line] = [log for log in logs if log["event"] == "page failed"]
    assert f"Nummer van de fout: {line['error_number']}" in answer.text
    assert answer.headers["connection"] == "close"


async def test_visitors_beside_each_other_are_all_answered(site: Served) -> None:
    answers = await asyncio.gather(*(site.get("/health") for _ in range(40)))
    assert {answer.status for answer in answers} == {200}
