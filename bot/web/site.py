"""What the pages can use, and how a request finds it."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.front import Front
from bot.house import OpenHouse
from reminders.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The house, the watch over it, and the fronts that run."""

    house: OpenHouse
    watch: Watch
    fronts: Sequence[Front] = ()


def site_of(request: Request) -> Site:
    """Return what the page of this request can use."""
    site: Site = request.state.site
    return site


def with_site(app: ASGIApp, site: Site) -> ASGIApp:
    """Return `app` with `site` in the state of every request."""

    async def with_it(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "state": {"site": site}}, receive, send)

    return with_it
