"""The pages behind the links of a mail: see the choice, change it, stop; a person and a line of a list."""

import re
from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from sqlmodel import Session

from models.records.people.interest import Interest
from models.records.people.person import Person
from models.records.people.signed_link import Holder, HolderKind, Use, sign
from tests.fakes import facts
from tests.fakes.conversation import BRUSSELS, Town
from tests.fakes.site import Served, serving
from tests.fakes.underway import MAILBOX

A_WEEK_LATER = datetime(2021, 10, 27, tzinfo=BRUSSELS)
ONE_CLICK = "List-Unsubscribe=One-Click"


@pytest.fixture
async def site(town: Town) -> AsyncIterator[Served]:
    async with serving(town.house, fronts=[town.front]) as served:
        yield served


def link(town: Town, use: Use = Use.PREFERENCES, holder: HolderKind = HolderKind.PERSON) -> str:
    token = sign(town.house.services.house.key, use, Holder(kind=holder, row_id=1), town.clock())
    return f"/{'voorkeuren' if use is Use.PREFERENCES else 'stop'}/{token}"


def checked(html: str) -> list[str]:
    return re.findall(r'value="(\w*)" checked', html)


async def test_the_page_shows_what_holds_and_has_a_form_for_it(town: Town, site: Served) -> None:
    await town.proven("An", MAILBOX)
    answer = await site.get(link(town))
    assert answer.status == 200
    assert "<h1>Jouw herinneringen</h1>" in answer.text
    assert "Je krijgt herinneringen per e-mail." in answer.text
    assert checked(answer.text) == ["mail", "all", ""]
    assert answer.headers["content-language"] == "nl"
    assert MAILBOX not in answer.text


async def test_what_the_form_says_is_kept_and_confirmed_and_the_chat_knows_it(town: Town, site: Served) -> None:
    chat = await town.proven("An", MAILBOX)
    answer = await site.post(link(town), "way=chat&moments=last&snooze=week")
    assert answer.status == 200
    assert "✓ Bewaard." in answer.text
    assert "ze komen weer vanaf woensdag 27 oktober 2021" in answer.text
    assert checked(answer.text) == ["chat", "last", ""]
    assert await facts.reminders(chat) == ("chat", "last", A_WEEK_LATER)
    assert "Je krijgt herinneringen in de chat." in await chat.says("/herinneringen")


async def test_what_the_form_leaves_out_stays_as_it_is(town: Town, site: Served) -> None:
    chat = await town.proven("An", MAILBOX)
    await site.post(link(town), "way=chat&moments=last&snooze=week")
    await site.post(link(town), "moments=all&snooze=")
    assert await facts.reminders(chat) == ("chat", "all", A_WEEK_LATER)


async def test_stopping_by_the_form_and_starting_again_by_the_same_link(town: Town, site: Served) -> None:
    chat = await town.proven("An", MAILBOX)
    answer = await site.post(link(town), "way=off&moments=all&snooze=week")
    assert "Je krijgt geen herinneringen." in answer.text
    assert await facts.reminders(chat) == ("off", "all", None)
    assert 'name="way" value="mail"' in answer.text
    assert "Je krijgt herinneringen per e-mail." in (await site.post(link(town), "way=mail")).text


HOSTILE_FORMS = [
    "way=pigeon",
    "moments=%00",
    "snooze=<script>alert(1)</script>",
    "way=%F0%9F%98%80%ED%A0%80",
    "way=off%0d%0aSet-Cookie:x",
    f"way={'m' * 5000}",
]


@pytest.mark.parametrize("body", HOSTILE_FORMS, ids=[body[:20] for body in HOSTILE_FORMS])
async def test_what_is_no_choice_is_said_and_changes_nothing(town: Town, site: Served, body: str) -> None:
    chat = await town.proven("An", MAILBOX)
    before = await facts.reminders(chat)
    answer = await site.post(link(town), body)
    assert answer.status == 400
    assert "Er is niets veranderd" in answer.text
    assert "<script>" not in answer.text
    assert "set-cookie" not in answer.headers
    assert await facts.reminders(chat) == before


