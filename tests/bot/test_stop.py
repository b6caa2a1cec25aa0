"""SIGTERM while a mail is on its way: it is released or noted as uncertain, and the process ends well."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from tests.fakes.conversation import StandingClock
from tests.fakes.empty_database import database_of
from tests.fakes.post_room import open_post_room
from tests.fakes.smtp_server import HANG, FakeSmtpServer


def settings_for(data_dir: Path, server: FakeSmtpServer) -> dict[str, str]:
    return {
        "KERNBOT_DATA_DIR": str(data_dir),
        "KERNBOT_DATABASE_URL": database_of(data_dir),
        "KERNBOT_CALL": "profploeg-2021",
        "KERNBOT_SMTP_HOST": "localhost",
        "KERNBOT_SMTP_PORT": str(server.port),
        "KERNBOT_SMTP_TLS": "none",
        "KERNBOT_MAIL_FROM": "Kernbot <bot@kernbot.be>",
    }


# A try that is stopped before the mail left costs the message nothing; after the dot it counts.
@pytest.mark.parametrize(("verb", "state", "attempt"), [("RCPT", "due", 0), ("DOT", "uncertain", 1)])
async def test_a_stop_in_the_middle_of_a_mail_loses_and_doubles_nothing(
    tmp_path: Path, clock: StandingClock, verb: str, state: str, attempt: int
) -> None:
    with open_post_room(tmp_path, clock) as room:
        await room.post()
        async with FakeSmtpServer() as server:
            server.will(verb, HANG)
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"),
                stdin=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
                env={**os.environ, **settings_for(tmp_path, server), "KERNBOT_HTTP_PORT": "0"},
            )
            await server.came_to(verb)
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(30):  # only so that a test that hangs ends
                _, told = await process.communicate()
        row = await room.row()
        assert (process.returncode, row.state, row.reason, row.attempt) == (0, state, "stopped", attempt)
        assert b"Traceback" not in told
        assert b'"level": "error"' not in told
