"""kernbot run serves its site: it says where, a taken port ends it at once, and SIGTERM lets a request end."""

import json
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from bot.secret_key import installation_key
from bot.web.server import open_socket
from models.records.people.person import Person
from models.records.people.signed_link import Holder, HolderKind, Use, sign
from tests.fakes.empty_database import set_for
from tests.faults import findings
from tests.faults.bot_process import BotProcess

LOOPBACK = "127.0.0.1"
PATIENCE_S = 60


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[BotProcess]:
    """A `kernbot run` that is up."""
    process = BotProcess(tmp_path / "var", None, database_url=set_for(tmp_path / "var"))
    process.start()
    while not process.says("started"):
        assert process.is_running(), process.log.read_text()
        time.sleep(0.05)
    yield process
    process.kill()


def test_it_says_where_it_serves_and_is_well(bot: BotProcess) -> None:
    with closing(HTTPConnection(*bot.site(), timeout=PATIENCE_S)) as visitor:
        visitor.request("GET", "/health")
        answer = visitor.getresponse()
        assert (answer.status, json.loads(answer.read())["status"]) == (200, "green")
        assert bot.stop() == 0  # though the connection is still open


def test_a_port_that_is_taken_is_one_sentence_and_nothing_was_begun(tmp_path: Path) -> None:
    with open_socket(LOOPBACK, 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        process = BotProcess(tmp_path / "var", None, http_port=port)
        process.start()
        assert process.ended(PATIENCE_S) == 2
    [line] = process.log.read_text().splitlines()
    assert line.startswith(f"KERNBOT_HTTP_PORT: 127.0.0.1 port {port}: Address already in use; ")
    assert list((tmp_path / "var").iterdir()) == []


def test_a_request_that_is_under_way_at_sigterm_ends_and_is_kept(bot: BotProcess) -> None:
    token = a_token(bot)
    with socket.create_connection(bot.site(), timeout=PATIENCE_S) as visitor:
        visitor.sendall(f"POST /voorkeuren/{token} HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\nway".encode())
        time.sleep(0.3)
        bot.signal(signal.SIGTERM)
        time.sleep(0.3)
        visitor.sendall(b"=off")
        with visitor.makefile("rb") as answer:
            assert answer.readline() == b"HTTP/1.1 200 OK\r\n"
    assert bot.ended() == 0
    with findings.database(bot.database_url) as found:
        assert found.execute(text("SELECT reminders FROM person")).scalars().all() == ["off"]


def test_a_request_that_never_ends_holds_up_nothing(bot: BotProcess) -> None:
    token = a_token(bot)
    with socket.create_connection(bot.site()) as half, socket.create_connection(bot.site()):
        half.sendall(f"POST /voorkeuren/{token} HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\n".encode())
        time.sleep(0.3)
        assert bot.stop() == 0
    assert "Traceback" not in bot.log.read_text()


def a_token(bot: BotProcess) -> str:
    """Put a person into the database and return the token of their preferences."""
    now = datetime.now(UTC)
    person = {"id": 1, "language": "nl", "created_at": now, "reminders": "mail", "asked": ""}
    with findings.database(bot.database_url) as database:
        database.execute(insert(Person), person)
    return sign(installation_key(bot.data_dir), Use.PREFERENCES, Holder(kind=HolderKind.PERSON, row_id=1), now)