@pytest.mark.parametrize("body", ["", "&&&=", "\0\0\0", "other=1", '{"way": "off"}', "way", b"\xff\xfe\x00way=off"])
async def test_a_body_that_says_nothing_changes_nothing(town: Town, site: Served, body: str | bytes) -> None:
    chat = await town.proven("An", MAILBOX)
    before = await facts.reminders(chat)
    assert (await site.post(link(town), body)).status == 200
    assert await facts.reminders(chat) == before


async def test_to_open_the_stop_link_shows_a_button_and_only_the_button_stops(town: Town, site: Served) -> None:
    chat = await town.proven("An", MAILBOX)
    opened = await site.get(link(town, Use.STOP))
    assert '<form method="post">' in opened.text
    assert (await facts.reminders(chat))[0] == "mail"
    pressed = await site.post(link(town, Use.STOP))
    assert "Je krijgt geen herinneringen meer" in pressed.text
    assert (await facts.reminders(chat))[0] == "off"


MULTIPART = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'


@pytest.mark.parametrize(
    ("body", "kind"), [(ONE_CLICK, "application/x-www-form-urlencoded"), (MULTIPART, "multipart/form-data; boundary=x")]
)
async def test_the_one_click_of_a_mail_program_stops_without_cookie_or_redirect(
    town: Town, site: Served, body: str, kind: str
) -> None:
    chat = await town.proven("An", MAILBOX)
    for _ in range(2):  # pressed twice it says the same
        answer = await site.post(link(town, Use.STOP), body, Content_Type=kind)
        assert (answer.status, answer.headers.get("location"), answer.headers.get("set-cookie")) == (200, None, None)
    assert (await facts.reminders(chat))[0] == "off"


async def test_a_page_speaks_the_language_of_its_holder(town: Town, site: Served) -> None:
    await town.proven("An", MAILBOX)
    await town.house.services.store.run(_speak_english)
    assert "Your reminders" in (await site.get(link(town))).text
    assert "Yes, stop the reminders" in (await site.get(link(town, Use.STOP))).text


async def test_a_link_that_does_not_work_says_so_in_the_language_of_the_browser(site: Served) -> None:
    for accepted, words in [("en-GB,nl;q=0.5", "This link does not work"), ("fr,nl", "Deze link"), ("", "Deze link")]:
        assert words in (await site.get("/stop/x", Accept_Language=accepted)).text


async def test_who_stands_on_a_list_can_stop_and_start_again(town: Town, site: Served) -> None:
    run = town.house.services.store.run
    await run(_add_lines, town.clock())
    page = link(town, holder=HolderKind.INTEREST)
    assert "Je krijgt mails over deze oproep" in (await site.get(page)).text

    stopped = await site.post(link(town, Use.STOP, HolderKind.INTEREST), ONE_CLICK)
    assert stopped.status == 200
    assert await run(_stopped) == [town.clock(), town.clock(), None]  # both lines of that mailbox, and nobody else's

    assert "Weer aanzetten" in (await site.get(page)).text
    assert "Je krijgt mails" in (await site.post(page, "way=mail")).text
    assert await run(_stopped) == [None, None, None]
    assert (await site.post(page, "way=off")).status == 200
    assert (await site.post(page, "way=chat")).status == 400
    assert await run(_stopped) == [town.clock(), town.clock(), None]


async def test_who_stops_from_a_list_is_not_mailed_there_for_a_draft_either(town: Town, site: Served) -> None:
    chat = await town.proven("An", MAILBOX)
    await town.house.services.store.run(_add_lines, town.clock(), MAILBOX)
    await site.post(link(town, Use.STOP, HolderKind.INTEREST), ONE_CLICK)
    assert (await facts.reminders(chat))[0] == "off"


def _speak_english(session: Session) -> None:
    person = session.get(Person, 1)
    assert person is not None
    person.language = "en"
    session.flush()


def _add_lines(session: Session, now: datetime, mailbox: str = "els@putte.be") -> None:
    for email, nis_code in [(mailbox, "12029"), (mailbox, "12014"), ("jos@putte.be", "12029")]:
        line = Interest(
            call_name="profploeg-2021",
            name="Els",
            email=email,
            nis_code=nis_code,
            consent="inschrijving",
            source="webinar.csv",
            imported_at=now,
        )
        session.add(line)
        session.flush()


def _stopped(session: Session) -> list[datetime | None]:
    rows = [session.get(Interest, number) for number in (1, 2, 3)]
    return [row.stopped_at for row in rows if row is not None]
