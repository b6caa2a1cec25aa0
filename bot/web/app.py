"""The site as an ASGI application: its doors, and the guard before them."""

from collections.abc import Mapping

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.web.doors import DOORS, Endpoint
from bot.web.guard import Guard
from bot.web.site import Site


def build_site(site: Site) -> ASGIApp:
    """Return the application that answers every request."""
    methods: dict[str, dict[str, Endpoint]] = {}
    for door in DOORS:
        methods.setdefault(door.path, {})[door.method] = door.endpoint
    routes = [Route(path, _by_method(of_path), methods=list(of_path)) for path, of_path in methods.items()]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _refused})
    app.router.redirect_slashes = False  # it would send people to whatever Host a request names
    app.state.site = site
    return Guard(app, is_https=site.house.settings.public_url.startswith("https://"))


def _by_method(endpoints: Mapping[str, Endpoint]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return await endpoints["GET" if request.method == "HEAD" else request.method](request)

    return endpoint


async def _refused(_request: Request, error: Exception) -> Response:
    """Say in one plain line why a request is refused: there is no such page, or not in that way."""
    if not isinstance(error, HTTPException):
        raise error
    return PlainTextResponse(f"{error.status_code} {error.detail}\n", error.status_code, headers=error.headers)
