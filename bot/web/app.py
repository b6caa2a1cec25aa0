"""The site as an ASGI application: its doors, and the guard before them."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp

from bot.web.doors import DOORS, Endpoint
from bot.web.guard import Guard
from bot.web.site import Site, with_site


def build_site(site: Site) -> ASGIApp:
    """Return the application that answers every request; what no door has is a plain 404, or 405 for another method."""
    methods: dict[str, dict[str, Endpoint]] = {}
    for door in DOORS:
        methods.setdefault(door.path, {})[door.method] = door.endpoint
    routes = [Route(path, _by_method(of_path), methods=list(of_path)) for path, of_path in methods.items()]
    # Without the redirects of the router: they would send people to whatever Host a request names.
    router = Router(routes, redirect_slashes=False)
    return Guard(with_site(router, site), is_https=site.house.settings.public_url.startswith("https://"))


def _by_method(endpoints: Mapping[str, Endpoint]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return await endpoints["GET" if request.method == "HEAD" else request.method](request)

    return endpoint
