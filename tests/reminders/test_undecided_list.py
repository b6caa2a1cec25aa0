"""The list of what waits for a decision of the agency: ten working days or more, every week, the longest first."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from models.places.municipality import municipalities_on
from models.records.applications import case_queries, event_queries
from tests.fakes import facts
from tests.fakes.conversation import Chat, Town
from tests.fakes.deadline import brussels
from tests.fakes.mailbag import news, plain
from tests.fakes.officers import address_of, officer
from tests.fakes.played_once import played_once
from tests.reminders.test_weekly_lists import begun_watching, choose, lists, province_officer

AN = "an.peeters@heist-op-den-berg.be"


@played_once
async def waiting(town: Town, name: str, municipality: str, mailbox: str) -> Chat:
    """Let a municipality submit now."""
    chat = await town.complete(name, mailbox, municipality)
    await chat.says("/indienen")
    await chat.presses("Ja, indienen")
    return chat


@played_once
async def agency_officer(town: Town) -> Chat:
    chat = await officer(town, "Tom", "agency")
    await begun_watching(town)
    return chat


@pytest.mark.parametrize(
    ("sent", "days"),
    [
        ("2021-10-18 10:00", "10 werkdagen"),  # a Monday; Tuesday 2 November is the tenth, for 1 November is a holiday
        ("2021-10-19 10:00", None),
        ("2021-10-15 23:59", "11 werkdagen"),
    ],
)
async def test_what_waits_ten_working_days_is_listed_and_what_waits_nine_is_not(
    town: Town, sent: str, days: str | None
) -> None:
    town.clock.move_to(sent)
    await agency_officer(town)
    await waiting(town, "An", "Heist-op-den-Berg", AN)
    found = await lists(town, "2021-11-02 08:30")
    assert [mail.subject for mail in found] == (
        ["1 aanvraag wacht al 10 werkdagen of langer op een beslissing"] if days else []
    )
    assert all("PROF-2021-2-0001 | Heist-op-den-Berg (Antwerpen) | ingediend | " in mail for mail in found)
    assert all(f"2021 | {days}" in mail for mail in found)


async def test_the_list_comes_every_week_as_long_as_something_waits(town: Town) -> None:
    await agency_officer(town)
    await waiting(town, "An", "Heist-op-den-Berg", AN)  # Wednesday 20 October
    assert len(await lists(town, "2021-11-08 08:30")) == 1
    [_, second] = await lists(town, "2021-11-15 08:30")
    assert "woensdag 20 oktober 2021 | 16 werkdagen" in second


async def test_an_application_that_is_admissible_waits_from_then_on_and_a_decided_one_no_more(town: Town) -> None:
    await agency_officer(town)
    an = await waiting(town, "An", "Heist-op-den-Berg", AN)
    lies = await waiting(town, "Lies", "Lier", "lies@lier.be")
    await step(town, an, "admissible", "2021-10-21 10:00")
    await step(town, lies, "inadmissible", "2021-10-21 10:00")
    [mail] = await lists(town, "2021-11-08 08:30")
    assert "ontvankelijk | donderdag 21 oktober 2021 | 11 werkdagen" in mail
    assert "Lier" not in mail


async def step(town: Town, chat: Chat, stage: str, at: str) -> None:
    """Let an application go to a stage, as the agency decides it."""
    application_id = (await facts.case_of(chat)).application_id

    def decide(session: Session) -> None:
        case_queries.change(session, application_id, stage=stage)
        event_queries.record(session, application_id, stage, at=brussels(at), person_id=None, channel="local")

    await town.house.services.store.run(decide)


async def test_when_nothing_waits_there_is_no_mail(town: Town) -> None:
    await agency_officer(town)
    assert await lists(town, "2021-11-08 08:30") == []


async def test_a_province_officer_does_not_get_the_list_of_the_agency(town: Town) -> None:
    await province_officer(town)
    await waiting(town, "An", "Heist-op-den-Berg", AN)
    found = await lists(town, "2021-11-08 08:30")
    assert all("PROF-2021-2-0001" not in mail for mail in found)


async def test_three_hundred_that_wait_fit_in_one_mail_the_longest_first(town: Town) -> None:
    await agency_officer(town)
    await many_wait(town, 300)
    [mail] = await lists(town, "2021-11-08 08:30")
    assert mail.subject.startswith("300 aanvragen wachten")
    assert "… en nog 100" in mail
    rows = [one for one in mail.text.splitlines() if one.startswith("PROF")]
    assert (rows[0].split(" | ")[0], len(rows)) == ("PROF-2021-2-0300", 200)
    [path] = [one for one in await town.mails() if address_of("Tom") in one.name]
    assert path.stat().st_size < 100_000


async def many_wait(town: Town, count: int) -> None:
    call = town.house.services.house.call
    towns = list(municipalities_on(town.clock().date()))

    def add(session: Session) -> None:
        for number in range(1, count + 1):
            application_id = case_queries.add_application(
                session,
                call_name=call.name,
                call_version=call.version,
                round_id="2021-2",
                now=town.clock(),
                nis_code=towns[number % len(towns)],
            )
            case_queries.change(
                session,
                application_id,
                stage="submitted",
                number=f"PROF-2021-2-{number:04}",
                last_sent_at=town.clock() - timedelta(minutes=number),
            )

    await town.house.services.store.run(add)


async def test_in_chat_the_agency_hears_the_ten_that_wait_longest(town: Town) -> None:
    tom = await agency_officer(town)
    await choose(town, tom, reminders="chat")
    await many_wait(town, 12)
    town.clock.move_to("2021-11-08 08:30")
    await town.house.weekly.plan()
    [message] = await news(tom)
    said = plain(message)
    assert said.startswith("12 aanvragen wachten al 10 werkdagen of langer op een beslissing")
    assert said.count("•") == 10
    assert "… en nog 2" in said
