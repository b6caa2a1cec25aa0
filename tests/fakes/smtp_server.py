"""A real SMTP server in the process, which can be told to misbehave at any verb.

    async with FakeSmtpServer() as server:
        server.will("RCPT", "450 4.2.0 greylisted")
        ...
        assert server.mails[0].recipients == ["jan@voorbeeld.be"]

Verbs are those of SMTP, and two moments: CONNECT (the greeting) and DOT (the answer to the whole message).
A step is an answer, or HANG, CLOSE or GARBAGE; at DOT the message counts as taken before HANG, CLOSE and GARBAGE.
"""

import asyncio
import ssl
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, Self

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HANG = "hang"
CLOSE = "close"
GARBAGE = "garbage"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenMail:
    """A mail as it came over the line."""

    sender: str
    recipients: list[str]
    content: bytes
    encrypted: bool

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=default)


@dataclass(kw_only=True)
class FakeSmtpServer:
    """Listens on a free port of this machine while the `async with` lasts."""

    certificate: ssl.SSLContext | None = None  # offers STARTTLS, or speaks TLS from the start
    tls_from_start: bool = False
    login: tuple[str, str] | None = None  # asks for it when given
    mails: list[TakenMail] = field(default_factory=list)
    connections: int = 0
    left_hanging: int = 0  # conversations that got no answer
    verbs: list[str] = field(default_factory=list)  # everything that was asked, in order
    took_a_mail: asyncio.Event = field(default_factory=asyncio.Event)
    _came: dict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    port: int = 0
    _steps: dict[str, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    _always: dict[str, str] = field(default_factory=dict)
    _open: set[SMTP] = field(default_factory=set)

    def will(self, verb: str, *steps: str) -> None:
        """Take these steps at the next times that `verb` comes, one each."""
        self._steps[verb].extend(steps)

    def always(self, verb: str, step: str) -> None:
        """Take this step each time that `verb` comes."""
        self._always[verb] = step

    def behave(self) -> None:
        """Answer everything as a server should, from now on."""
        self._always.clear()
        self._steps.clear()

    async def came_to(self, verb: str) -> None:
        """Wait until the conversation has come to `verb`."""
        await self._came[verb].wait()

    def step(self, verb: str) -> str | None:
        self._came[verb].set()
        steps = self._steps[verb]
        return steps.popleft() if steps else self._always.get(verb)

    def hang_up(self) -> None:
        """Close every connection, as a server does with one that was idle for long."""
        for protocol in list(self._open):
            protocol.drop()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.get_running_loop().create_server(
            lambda: _ScriptedProtocol(self),
            "127.0.0.1",
            self.port,
            ssl=self.certificate if self.tls_from_start else None,
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self.hang_up()
        self._server.close()
        await self._server.wait_closed()
        await asyncio.sleep(0.01)  # lets the closed connections end

    # What aiosmtpd asks its handler.

    async def handle_DATA(self, protocol: "_ScriptedProtocol", session: Session, envelope: Envelope) -> str:  # noqa: N802
        step = self.step("DOT")
        if step is None or step in (HANG, CLOSE, GARBAGE) or step.startswith("2"):
            self.took_a_mail.set()
            self.mails.append(
                TakenMail(
                    sender=envelope.mail_from or "",
                    recipients=list(envelope.rcpt_tos),
                    content=bytes(envelope.content or b""),
                    encrypted=session.ssl is not None or self.tls_from_start,
                )
            )
        return "250 2.0.0 taken" if step is None else await protocol.take(step)

    def authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _kind: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        return AuthResult(success=(data.login.decode(), data.password.decode()) == self.login, handled=False)


class _ScriptedProtocol(SMTP):
    """aiosmtpd's server, which looks at the script before each answer."""

    def __init__(self, script: FakeSmtpServer) -> None:
        super().__init__(
            script,
            hostname="mail.voorbeeld.be",
            tls_context=None if script.tls_from_start else script.certificate,
            auth_require_tls=False,
            authenticator=script.authenticate if script.login else None,
            auth_exclude_mechanism=None if script.login else ("LOGIN", "PLAIN"),
            loop=asyncio.get_running_loop(),
        )
        self._script = script
        self._greeted = False
        self._smtp_methods = {verb: self._scripted(verb, method) for verb, method in self._smtp_methods.items()}

    async def push(self, status: str | bytes) -> None:
        if not self._greeted:
            self._greeted = True
            self._script.connections += 1
            self._script._open.add(self)
            step = self._script.step("CONNECT")
            if step is not None:
                status = await self.take(step)
        await super().push(status)

    async def take(self, step: str) -> str:
        """Misbehave: return what to answer, or never."""
        if step == CLOSE:
            self.drop()
        self._script.left_hanging += step == HANG
        if step in (HANG, CLOSE):
            await asyncio.Event().wait()  # until the connection ends, which cancels this
        return "\x07\x00 what? <html>" if step == GARBAGE else step

    def drop(self) -> None:
        if self.transport is not None:
            self.transport.abort()

    def connection_lost(self, error: Exception | None) -> None:
        self._script._open.discard(self)
        super().connection_lost(error)

    def _scripted(self, verb: str, method: Callable[[str], Awaitable[None]]) -> Callable[[str], Awaitable[None]]:
        async def answer(arg: str) -> None:
            self._script.verbs.append(verb)
            step = self._script.step(verb)
            await (method(arg) if step is None else self.push(await self.take(step)))

        return answer


def certificates(*names: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return a server's certificate for `names` and the trust that believes it."""
    authority = trustme.CA()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(server)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    return server, trust
