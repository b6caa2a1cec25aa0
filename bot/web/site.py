"""What the pages can use, and how a request finds it."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.fronts.front import Front
from bot.fronts.webhook import Webhook
from bot.house import OpenHouse
from bot.web.chat.front import WebChat
from bot.web.rates import Rates
from reminders.watch import Watch

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_rates = partial(Rates, monotonic=time.monotonic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The house, the watch over it, the fronts that run, and what the chat of the browser needs."""

    house: OpenHouse
    watch: Watch
    chat: WebChat
    fronts: Sequence[Front] = ()
    webhook: Webhook | None = None  # None: Telegram is polled, or not there
    openings: Rates = field(default_factory=lambda: _rates(most=20, seconds=600))  # new chats of one address
    checks: Rates = field(default_factory=lambda: _rates(most=20, seconds=600))  # of receipts, by one address
    doings: Rates = field(default_factory=lambda: _rates(most=40, seconds=60))  # in one chat
    logins: Rates = field(default_factory=lambda: _rates(most=40, seconds=600))  # at the desk, of one address
    open_pages: Counter[int] = field(default_factory=Counter)  # by chat
    closing: asyncio.Event = field(default_factory=asyncio.Event)  # set once the site stops: streams end

    @property
    def address(self) -> str:
        """Return where people open the site, or "" when that is not known: never what a request says."""
        settings = self.house.settings
        if settings.public_url or settings.http_host not in LOOPBACK or not settings.http_port:
            return settings.public_url
        return f"http://{'localhost' if ':' in settings.http_host else settings.http_host}:{settings.http_port}"

    @property
    def shows_mails(self) -> bool:
        """Return whether mails can be read in the browser: only somebody at this very machine can ask for them."""
        settings = self.house.settings
        return settings.http_host in LOOPBACK and not settings.public_url and not settings.smtp_host


def site_of(request: Request) -> Site:
    """Return what the page of this request can use."""
    site: Site = request.state.site
    return site


def address_of(request: Request) -> str:
    """Return the address of who asks: what the server found behind the proxies that are trusted."""
    return request.client.host if request.client is not None else ""


def with_site(app: ASGIApp, site: Site) -> ASGIApp:
    """Return `app` with `site` in the state of every request."""

    async def with_it(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "state": {"site": site}}, receive, send)

    return with_it
