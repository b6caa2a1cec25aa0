"""Every door of the site: who may open it, and that whoever may not gets the one polite page and changes nothing."""

from collections.abc import AsyncIterator

import pytest

from bot.web.doors import DOORS, Door, Who
from models.records.people.signed_link import Holder, HolderKind, Use, sign
from tests.fakes import facts
from tests.fakes.conversation import Town
from tests.fakes.site import Served, serving
from tests.fakes.underway import MAILBOX

# Who may do what. A new door without a row here is a red test.
EXPECTED = {
    ("GET", "/"): Who.VISITOR,
    ("POST", "/begin"): Who.VISITOR,
    ("POST", "/say"): Who.VISITOR,
    ("GET", "/leave"): Who.VISITOR,
    ("POST", "/leave"): Who.VISITOR,
    ("GET", "/live"): Who.VISITOR,
    ("GET", "/file/{file_id}"): Who.VISITOR,
    ("GET", "/chat.js"): Who.ANYBODY,
    ("GET", "/mail"): Who.AT_THIS_MACHINE,
    ("GET", "/mail/{name}/{place}"): Who.AT_THIS_MACHINE,
    ("GET", "/health"): Who.ANYBODY,
    ("GET", "/metrics"): Who.ANYBODY,
    ("GET", "/kernbot.css"): Who.ANYBODY,
    ("GET", "/voorkeuren/{token}"): Who.HOLDER,
    ("POST", "/voorkeuren/{token}"): Who.HOLDER,
    ("GET", "/stop/{token}"): Who.HOLDER,
    ("POST", "/stop/{token}"): Who.HOLDER,
    # the public pages
    ("GET", "/oproep"): Who.ANYBODY,
    ("GET", "/oproep.ics"): Who.ANYBODY,
    ("GET", "/vitrine"): Who.ANYBODY,
    ("GET", "/vitrine/{number}"): Who.ANYBODY,
    ("GET", "/ontvangstbewijs"): Who.ANYBODY,
    ("POST", "/ontvangstbewijs"): Who.ANYBODY,
    ("GET", "/privacy"): Who.ANYBODY,
    ("GET", "/toegankelijkheid"): Who.ANYBODY,
    ("GET", "/agenda/{token}"): Who.HOLDER,
    ("POST", "/telegram/webhook"): Who.TELEGRAM,
    # the desk of officers: tests/bot/web/desk/test_desk_doors.py knocks at each
    ("GET", "/loket/inloggen"): Who.ANYBODY,
    ("POST", "/loket/inloggen"): Who.STRANGER,
    ("GET", "/loket/inloggen/code"): Who.STRANGER,
    ("POST", "/loket/inloggen/code"): Who.STRANGER,
    ("GET", "/loket/inloggen/{token}"): Who.STRANGER,
    ("POST", "/loket/inloggen/{token}"): Who.STRANGER,
    ("GET", "/loket"): Who.OFFICER,
    ("POST", "/loket/uitloggen"): Who.OFFICER,
    ("POST", "/loket/taal"): Who.OFFICER,
    ("GET", "/loket/doe"): Who.OFFICER,
    ("POST", "/loket/doe"): Who.OFFICER,
    ("GET", "/loket/beslissing/{decision_id}"): Who.OFFICER,
    ("POST", "/loket/formulier/{form_id}"): Who.OFFICER,
    ("GET", "/loket/beslissing/{decision_id}/brief"): Who.OFFICER,
    ("GET", "/loket/formulier/{form_id}"): Who.OFFICER,
    ("GET", "/loket/aansporing/{nudge_id}"): Who.OFFICER,
    ("GET", "/loket/vragen/{question_id}"): Who.OFFICER,
    ("GET", "/loket/mailboxen/{mailbox_id}"): Who.OFFICER,
    ("GET", "/loket/dossiers"): Who.OFFICER,
    ("GET", "/loket/dossiers/wacht"): Who.OFFICER,
    ("GET", "/loket/dossier/{application_id}"): Who.OFFICER,
    ("GET", "/loket/dossier/{application_id}/verschil"): Who.OFFICER,
    ("GET", "/loket/bestand/{attachment_id}"): Who.OFFICER,
    ("POST", "/loket/beslissing/{decision_id}"): Who.OFFICER,
    ("GET", "/loket/gemeente/{nis_code}"): Who.OFFICER,
    ("GET", "/loket/gemeente/{nis_code}/ontwerp"): Who.OFFICER,
    ("GET", "/loket/opvolging"): Who.OFFICER,
    ("GET", "/loket/vragen"): Who.OFFICER,
    ("GET", "/loket/mailboxen"): Who.OFFICER,
    ("GET", "/loket/uitgaand"): Who.OFFICER,
    ("POST", "/loket/uitgaand/{row_id}/opnieuw"): Who.OFFICER,
    ("POST", "/loket/uitgaand/{row_id}/stop"): Who.OFFICER,
    ("GET", "/loket/medewerkers"): Who.OFFICER,
    ("POST", "/loket/medewerkers"): Who.OFFICER,
    ("POST", "/loket/medewerkers/{officer_id}/stop"): Who.OFFICER,
    ("GET", "/loket/oproepen"): Who.OFFICER,
    # the map and the figures, for officers
    ("GET", "/loket/kaart"): Who.OFFICER,
    ("GET", "/loket/cijfers"): Who.OFFICER,
    ("GET", "/loket/cijfers/rapport.xlsx"): Who.OFFICER,
    ("GET", "/loket/cijfers/rapport.json"): Who.OFFICER,
    ("GET", "/loket/cijfers/rapport.md"): Who.OFFICER,
    ("GET", "/loket/cijfers/aanvragen.xlsx"): Who.OFFICER,
    ("GET", "/loket/cijfers/aanvragen.csv"): Who.OFFICER,
    ("GET", "/loket/cijfers/aanvragen.json"): Who.OFFICER,
    ("GET", "/loket/cijfers/bevroren"): Who.OFFICER,
    ("POST", "/loket/cijfers/bevroren"): Who.OFFICER,
    ("GET", "/loket/cijfers/verschil"): Who.OFFICER,
}
USE = {
    "/voorkeuren/{token}": Use.PREFERENCES,
    "/stop/{token}": Use.STOP,
    "/agenda/{token}": Use.CALENDAR,
}
NOTHING_SHARED = {"/vitrine/{number}"}  # a story that is not there is a page of its own
BY_LINK = [door for door in DOORS if door.who is Who.HOLDER]
each_by_link = pytest.mark.parametrize("door", BY_LINK, ids=lambda door: f"{door.method} {door.path}")


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    async with serving(town.house, fronts=[town.front]) as served:
        yield served


