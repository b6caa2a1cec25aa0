"""kernbot run, as a process: it stays up, opens the chat where somebody types, and stops cleanly."""

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fakes.bot_api_driver import bot_api_process
from tests.fakes.bot_api_server import TOKEN
from tests.fakes.empty_database import set_for
from tests.house.source import ROOT

Start = Callable[..., subprocess.Popen[str]]
PATIENCE_S = 60


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `kernbot run` in an empty folder; what still runs at the end is killed."""
    running: list[subprocess.Popen[str]] = []

    def run(*, stdin: int = subprocess.DEVNULL, **settings: str) -> subprocess.Popen[str]:
        settings = {"http_port": "0", "database_url": set_for(tmp_path / "var", has_tables=False)} | settings
        ours = {f"KERNBOT_{name.upper()}": value for name, value in settings.items()}
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=tmp_path,
            env={name: value for name, value in os.environ.items() if not name.startswith("KERNBOT_")}
            | ours
            | {"PYTHONPATH": str(ROOT)},
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        running.append(process)
        return process

    yield run
    for process in running:
        process.kill()
        process.communicate(timeout=PATIENCE_S)


def started(process: subprocess.Popen[str]) -> dict[str, object]:
    """Wait until it says that it started, and return what it says."""
    for line in process.stderr:
        event = json.loads(line)
        if event["event"] == "started":
            return event
    raise AssertionError("it ended before it started")


@contextmanager
def somebody_typing(*lines: str) -> Iterator[int]:
    """Return the end of a terminal at which somebody types these lines and then goes away (Ctrl-D)."""
    typing, terminal = pty.openpty()
    os.write(typing, "".join(f"{line}\n" for line in lines).encode() + b"\x04")
    try:
        yield terminal
    finally:
        os.close(typing)
        os.close(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_without_a_token_and_a_terminal_it_stays_up_until_it_is_told_to_stop(start: Start, number: int) -> None:
    process = start()
    assert started(process)["fronts"] == ["web"]
    assert process.poll() is None
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, out) == (0, "")
    assert json.loads(err.splitlines()[-1])["event"] == "stopped"


def test_with_a_token_it_polls_and_answers(start: Start) -> None:
    with bot_api_process() as people:
        process = start(telegram_token=TOKEN, telegram_api_url=people.url)
        assert started(process)["fronts"] == ["web", "telegram"]
        chat = people.open_chat("An")
        people.say(chat, "/start")
        answer = people.messages(chat, wait_s=PATIENCE_S)[-1]
        assert "Akkoord, beginnen" in json.dumps(answer, ensure_ascii=False)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert TOKEN.split(":")[1] not in err


def test_a_token_that_telegram_does_not_know_is_one_sentence_without_the_token(start: Start) -> None:
    with bot_api_process() as people:
        process = start(telegram_token="110201543:hunter2", telegram_api_url=people.url)
        out, err = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, out) == (2, "")
    told = [line for line in err.splitlines() if not line.startswith("{")]  # what is no line of the log
    assert told == ["KERNBOT_TELEGRAM_TOKEN: Telegram does not know this token"]
    assert "hunter2" not in err


def test_at_a_terminal_it_opens_the_chat_and_says_how_to_connect_telegram(start: Start) -> None:
    with somebody_typing("Akkoord, beginnen", "Lier") as terminal:
        process = start(stdin=terminal)
        out, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert "Lier, provincie Antwerpen. Klopt dat?" in out
    assert "KERNBOT_TELEGRAM_TOKEN=<token> make run" in err
    assert "@code" in err
    assert "{" not in err  # no log lines in the middle of the conversation
