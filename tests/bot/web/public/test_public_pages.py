"""The pages for everybody: what they say, in both languages, and that they say nothing of a person."""

from collections.abc import AsyncIterator
from html import unescape

import pytest
from icalendar import Calendar

from bot.web.doors import DOORS, Who
from models.records.applications import submission_queries
from models.records.people.signed_link import Holder, HolderKind, Use, sign
from tests.fakes import guided
from tests.fakes.conversation import Town
from tests.fakes.site import Served, serving
from tests.fakes.underway import MAILBOX

PAGES = ("/oproep", "/vitrine", "/ontvangstbewijs", "/privacy", "/toegankelijkheid")
each_page = pytest.mark.parametrize("path", PAGES)


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    async with serving(town.house) as served:
        yield served


def test_every_public_address_is_looked_at_here() -> None:
    public = {
        door.path for door in DOORS if door.who is Who.ANYBODY and door.endpoint.__module__.startswith("bot.web.public")
    }
    assert public == {*PAGES, "/oproep.ics", "/vitrine/{number}"}


@each_page
async def test_a_page_leads_to_all_others_and_to_itself_in_the_other_language(site: Served, path: str) -> None:
    page = (await site.get(path)).text
    assert all(f'href="{other[1:]}?taal=nl"' in page for other in PAGES)
    assert '<a href="?taal=en" lang="en" hreflang="en">English</a>' in page
    english = await site.get(f"{path}?taal=en")
    assert english.headers["content-language"] == "en"
    assert '<html lang="en">' in english.text
    assert '<a href="?taal=nl" lang="nl" hreflang="nl">Nederlands</a>' in english.text


@each_page
async def test_a_language_that_is_none_is_the_one_of_the_browser(site: Served, path: str) -> None:
    answer = await site.get(f"{path}?taal=%3Cscript%3E", Accept_Language="en-GB")
    assert '<html lang="en">' in answer.text
    assert "<script" not in answer.text
    assert "%3C" not in answer.text


async def test_the_call_says_which_round_is_open_and_for_how_long(site: Served) -> None:
    page = (await site.get("/oproep")).text
    assert "Indienen kon tot en met vrijdag 13 augustus 2021, 23.59 uur (Brussel)." in page
    assert "Indienen kan tot en met vrijdag 12 november 2021, 23.59 uur (Brussel)." in page
    assert "<strong>Nog 23 dagen.</strong>" in page
    assert "Besluit college" in page


async def test_the_last_day_and_the_days_after_it_are_said(town: Town, site: Served) -> None:
    town.clock.pass_(days=23)
    assert "Vandaag is de laatste dag." in (await site.get("/oproep")).text
    town.clock.pass_(days=1)
    page = (await site.get("/oproep")).text
    assert page.count('<span class="mark">gesloten</span>') == 2
    assert '<span class="mark">open</span>' not in page


