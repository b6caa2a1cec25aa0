"""The HTTP server in our own event loop: a port that is taken is a sentence, and it stops when we do."""

import asyncio
import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.commands.mistakes import Refused

MOST_AT_ONCE = (
    2_000  # connections, of which each open chat has one for its stream; who comes then is asked to come back
)
IDLE_S = 5  # for which a connection stays open after an answer
LONGEST_HEAD_BYTES = 16_384


class NoAddressHere(Refused):
    """KERNBOT_HTTP_HOST is no address of this machine."""


def open_socket(host: str, port: int) -> socket.socket:
    """Return a socket that is bound and not yet listening.

    Raises:
        NoAddressHere: the address is not one of this machine.
        Refused: the port is taken, or may not be.
    """
    try:
        [(family, kind, protocol, _, address), *_] = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        bound = socket.socket(family, kind, protocol)
    except OSError as error:
        raise NoAddressHere(f"KERNBOT_HTTP_HOST: {host}: {error.strerror}") from None
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise NoAddressHere(f"KERNBOT_HTTP_HOST: {host} is no address of this machine") from None
        advice = "is another Kernbot running? Set KERNBOT_HTTP_PORT to one that is free"
        raise Refused(f"KERNBOT_HTTP_PORT: {host} port {port}: {error.strerror}; {advice}") from None
    return bound


def address_of(bound: socket.socket) -> str:
    """Return the address at which the socket answers, as a browser wants it."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Server(uvicorn.Server):
    """Leaves the signals to the program around it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class RunningSite:
    """A site that answers until it is told to stop."""

    def __init__(self, app: ASGIApp, bound: socket.socket, grace_s: int, trusted_proxies: str = "") -> None:
        self._bound = bound
        self._server = _Server(
            uvicorn.Config(
                app,
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="critical",  # its lines hold addresses of visitors; what goes wrong in a page the guard logs
                access_log=False,
                proxy_headers=bool(trusted_proxies),  # else anybody could say from where they come
                forwarded_allow_ips=trusted_proxies,
                server_header=False,
                limit_concurrency=MOST_AT_ONCE,
                timeout_keep_alive=IDLE_S,
                timeout_graceful_shutdown=grace_s,
                h11_max_incomplete_event_size=LONGEST_HEAD_BYTES,
            )
        )
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to answer.

        Raises:
            Refused: somebody else took the port meanwhile.
        """
        self._task = asyncio.create_task(self._server.serve(sockets=[self._bound]))
        while not self._server.started:
            await asyncio.wait([self._task], timeout=0.01)
            if self._task.done():
                error = self._task.exception()
                raise Refused(f"KERNBOT_HTTP_PORT: cannot be served ({type(error).__name__})")

    def begin_stop(self) -> None:
        """Take no new request; those that are under way have until the end of the grace."""
        self._server.should_exit = True

    async def stopped(self) -> None:
        """Return when the last request ended or was cut off."""
        self.begin_stop()
        if self._task is not None:
            await asyncio.wait([self._task])
        self._bound.close()
