"""A conversation at the lowest log level: neither token, address, answer nor code stands in what is written."""

import io
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import Session
from telegram.error import TelegramError

from bot.fronts import polling
from bot.terminal.page import code_in_mail
from handlers import commands, errors
from models.turns.outcome import Outcome
from models.turns.turn import Turn
from tests.fakes.bot_api_faults import Fault, Kind
from tests.fakes.bot_api_server import FakeBotApi
from tests.fakes.conversation import CLEAR
from tests.fakes.over_http import open_over_http

NAME, MAILBOX, PHONE = "Annelies Peeters-Vandenbossche", "an.peeters@heist-op-den-berg.be", "015 25 00 00"


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "PAUSES_S", (0.01,))
    monkeypatch.setattr(polling, "PAUSES_S", (0.01,))


@pytest.fixture
async def server() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server


def break_down(_session: Session, turn: Turn) -> Outcome:
    """Fail with what a person said in the error, as a careless library does."""
    raise ValueError(f"{NAME} {MAILBOX} {CLEAR} {turn.heard.name}")


async def test_a_conversation_with_all_that_goes_wrong_in_it_leaves_no_trace_of_a_person_in_the_log(
    tmp_path: Path, server: FakeBotApi, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(commands.SIMPLE, "help", break_down)
    async with open_over_http(tmp_path, server) as town:
        chat = await town.begun(NAME)
        await chat.answers(NAME, "Deskundige lokale economie", MAILBOX)
        await chat.types_the_code(MAILBOX)
        server.script.add("sendMessage", Fault(kind=Kind.BROKEN), times=2)
        server.script.add("getUpdates", Fault(kind=Kind.GARBAGE), times=2)
        await chat.answers(PHONE, "Dorpskern Itegem", CLEAR, "/help", "/status")
        await town.house.sweep.send_due()
        code = code_in_mail(tmp_path / "mail", MAILBOX)
    written = log.getvalue()
    assert {"answer not delivered", "poll failed", "handler failed"} <= set(re.findall(r'"event": "([^"]*)"', written))
    secrets = [
        server.token,
        server.token.split(":")[1],
        NAME,
        NAME.split(maxsplit=1)[0],
        MAILBOX,
        PHONE,
        CLEAR,
        "Itegem",
        code,
    ]
    assert [one for one in secrets if one in written] == []


def test_an_answer_of_telegram_that_cannot_be_read_is_not_repeated(log: io.StringIO) -> None:
    with pytest.raises(TelegramError):
        polling.StoringRequest.parse_json_payload(f'{{"ok": true, "text": "{NAME}'.encode())
    assert log.getvalue() == ""
