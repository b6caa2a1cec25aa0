"""The doors of the site: every address, and who may open it. A new one is a line here, and a row in its test."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from bot.web import health, mails_page, metrics, preferences_page, webhook_door
from bot.web.chat import leaving, live
from bot.web.chat import page as chat_page
from bot.web.desk import login_page
from bot.web.public import call_page, own_calendar, promises, receipt_page, stories_page

Endpoint = Callable[[Request], Awaitable[Response]]


class Who(StrEnum):
    """Who may open a door."""

    ANYBODY = "anybody"  # what it shows says nothing about a person
    STRANGER = "stranger"  # who comes to prove who they are; a wrong word opens nothing
    OFFICER = "officer"  # who logged in at the desk; the rule asks what their role may do
    HOLDER = "holder"  # who has a link that the key of the installation vouches for
    VISITOR = "visitor"  # who has a chat in this browser: everybody sees their own
    TELEGRAM = "telegram"  # who knows the secret that Telegram was told
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


def officer(method: str, path: str, module: str, page: str, room: str = "desk") -> Door:
    """Return a door of the desk; all of the desk is loaded when an officer comes first, it would slow every start."""

    async def endpoint(request: Request) -> Response:
        from bot.web.desk.entry import guarded

        return await guarded(request, getattr(import_module(f"bot.web.{room}.{module}"), page))

    return Door(path=path, method=method, who=Who.OFFICER, endpoint=endpoint)


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
    # What Telegram brings by itself.
    Door(path=webhook_door.PATH, method="POST", who=Who.TELEGRAM, endpoint=webhook_door.receive),
    # the desk of officers
    Door(path="/loket/inloggen", method="GET", who=Who.ANYBODY, endpoint=login_page.show),
    Door(path="/loket/inloggen", method="POST", who=Who.STRANGER, endpoint=login_page.ask),
    Door(path="/loket/inloggen/code", method="GET", who=Who.STRANGER, endpoint=login_page.show_code),
    Door(path="/loket/inloggen/code", method="POST", who=Who.STRANGER, endpoint=login_page.enter),
    Door(path="/loket/inloggen/{token}", method="GET", who=Who.STRANGER, endpoint=login_page.show_link),
    Door(path="/loket/inloggen/{token}", method="POST", who=Who.STRANGER, endpoint=login_page.enter_by_link),
    officer("GET", "/loket", "cases_page", "show"),
    officer("POST", "/loket/uitloggen", "leaving", "leave"),
    officer("POST", "/loket/taal", "leaving", "speak"),
    officer("GET", "/loket/doe", "cases_page", "show"),  # an address that is typed or kept asks for no act
    officer("POST", "/loket/doe", "act_page", "act"),
    officer("GET", "/loket/dossiers", "cases_page", "show"),
    officer("GET", "/loket/dossiers/wacht", "cases_page", "show_waiting"),
    officer("GET", "/loket/dossier/{application_id}", "case_page", "show"),
    officer("GET", "/loket/dossier/{application_id}/verschil", "case_page", "difference"),
    officer("GET", "/loket/bestand/{attachment_id}", "case_page", "download"),
    officer("GET", "/loket/beslissing/{decision_id}", "deciding_page", "show"),
    officer("POST", "/loket/beslissing/{decision_id}", "deciding_page", "preview"),
    officer("GET", "/loket/beslissing/{decision_id}/brief", "deciding_page", "letter"),
    officer("GET", "/loket/gemeente/{nis_code}", "province_page", "town"),
    officer("GET", "/loket/gemeente/{nis_code}/ontwerp", "province_page", "draft"),
    officer("GET", "/loket/aansporing/{nudge_id}", "province_page", "nudge"),
    officer("GET", "/loket/opvolging", "province_page", "pursuits"),
    officer("GET", "/loket/vragen", "province_page", "asked"),
    officer("GET", "/loket/vragen/{question_id}", "province_page", "question"),
    officer("GET", "/loket/mailboxen", "province_page", "mailboxes"),
    officer("GET", "/loket/mailboxen/{mailbox_id}", "province_page", "mailbox"),
    officer("GET", "/loket/formulier/{form_id}", "form_page", "show"),
    officer("POST", "/loket/formulier/{form_id}", "form_page", "fill"),
    officer("GET", "/loket/uitgaand", "outgoing_page", "show"),
    officer("POST", "/loket/uitgaand/{row_id}/opnieuw", "outgoing_page", "send_again"),
    officer("POST", "/loket/uitgaand/{row_id}/stop", "outgoing_page", "stop"),
    officer("GET", "/loket/medewerkers", "officers_page", "show"),
    officer("POST", "/loket/medewerkers", "officers_page", "invite"),
    officer("POST", "/loket/medewerkers/{officer_id}/stop", "officers_page", "revoke"),
    officer("GET", "/loket/oproepen", "calls_page", "show"),
    # the map and the figures, for officers
    officer("GET", "/loket/kaart", "page", "show", "map"),
    officer("GET", "/loket/cijfers", "page", "show", "figures"),
    officer("GET", "/loket/cijfers/rapport.xlsx", "page", "report", "figures"),
    officer("GET", "/loket/cijfers/rapport.json", "page", "report", "figures"),
    officer("GET", "/loket/cijfers/rapport.md", "page", "report", "figures"),
    officer("GET", "/loket/cijfers/aanvragen.xlsx", "applications_page", "give_out", "figures"),
    officer("GET", "/loket/cijfers/aanvragen.csv", "applications_page", "give_out", "figures"),
    officer("GET", "/loket/cijfers/aanvragen.json", "applications_page", "give_out", "figures"),
    officer("GET", "/loket/cijfers/bevroren", "snapshots_page", "show", "figures"),
    officer("POST", "/loket/cijfers/bevroren", "snapshots_page", "freeze", "figures"),
    officer("GET", "/loket/cijfers/verschil", "snapshots_page", "compare", "figures"),
)