def test_every_door_has_a_row_and_every_row_a_door() -> None:
    assert {(door.method, door.path): door.who for door in DOORS} == EXPECTED
    assert len(DOORS) == len(EXPECTED)


def test_what_is_opened_by_a_link_has_a_use_of_its_own() -> None:
    assert {door.path for door in BY_LINK} == USE.keys()


@pytest.mark.parametrize(
    "door", [door for door in DOORS if door.who is Who.ANYBODY], ids=lambda door: f"{door.method} {door.path}"
)
async def test_what_anybody_may_open_names_nobody(town: Town, site: Served, door: Door) -> None:
    await town.proven("An", MAILBOX)
    await town.mails()
    answer = await site.ask(door.method, door.path)
    assert answer.status == (404 if door.path in NOTHING_SHARED else 200)
    assert "Peeters" not in answer.text
    assert MAILBOX not in answer.text
    assert "Heist" not in answer.text


@each_by_link
async def test_a_link_that_is_forged_foreign_expired_or_of_nobody_changes_nothing(
    town: Town, site: Served, door: Door
) -> None:
    chat = await town.proven("An", MAILBOX)
    before = await facts.reminders(chat)
    key, now = town.house.services.house.key, town.clock()
    an = Holder(kind=HolderKind.PERSON, row_id=1)
    good = sign(key, USE[door.path], an, now)
    other_use = next(use for use in Use if use is not USE[door.path])
    bad = {
        "forged": f"{good[:-1]}{'a' if good[-1] != 'a' else 'b'}",
        "of another row": good.replace("p1-", "p2-", 1),
        "of another use": sign(key, other_use, an, now),
        "of another installation": sign(b"x" * 32, USE[door.path], an, now),
        "of nobody": sign(key, USE[door.path], Holder(kind=HolderKind.PERSON, row_id=424_242), now),
        "of no line": sign(key, USE[door.path], Holder(kind=HolderKind.INTEREST, row_id=424_242), now),
        "empty enough": "x",
        "hostile": "%3Cscript%3E%00%F0%9F%98%80",
    }
    for why, token in bad.items():
        answer = await site.ask(door.method, door.path.replace("{token}", token), "way=off&snooze=week")
        assert (answer.status, "Deze link werkt niet" in answer.text) == (404, True), why
        assert "script" not in answer.text
    town.clock.pass_(days=402)
    late = await site.ask(door.method, door.path.replace("{token}", good), "way=off")
    assert late.status == 404
    town.clock.pass_(days=-402)
    assert await facts.reminders(chat) == before


@each_by_link
async def test_to_look_changes_nothing(town: Town, site: Served, door: Door) -> None:
    chat = await town.proven("An", MAILBOX)
    before = await facts.reminders(chat)
    token = sign(town.house.services.house.key, USE[door.path], Holder(kind=HolderKind.PERSON, row_id=1), town.clock())
    path = door.path.replace("{token}", token)
    for method in ("GET", "HEAD"):
        answer = await site.ask(method, f"{path}?way=off&moments=last&snooze=week")
        assert answer.status == 200
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert (await site.ask(method, path)).status == 405
    assert await facts.reminders(chat) == before
