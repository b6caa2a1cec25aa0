"""The server itself: a port that is taken is one sentence, and nothing of it is loaded where it is not served."""

import subprocess
import sys

import pytest

from bot.commands.mistakes import Refused
from bot.web.neighbour import NobodyThere, Stranger, ask_health
from bot.web.server import NoAddressHere, address_of, open_socket
from tests.house.source import ROOT

LOOPBACK = "127.0.0.1"
WEB = ("starlette", "uvicorn", "prometheus_client", "jinja2")


def test_a_port_that_is_taken_is_told_with_what_to_do() -> None:
    with open_socket(LOOPBACK, 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        told = rf"KERNBOT_HTTP_PORT: 127\.0\.0\.1 port {port}: Address already in use; .*free"
        with pytest.raises(Refused, match=told):
            open_socket(LOOPBACK, port)


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_an_address_that_is_not_of_this_machine_is_told(host: str) -> None:
    with pytest.raises(NoAddressHere, match="KERNBOT_HTTP_HOST"):
        open_socket(host, 0)


def test_the_address_is_one_that_a_browser_takes() -> None:
    with open_socket(LOOPBACK, 0) as bound:
        assert address_of(bound) == f"http://127.0.0.1:{bound.getsockname()[1]}"


def test_the_chat_in_the_terminal_loads_nothing_of_it() -> None:
    script = f"import sys, bot.cli, bot.terminal.chat, bot.house; assert not set({WEB!r}) & set(sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)


def test_who_does_not_speak_our_language_is_a_stranger() -> None:
    with open_socket(LOOPBACK, 0) as free:
        port = free.getsockname()[1]
        with pytest.raises(NobodyThere):
            ask_health(LOOPBACK, port)
    talk = (
        "import socket; s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1], flush=True);"
        "c, _ = s.accept(); c.recv(999); c.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n[]'); c.close()"
    )
    with subprocess.Popen([sys.executable, "-c", talk], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        with pytest.raises(Stranger):
            ask_health(LOOPBACK, int(process.stdout.readline()))
