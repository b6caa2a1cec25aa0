"""The doors of the site: every address, and who may open it. A new one is a line here, and a row in its test."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from bot.web import health, mails_page, metrics, preferences_page
from bot.web.chat import leaving, live
from bot.web.chat import page as chat_page
from bot.web.public import call_page, own_calendar, promises, receipt_page, stories_page

Endpoint = Callable[[Request], Awaitable[Response]]


class Who(StrEnum):
    """Who may open a door."""

    ANYBODY = "anybody"  # what it shows says nothing about a person
    HOLDER = "holder"  # who has a link that the key of the installation vouches for
    VISITOR = "visitor"  # who has a chat in this browser: everybody sees their own
    AT_THIS_MACHINE = "at this machine"  # who tries Kernbot at home; elsewhere the door is not there


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
    Door(path="/", method="GET", who=Who.VISITOR, endpoint=chat_page.show),
    Door(path="/begin", method="POST", who=Who.VISITOR, endpoint=chat_page.begin),
    Door(path="/say", method="POST", who=Who.VISITOR, endpoint=chat_page.say),
    Door(path="/leave", method="GET", who=Who.VISITOR, endpoint=leaving.ask),
    Door(path="/leave", method="POST", who=Who.VISITOR, endpoint=leaving.leave),
    Door(path="/live", method="GET", who=Who.VISITOR, endpoint=live.events),
    Door(path="/file/{file_id}", method="GET", who=Who.VISITOR, endpoint=chat_page.download),
    Door(path="/chat.js", method="GET", who=Who.ANYBODY, endpoint=chat_page.script),
    Door(path="/mail", method="GET", who=Who.AT_THIS_MACHINE, endpoint=mails_page.show),
    Door(path="/mail/{name}/{place}", method="GET", who=Who.AT_THIS_MACHINE, endpoint=mails_page.file),
    Door(path="/health", method="GET", who=Who.ANYBODY, endpoint=health.health),
    Door(path="/metrics", method="GET", who=Who.ANYBODY, endpoint=metrics.metrics),
    Door(path="/kernbot.css", method="GET", who=Who.ANYBODY, endpoint=style),
    Door(path="/voorkeuren/{token}", method="GET", who=Who.HOLDER, endpoint=preferences_page.show),
    Door(path="/voorkeuren/{token}", method="POST", who=Who.HOLDER, endpoint=preferences_page.change),
    Door(path="/stop/{token}", method="GET", who=Who.HOLDER, endpoint=preferences_page.ask_to_stop),
    Door(path="/stop/{token}", method="POST", who=Who.HOLDER, endpoint=preferences_page.stop),
    # the public pages
    Door(path="/oproep", method="GET", who=Who.ANYBODY, endpoint=call_page.show),
    Door(path="/oproep.ics", method="GET", who=Who.ANYBODY, endpoint=call_page.calendar),
    Door(path="/vitrine", method="GET", who=Who.ANYBODY, endpoint=stories_page.show),
    Door(path="/vitrine/{number}", method="GET", who=Who.ANYBODY, endpoint=stories_page.one),
    Door(path="/ontvangstbewijs", method="GET", who=Who.ANYBODY, endpoint=receipt_page.show),
    Door(path="/ontvangstbewijs", method="POST", who=Who.ANYBODY, endpoint=receipt_page.check),
    Door(path="/privacy", method="GET", who=Who.ANYBODY, endpoint=promises.privacy),
    Door(path="/toegankelijkheid", method="GET", who=Who.ANYBODY, endpoint=promises.accessibility),
    Door(path="/agenda/{token}", method="GET", who=Who.HOLDER, endpoint=own_calendar.calendar),
)
