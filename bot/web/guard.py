"""The guard before every page: headers that a browser keeps to, a limit on bodies, and errors without their words."""

import asyncio
import secrets
import traceback
from pathlib import Path

import structlog
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.refusal import refusal
from models.storage.works.store import StoreUnavailable

log = structlog.get_logger(__name__)
MOST_BODY_BYTES = 16_384  # the largest form has a hundred
WITH_A_FILE = "/say"
MOST_FILE_BYTES = 21_000_000  # a file of 20 MB, and the form around it
OF_THE_DESK = "/loket/"
MOST_DESK_BYTES = 400_000  # a letter of 20,000 characters, each up to nine bytes on its way, twice
OF_TELEGRAM = "/telegram/webhook"
MOST_UPDATE_BYTES = 1_000_000  # a long text with all its marks, and the message that it replies to
BODY_S = 10.0  # in which each part of a body has to come

HEADERS = {
    # No script, nothing from elsewhere, and forms that only come back here.
    "Content-Security-Policy": (
        "default-src 'none'; object-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # an address may hold a token
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",  # unless a page says otherwise
}
ONLY_BY_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}


FROM_ELSEWHERE = (b"cross-site", b"same-site")  # as a browser says it of a form that another site sends


class TooLarge(Exception):
    """The body is larger than any form."""


class TooSlow(Exception):
    """The body does not come."""


class Guard:
    """Lets a request through to the application and answers for it when something goes wrong."""

    def __init__(self, app: ASGIApp, *, is_https: bool, language: str) -> None:
        self._app = app
        self._language = language  # for who names none
        headers = HEADERS | (ONLY_BY_HTTPS if is_https else {})
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        most = _most(str(scope.get("path", "")))
        body, answer = _Body(receive, most), _Answer(send, self._headers, self._language)
        if _is_sent_by_another_site(scope):
            await answer.refuse(scope, 403, "Forbidden")
            return
        try:
            await self._app(scope, body.receive, answer.send)
        except ClientDisconnect:
            return
        except TooLarge:
            await answer.refuse(scope, 413, "Content Too Large")
        except TooSlow:
            await answer.refuse(scope, 408, "Request Timeout")
        except StoreUnavailable:
            await answer.refuse(scope, 503, "Nothing was changed. Please try again in a minute.")
        except Exception as error:  # noqa: BLE001 - our mistake: the visitor gets a number, the log the place
            number = _our_mistake(error)
            await answer.refuse(scope, 500, f"Something went wrong here, error {number}", number)


def _is_sent_by_another_site(scope: Scope) -> bool:
    """Return whether a browser says that another site sends a form here; forms have their seals all the same."""
    if scope.get("method") in {"GET", "HEAD"}:
        return False
    return any(name == b"sec-fetch-site" and value in FROM_ELSEWHERE for name, value in scope.get("headers", ()))


def _most(path: str) -> int:
    if path == WITH_A_FILE:
        return MOST_FILE_BYTES
    if path == OF_TELEGRAM:
        return MOST_UPDATE_BYTES
    return MOST_DESK_BYTES if path.startswith(OF_THE_DESK) else MOST_BODY_BYTES


class _Body:
    """The body of a request, counted while it comes."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._most = most
        self._bytes = 0
        self._is_whole = False

    async def receive(self) -> Message:
        if self._is_whole:
            return await self._receive()
        try:
            async with asyncio.timeout(BODY_S):
                message = await self._receive()
        except TimeoutError:
            raise TooSlow from None
        self._bytes += len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        if self._bytes > self._most:
            raise TooLarge
        return message


class _Answer:
    """The answer to a request, with our headers on it."""

    def __init__(self, send: Send, headers: list[tuple[bytes, bytes]], language: str) -> None:
        self._send = send
        self._language = language
        self._headers = headers
        self._has_begun = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._has_begun = True
            said = {name for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(one for one in self._headers if one[0] not in said)]
        await self._send(message)

    async def refuse(self, scope: Scope, status: int, words: str, number: str = "") -> None:
        if not self._has_begun:
            refused = refusal(scope, status, f"{words}\n", self._language, number=number)
            refused.headers["Connection"] = "close"
            await refused(scope, _nothing, self.send)


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


def _our_mistake(error: Exception) -> str:
    """Log where an error happened, without its words and without the address, and return its number."""
    number = secrets.token_hex(4)
    frames = [f"{Path(at.filename).name}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)]
    log.error("page failed", error_number=number, error=type(error).__name__, at=frames)
    return number
