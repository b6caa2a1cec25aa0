"""Mail through a server: one SMTP connection that hands over a message and says how that ended."""

import asyncio
import re
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal

import aiosmtplib
from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from reminders.mail_message import NotAMailbox, mailbox
from reminders.mail_reply import BUSY, OUR_SETTINGS, after_reply, in_words
from reminders.outcome import MayHaveLeft, Outcome, Sent, TryLater, Uncertain, Undeliverable, WayShut

Tls = Literal["none", "starttls", "tls"]
BYE = 421  # the server closes the connection
TOO_LARGE = 552
_ANY_END = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """Where mail leaves and how; without a username nobody logs in."""

    host: str
    port: int
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: Tls = "starttls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How long to wait, in seconds: far below RFC 5321's minutes, because the outbox tries again."""

    connect_s: float = 10.0  # connection, greeting, encryption and login together
    verb_s: float = 20.0  # each of RSET, MAIL, RCPT and DATA
    dot_s: float = 60.0  # the message itself and the answer to its final dot


class SmtpSender:
    """Hands mails to one server, one at a time over one connection that stays open between mails."""

    places = 1

    def __init__(
        self, settings: SmtpSettings, *, timeouts: Timeouts | None = None, trust: ssl.SSLContext | None = None
    ) -> None:
        """Take the settings; `trust` is which certificates are believed, None for those of the system."""
        self._settings = settings
        self._timeouts = timeouts or Timeouts()
        self._trust = trust
        self._lock = asyncio.Lock()
        self._client: SMTP | None = None
        self._is_reset = False  # the server is at the begin of an envelope

    @property
    def is_open(self) -> bool:
        """Return whether there is a connection that was good the last time."""
        return self._client is not None and self._client.is_connected

    async def deliver(self, message: EmailMessage, recipient: str) -> Outcome:
        """Hand over `message` for `recipient` and return how it ended; raises only when cancelled.

        Raises:
            MayHaveLeft: it was cancelled when the message was on its way or handed over.
        """
        try:
            sender, to = message["From"].addresses[0].addr_spec, mailbox(recipient).addr_spec
        except NotAMailbox as error:
            return Undeliverable(str(error), about_address=True)
        if not (sender + to).isascii():
            return Undeliverable("an address has letters that mail servers do not take", about_address=True)
        async with self._lock:
            try:
                return await self._deliver(message, sender, to)
            except BaseException:
                self._drop()  # or the next message would meet the answers to this one
                raise

    async def probe(self) -> str | None:
        """Connect and log in without sending anything; return what is wrong, or None."""
        async with self._lock:
            try:
                await self._ready()
            except (SMTPException, OSError, ValueError) as error:
                self._drop()
                return _not_connected(error).reason
        await self.close()
        return None

    async def close(self) -> None:
        """Say goodbye and close the connection; a next mail opens a new one."""
        async with self._lock:
            client, self._client = self._client, None
            if client is None:
                return
            try:
                await client.quit(timeout=1.0)
            except (SMTPException, OSError):
                client.close()

    async def _deliver(self, message: EmailMessage, sender: str, to: str) -> Outcome:
        wire = _wire_form(message)
        try:
            client = await self._begun(sender, len(wire))
        except aiosmtplib.SMTPSenderRefused as error:
            return _not_begun(error, to)
        except (SMTPException, OSError, ValueError) as error:  # ValueError: a host name that cannot be one
            self._drop()
            return _not_connected(error)
        try:
            await self._open_envelope(client, to)
        except SMTPResponseException as error:
            return after_reply(_verb(error), error.code, error.message, to)
        except (SMTPException, OSError) as error:
            self._drop()
            return TryLater(in_words(f"the server stopped answering: {error}", to))
        return await self._hand_over(client, wire, to)

    async def _begun(self, sender: str, size: int) -> SMTP:
        """Return a connection that took MAIL: the one that is open, or else a new one.

        Raises:
            SMTPSenderRefused: it answered, and did not take it; any other error says that there is no connection.
        """
        if self._client is not None:
            limit = min(self._timeouts.verb_s, 5.0)
            try:
                if not self._is_reset:
                    await self._client.rset(timeout=limit)
                return await self._mail(self._client, sender, size, limit)
            except aiosmtplib.SMTPSenderRefused as error:
                if error.code != BYE:
                    raise
                self._drop()
            except (SMTPException, OSError):  # it went stale: nothing of this mail has left
                self._drop()
        client = await self._ready()
        return await self._mail(client, sender, size, self._timeouts.verb_s)

    async def _mail(self, client: SMTP, sender: str, size: int, limit: float) -> SMTP:
        self._is_reset = False
        options = [f"size={size}"] if client.supports_extension("size") else []
        await client.mail(sender, options=options, timeout=limit)
        return client

    async def _ready(self) -> SMTP:
        """Return a new connection, encrypted and logged in as asked."""
        async with asyncio.timeout(self._timeouts.connect_s):
            return await self._connected()

    async def _connected(self) -> SMTP:
        settings = self._settings
        client = self._client = SMTP(
            hostname=settings.host,
            port=settings.port,
            timeout=self._timeouts.connect_s,
            use_tls=settings.tls == "tls",
            start_tls=False,  # None would be "if the server happens to offer it"; below it is asked or refused
            tls_context=self._trust,
        )
        await client.connect()
        if settings.tls == "starttls":
            await client.ehlo()
            if not client.supports_extension("starttls"):
                raise SMTPException("the server offers no STARTTLS and mail may not leave unencrypted")
            await client.starttls()
        if settings.username is not None:
            await client.login(settings.username, settings.password or "")
        return client

    async def _open_envelope(self, client: SMTP, to: str) -> None:
        limit = self._timeouts.verb_s
        await client.rcpt(to, timeout=limit)
        begin = await client.execute_command(b"DATA", timeout=limit)
        if begin.code != 354:
            raise aiosmtplib.SMTPDataError(begin.code, begin.message)

    async def _hand_over(self, client: SMTP, wire: bytes, to: str) -> Outcome:
        """Send the message with its final dot.

        SMTP.data() does this in one step with DATA, so that a hang before the message looks like one after it.
        """
        protocol = client.protocol
        if protocol is None:
            return TryLater("the connection was lost before the message left")
        try:
            protocol.write(wire)
            reply = await protocol.read_response(timeout=self._timeouts.dot_s)
        except (SMTPException, OSError) as error:
            self._drop()
            return Uncertain(in_words(f"no answer to the message: {error}", to))
        except asyncio.CancelledError as stopped:
            raise MayHaveLeft from stopped
        if 200 <= reply.code <= 299:
            self._is_reset = True
            return Sent(in_words(reply.message, to))
        self._drop()
        if 400 <= reply.code <= 599:
            return after_reply("message", reply.code, reply.message, to)
        return Uncertain(in_words(f"a strange answer to the message: {reply.code}"))

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()


