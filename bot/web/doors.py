"""The doors of the site: every address, and who may open it. A new one is a line here, and a row in its test."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from bot.web import health, metrics, preferences_page

Endpoint = Callable[[Request], Awaitable[Response]]


class Who(StrEnum):
    """Who may open a door."""

    ANYBODY = "anybody"  # what it shows says nothing about a person
    HOLDER = "holder"  # who has a link that the key of the installation vouches for


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One way of asking for one address."""

    path: str
    method: str
    who: Who
    endpoint: Endpoint


async def style(_request: Request) -> Response:
    """Answer with the style sheet of all pages."""
    return FileResponse(Path(__file__).parent / "kernbot.css", headers={"Cache-Control": "public, max-age=3600"})


DOORS = (
    Door(path="/health", method="GET", who=Who.ANYBODY, endpoint=health.health),
    Door(path="/metrics", method="GET", who=Who.ANYBODY, endpoint=metrics.metrics),
    Door(path="/kernbot.css", method="GET", who=Who.ANYBODY, endpoint=style),
    Door(path="/voorkeuren/{token}", method="GET", who=Who.HOLDER, endpoint=preferences_page.show),
    Door(path="/voorkeuren/{token}", method="POST", who=Who.HOLDER, endpoint=preferences_page.change),
    Door(path="/stop/{token}", method="GET", who=Who.HOLDER, endpoint=preferences_page.ask_to_stop),
    Door(path="/stop/{token}", method="POST", who=Who.HOLDER, endpoint=preferences_page.stop),
)
