"""From hello to receipt with PostgreSQL below it, over a restart, and with chat ids as large as Telegram's."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes.bot_api_server import FakeBotApi
from tests.fakes.over_http import open_over_http

MAILBOX = "an.peeters@heist-op-den-berg.be"
LARGE_ID = 7_123_456_789


async def test_a_clerk_goes_from_hello_to_receipt_over_a_restart(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERNBOT_DATABASE_URL", postgres_url)
    async with FakeBotApi() as server:
        async with open_over_http(tmp_path, server) as town:
            chat = await town.complete("An", MAILBOX)
        async with open_over_http(tmp_path, server) as town:
            chat = replace(chat, house=town.house, front=town.front)
            assert "Dit dien je in voor Heist-op-den-Berg" in await chat.says("/indienen")
            assert "PROF-" in await chat.presses("Ja, indienen")
            code, receipt = [path for path in await town.mails() if MAILBOX in path.name]
            assert b"application/pdf" in receipt.read_bytes()
            assert b"application/pdf" not in code.read_bytes()

            await server.api.open_chat("Bram", chat_id=LARGE_ID)
            assert "profploeg" in await replace(chat, chat_id=LARGE_ID).says("/start")