def _not_begun(error: SMTPResponseException, to: str) -> Outcome:
    """Return what a refusal before the recipient means: about us, unless the mail is too large or we come too fast."""
    outcome = after_reply(_verb(error), error.code, error.message, to)
    if error.code < 500 or error.code == TOO_LARGE:
        return outcome
    return WayShut(outcome.reason, OUR_SETTINGS) if isinstance(outcome, Undeliverable) else outcome


def _not_connected(error: Exception) -> WayShut:
    """Return why no message can leave now: nothing here is about the message, so none is given up."""
    certificate = error if isinstance(error, ssl.SSLError) else error.__cause__
    if isinstance(certificate, ssl.SSLCertVerificationError):
        return WayShut(in_words(f"the server's certificate is refused: {certificate.verify_message}"), OUR_SETTINGS)
    if isinstance(error, SMTPResponseException):
        words = in_words(f"{_verb(error)}: {error.code} {error.message}")
        return WayShut(words, BUSY if error.code < 500 else OUR_SETTINGS)
    if type(error) is SMTPException:  # the server lacks what we ask: STARTTLS, or a way to log in
        return WayShut(in_words(error.message), OUR_SETTINGS)
    return WayShut(in_words(f"no connection: {str(error) or 'no answer in time'}"))


def _verb(error: SMTPResponseException) -> str:
    verbs = {
        aiosmtplib.SMTPConnectResponseError: "greeting",
        aiosmtplib.SMTPHeloError: "EHLO",
        aiosmtplib.SMTPAuthenticationError: "AUTH",
        aiosmtplib.SMTPSenderRefused: "MAIL",
        aiosmtplib.SMTPRecipientRefused: "RCPT",
        aiosmtplib.SMTPDataError: "DATA",
    }
    return verbs.get(type(error), "server")


def _wire_form(message: EmailMessage) -> bytes:
    """Return the bytes that follow DATA: lines end in CRLF, dots at the begin of a line are doubled, then the dot."""
    content = message.as_bytes()
    if not content.count(b"\r") == content.count(b"\n") == content.count(b"\r\n"):
        content = _ANY_END.sub(b"\r\n", content)
    if not content.endswith(b"\r\n"):
        content += b"\r\n"
    return (b"\r\n" + content).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\n"
