"""A front when Telegram does not do what it should: every answer arrives, in the order of the questions."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.commands.mistakes import WrongSettings
from bot.fronts import front, polling
from handlers import errors
from tests.fakes.bot_api_faults import Fault, Kind
from tests.fakes.bot_api_server import FakeBotApi
from tests.fakes.over_http import open_over_http

TOO_LONG_S = 2  # above the read timeout of the tests
NOT_DELIVERED = [
    Fault(kind=Kind.TOO_MANY, seconds=1),
    Fault(kind=Kind.BROKEN),
    Fault(kind=Kind.BAD_GATEWAY),
    Fault(kind=Kind.GARBAGE),
    Fault(kind=Kind.HANG, seconds=0.1),
    Fault(kind=Kind.HANG, seconds=TOO_LONG_S),
]
MAYBE_DELIVERED = [
    Fault(kind=Kind.BROKEN, after=True),
    Fault(kind=Kind.GARBAGE, after=True),
    Fault(kind=Kind.HANG, seconds=TOO_LONG_S, after=True),
]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nothing longer than a test lasts."""
    monkeypatch.setattr(errors, "PAUSES_S", (0.01,))
    monkeypatch.setattr(errors, "SLACK_S", 0.01)
    monkeypatch.setattr(polling, "PAUSES_S", (0.01,))
    monkeypatch.setattr(front, "CONNECT_AGAIN_S", 0.01)


@pytest.fixture
async def server() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server


def name(fault: Fault) -> str:
    return f"{fault.kind}-{'after' if fault.after else 'before'}-{fault.seconds}"


@pytest.mark.parametrize("fault", NOT_DELIVERED, ids=name)
async def test_an_answer_that_did_not_leave_leaves_once_it_can_and_before_the_next(
    tmp_path: Path, server: FakeBotApi, fault: Fault
) -> None:
    async with open_over_http(tmp_path, server) as town:
        chat = await town.begun("An")
        said = len(await chat.bot_messages())
        server.script.add("sendMessage", fault, times=2)
        with capture_logs():
            await server.api.say(chat.chat_id, "An Peeters")
            await chat.says("Deskundige lokale economie")
        answers = [message.text_html for message in await chat.bot_messages()][said:]
    assert ["3. " in answers[0], "4. " in answers[1], len(answers)] == [True, True, 2]
    assert all(answer.startswith("✓ Bewaard.") for answer in answers)


@pytest.mark.parametrize("fault", MAYBE_DELIVERED, ids=name)
async def test_an_answer_that_may_have_arrived_is_sent_again(tmp_path: Path, server: FakeBotApi, fault: Fault) -> None:
    async with open_over_http(tmp_path, server) as town:
        chat = await town.begun("An")
        said = len(await chat.bot_messages())
        server.script.add("sendMessage", fault)
        with capture_logs():
            await chat.says("An Peeters")
            await chat.says("Deskundige lokale economie")
        answers = [message.text_html for message in await chat.bot_messages()][said:]
    assert answers[0] == answers[1]
    assert len(answers) == 3


async def test_while_one_chat_is_held_back_another_is_answered(tmp_path: Path, server: FakeBotApi) -> None:
    async with open_over_http(tmp_path, server) as town:
        held, other = await town.begun("Held"), await town.begun("Other", "Lier")
        server.script.add("sendMessage", Fault(kind=Kind.TOO_MANY, seconds=30))
        with capture_logs() as logs:
            update_id = await server.api.say(held.chat_id, "An Peeters")
            while not any(one["event"] == "answer held back" for one in logs):  # noqa: ASYNC110 - a line tells nobody
                await asyncio.sleep(0.01)
        assert "3. " in await other.says("An Peeters")
        assert town.front.inbox.waiting(update_id) is not None


async def test_a_person_who_blocked_the_bot_holds_up_nothing(tmp_path: Path, server: FakeBotApi) -> None:
    async with open_over_http(tmp_path, server) as town:
        chat = await town.begun("An")
        server.script.add("sendMessage", Fault(kind=Kind.BLOCKED))
        assert (await chat.says("An Peeters")).text == ""
        assert "4. " in await chat.says("Deskundige lokale economie")


async def test_a_button_that_cannot_be_taken_off_is_no_reason_for_silence(tmp_path: Path, server: FakeBotApi) -> None:
    async with open_over_http(tmp_path, server) as town:
        chat = await town.begun("An")
        server.script.add("editMessageReplyMarkup", Fault(kind=Kind.BROKEN))
        with capture_logs():
            assert "3. " in await chat.says("An Peeters")


@pytest.mark.parametrize("fault", [*NOT_DELIVERED, *MAYBE_DELIVERED], ids=name)
async def test_a_poll_that_fails_is_asked_again_and_nothing_is_lost_or_doubled(
    tmp_path: Path, server: FakeBotApi, fault: Fault
) -> None:
    async with open_over_http(tmp_path, server) as town:
        chat = await town.begun("An")
        server.script.add("getUpdates", fault, times=1 if fault.kind is Kind.HANG else 3)
        with capture_logs():
            assert "3. " in await chat.says("An Peeters")
            assert "4. " in await chat.says("Deskundige lokale economie")


async def test_a_front_waits_for_a_server_that_is_not_there_yet(tmp_path: Path, server: FakeBotApi) -> None:
    server.script.add("getMe", Fault(kind=Kind.BAD_GATEWAY), times=3)
    server.script.add("deleteWebhook", Fault(kind=Kind.BROKEN))
    server.script.add("setMyCommands", Fault(kind=Kind.BROKEN), times=2)
    with capture_logs() as logs:
        async with open_over_http(tmp_path, server) as town:
            assert "Akkoord, beginnen" in (await (await town.person("An")).says("/start")).labels
    assert [one["event"] for one in logs].count("bot API not reached") == 3


async def test_a_token_that_telegram_does_not_know_is_said_in_a_sentence(tmp_path: Path, server: FakeBotApi) -> None:
    server.token = "1:other"
    with pytest.raises(WrongSettings, match="KERNBOT_TELEGRAM_TOKEN"):
        async with open_over_http(tmp_path, server, token="2:mine"):
            pass