async def test_the_calendar_of_the_call_has_its_days_and_the_same_names_at_every_time(town: Town, site: Served) -> None:
    answer = await site.get("/oproep.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.text)
    assert (calendar["METHOD"], calendar["X-WR-CALNAME"]) == (
        "PUBLISH",
        "Profploeg 2021: begeleiding voor bedrijvige kernen",
    )
    assert len(calendar.walk("VTIMEZONE")) == 1
    days = {str(event["SUMMARY"]): event["DTSTART"].dt.date().isoformat() for event in calendar.walk("VEVENT")}
    assert "2021-11-12" in days.values()
    town.clock.pass_(hours=5)
    assert (await site.get("/oproep.ics")).text == answer.text


async def test_a_receipt_is_valid_by_its_number_and_its_checksum_and_by_nothing_else(town: Town, site: Served) -> None:
    chat = await town.complete("An", MAILBOX)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    await town.mails()
    [(checksum, _)] = await town.house.services.store.run(submission_queries.sent_under, "PROF-2021-2-0001")
    grouped = "+".join(checksum[place : place + 8].upper() for place in range(0, 64, 8))
    for number, said, verdict in (
        ("PROF-2021-2-0001", checksum, "✓ Geldig."),
        ("+prof-2021-2-0001+", grouped, "✓ Geldig."),
        ("PROF-2021-2-0002", checksum, "Niet geldig."),
        ("PROF-2021-2-0001", checksum[:-1], "Niet geldig."),
        ("PROF-2021-2-0001", "", "Niet geldig."),
        ("", "", "Niet geldig."),
        ("%00%F0%9F%98%80%ED%A0%80", "%ED%A0%80" * 30, "Niet geldig."),
    ):
        answer = await site.post("/ontvangstbewijs", f"number={number}&checksum={said}")
        assert (answer.status, verdict in answer.text) == (200, True), number
        assert "Heist" not in answer.text


async def test_a_receipt_that_is_typed_wrong_can_be_mended_for_what_was_typed_is_still_there(site: Served) -> None:
    for _ in range(21):
        answer = await site.post("/ontvangstbewijs", "number=PROF-2021-2-0001&checksum=abc%22%3Edef")
        assert 'value="PROF-2021-2-0001"' in answer.text
        assert 'value="abc&#34;&gt;def"' in answer.text
    assert answer.status == 429


async def test_who_tries_many_receipts_is_asked_to_wait(site: Served) -> None:
    statuses = [(await site.post("/ontvangstbewijs", "number=PROF-2021-2-0001&checksum=1")).status for _ in range(25)]
    assert statuses.count(429) == 5


async def test_privacy_says_the_same_facts_as_the_conversation(town: Town, site: Served) -> None:
    said = unescape((await (await town.person("An")).says("/privacy")).text)
    page = unescape((await site.get("/privacy")).text)
    assert "Typ je op /loket/inloggen een e-mailadres, dan krijg je die tweede cookie ook" in page
    facts = [line.removeprefix("• ") for line in said.splitlines() if line.startswith("• ")]
    assert len(facts) == 4
    assert all(fact in page for fact in facts)
    assert "verdwijnt 400 dagen na de ronde, een aanvraag 5 jaar na de ronde of de begeleiding" in page


async def test_the_showcase_shows_what_is_shared_and_finds_it_by_b_and_by_field(town: Town, site: Served) -> None:
    assert "nog geen verhaal" in (await site.get("/vitrine")).text
    number = await guided.shared(town)
    for query, is_found in (
        ("", True),
        ("themes=beleving", True),
        ("themes=beleving&expertise=events", True),
        ("themes=beleid", False),
        ("themes=beleving&expertise=mobility", False),
        ("themes=no-such&vanaf=x", True),
        ("vanaf=8", False),
    ):
        page = (await site.get(f"/vitrine?{query}")).text
        assert (f'<a href="vitrine/{number}?taal=nl">Heist-op-den-Berg</a>' in page) is is_found, query
    story = (await site.get(f"/vitrine/{number}")).text
    assert "11 lege etalages" in story
    assert "Peeters" not in story


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "9999999999999", "%C2%B2"])
async def test_a_story_that_is_not_shared_and_one_that_is_not_there_read_the_same(
    town: Town, site: Served, number: str
) -> None:
    await guided.shared(town)
    await town.proven("Bram", "bram.claes@lier.be")
    answer = await site.get(f"/vitrine/{number}")
    assert (answer.status, "Dit verhaal staat hier niet" in answer.text) == (404, True)


async def test_the_own_calendar_holds_the_last_day_of_the_own_draft(town: Town, site: Served) -> None:
    await town.proven("An", MAILBOX)
    key = town.house.services.house.key
    token = sign(key, Use.CALENDAR, Holder(kind=HolderKind.PERSON, row_id=1), town.clock())
    calendar = Calendar.from_ical((await site.get(f"/agenda/{token}")).text)
    summaries = [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    assert "Heist-op-den-Berg: laatste dag om in te dienen" in summaries
    assert len({str(event["UID"]) for event in calendar.walk("VEVENT")}) == len(summaries)
