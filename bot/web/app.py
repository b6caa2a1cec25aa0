"""The site as an ASGI application: its doors, and the guard before them."""

from collections.abc import Iterator, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp

from bot.web.doors import DOORS, Endpoint
from bot.web.guard import Guard
from bot.web.refusal import no_such_page, not_so
from bot.web.site import Site, with_site

OF_BROWSERS = frozenset({"GET", "POST"})  # what a person can ask; other methods are of programs


def build_site(site: Site) -> ASGIApp:
    """Return the application that answers every request; what no door has is a 404, or 405 for another method."""
    methods: dict[str, dict[str, Endpoint]] = {}
    for door in DOORS:
        methods.setdefault(door.path, {})[door.method] = door.endpoint
    routes = [route for path, of_path in methods.items() for route in _routes(path, of_path)]
    # Without the redirects of the router: they would send people to whatever Host a request names.
    router = Router(routes, redirect_slashes=False, default=no_such_page)
    settings = site.house.settings
    is_https = settings.public_url.startswith("https://")
    return Guard(with_site(router, site), is_https=is_https, language=settings.language)


def _routes(path: str, of_path: Mapping[str, Endpoint]) -> Iterator[Route]:
    """Yield the routes of an address: what it answers, and what a browser reads that asks it in another way."""
    yield Route(path, _by_method(of_path), methods=list(of_path))
    others = OF_BROWSERS - of_path.keys()
    if others:
        yield Route(path, not_so, methods=list(others))


def _by_method(endpoints: Mapping[str, Endpoint]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return await endpoints["GET" if request.method == "HEAD" else request.method](request)

    return endpoint
