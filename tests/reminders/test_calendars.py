"""The calendars that have a plan follow it: a deadline that moves, an application that is sent, withdrawn, left."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from models.language.working_days import is_working_day
from models.records.applications.extension import Extension
from models.records.reminding.plan import PlanCalendar
from tests.fakes import facts
from tests.fakes.calendar_mail import calendar_mails
from tests.fakes.conversation import Chat, StandingClock, Town, open_town
from tests.fakes.deadline import brussels, three_days_before
from tests.fakes.mailbag import mails

AN = "an.peeters@heist-op-den-berg.be"
BRAM = "bram.claes@heist-op-den-berg.be"


async def with_a_calendar(town: Town, chat: Chat, day: str = "maandag") -> Chat:
    """Let a person put the plan in their calendar; its mail has left."""
    await chat.says("/status")
    await chat.presses("Stappenplan")
    await chat.presses(day)
    await chat.presses("7 dagen")
    await chat.presses("Stuur naar mijn agenda")
    assert len(await calendar_mails(town)) == 1
    return chat


async def extend(town: Town, closes_at: datetime, round_id: str = "2021-2", nis_code: str = "12014") -> None:
    """Give a municipality more time."""

    def grant(session: Session) -> None:
        row = session.get(Extension, ("profploeg-2021", round_id, nis_code)) or Extension(
            call_name="profploeg-2021",
            round_id=round_id,
            nis_code=nis_code,
            closes_at=closes_at,
            reason="Brand in het gemeentehuis",
            decided_at=town.clock(),
        )
        row.closes_at = closes_at
        session.add(row)
        session.flush()

    await town.house.services.store.run(grant)


async def test_a_deadline_that_moves_sends_the_same_days_anew_with_a_higher_number(town: Town) -> None:
    await with_a_calendar(town, await town.proven("An", AN))
    await extend(town, brussels("2021-11-20 00:00:00"))
    assert await town.house.calendars.follow() == 1
    first, second = await calendar_mails(town)
    assert (first.method, second.method) == ("PUBLISH", "PUBLISH")
    assert first.uids == second.uids
    assert (first.sequences, second.sequences) == ({0}, {1})
    assert first.days == ["2021-10-29", "2021-11-08", "2021-11-10", "2021-11-12"]
    assert second.days == ["2021-11-08", "2021-11-15", "2021-11-18", "2021-11-19"]
    assert all(is_working_day(event.decoded("dtstart").date()) for event in second.events)
    assert second.mail["Subject"] == "Aangepast stappenplan: Heist-op-den-Berg"


async def test_a_deadline_that_moves_twice_counts_on_and_one_that_moves_within_the_day_says_nothing(town: Town) -> None:
    await with_a_calendar(town, await town.proven("An", AN))
    for closes_at in ("2021-11-20 00:00:00", "2021-11-27 00:00:00"):
        await extend(town, brussels(closes_at))
        await town.house.calendars.follow()
        await town.mails()
    await extend(town, brussels("2021-11-26 12:00:00"))
    assert await town.house.calendars.follow() == 0
    assert [found.sequences for found in await calendar_mails(town)] == [{0}, {1}, {2}]


async def test_while_nothing_moves_nothing_is_sent(town: Town) -> None:
    await with_a_calendar(town, await town.proven("An", AN))
    for _ in range(3):
        town.clock.pass_(days=1)
        assert await town.house.calendars.follow() == 0
    assert len(await calendar_mails(town)) == 1


async def test_after_submission_the_days_are_taken_out_under_the_same_names_once(town: Town) -> None:
    an = await town.complete("An", AN)
    await with_a_calendar(town, an)
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    assert await town.house.calendars.follow() == 1
    assert await town.house.calendars.follow() == 0
    first, last = await calendar_mails(town)
    assert last.method == "CANCEL"
    assert (last.uids, last.days) == (first.uids, first.days)
    assert last.sequences == {1}
    assert {str(event["STATUS"]) for event in last.events} == {"CANCELLED"}
    assert "is ingediend. Het stappenplan heb je dus niet meer nodig" in (await calendar_mails(town))[-1].text


async def test_after_withdrawal_too(town: Town) -> None:
    an = await with_a_calendar(town, await town.proven("An", AN))
    await an.says("/intrekken")
    await an.presses("Ja, intrekken")
    assert await town.house.calendars.follow() == 1
    assert [found.method for found in await calendar_mails(town)] == ["PUBLISH", "CANCEL"]
    assert "is ingetrokken. Het stappenplan heb je dus niet meer nodig" in (await calendar_mails(town))[-1].text


async def test_who_stops_working_on_it_loses_the_days(town: Town) -> None:
    an = await with_a_calendar(town, await town.proven("An", AN))
    await an.says("/deel")
    await an.presses("Ik stop met deze aanvraag")
    await an.presses("Ja, ik stop")
    assert await town.house.calendars.follow() == 1
    assert (await calendar_mails(town))[-1].method == "CANCEL"


async def test_who_no_longer_knows_how_the_college_meets_loses_the_days(town: Town) -> None:
    an = await with_a_calendar(town, await town.proven("An", AN))
    await an.says("/status")
    await an.presses("Stappenplan")
    await an.presses("Aanpassen")
    await an.presses("weet ik niet")
    assert (await calendar_mails(town))[-1].method == "CANCEL"
    assert "geldt niet meer" in (await calendar_mails(town))[-1].text


async def test_every_calendar_that_has_it_follows_each_in_its_own_mailbox(town: Town) -> None:
    an = await with_a_calendar(town, await town.proven("An", AN))
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    await an.says(BRAM)
    bram = await town.person("Bram")
    await bram.says((await mails(town, BRAM))[-1].token)
    await bram.presses("Akkoord")
    await bram.types_the_code(BRAM)
    await bram.says("/status")
    await bram.presses("Stappenplan")
    await bram.presses("Stuur naar mijn agenda")
    await town.mails()
    await extend(town, brussels("2021-11-20 00:00:00"))
    assert await town.house.calendars.follow() == 2
    moved = [found for found in await calendar_mails(town) if found.sequences == {1}]
    assert sorted(found.mail["To"] for found in moved) == [AN, BRAM]
    assert moved[0].uids == moved[1].uids


async def test_two_applications_share_no_names(town: Town) -> None:
    await with_a_calendar(town, await town.proven("An", AN))
    lies = await town.proven("Lies", "lies@lier.be", "Lier")
    await lies.says("/status")
    await lies.presses("Stappenplan")
    await lies.presses("maandag")
    await lies.presses("7 dagen")
    await lies.presses("Stuur naar mijn agenda")
    one, other = await calendar_mails(town)
    assert not set(one.uids) & set(other.uids)
    assert len({*one.uids, *other.uids}) == 8


async def test_when_the_deadline_is_over_its_days_are_of_the_past_and_nothing_is_mailed(tmp_path: Path) -> None:
    async with open_town(tmp_path, three_days_before()) as town:
        await with_a_calendar(town, await town.proven("An", AN))
        town.clock.move_to("2021-08-14 00:00:01")
        assert await town.house.calendars.follow() == 0
        assert len(await calendar_mails(town)) == 1


async def test_a_plan_that_waited_beyond_the_sending_of_the_application_does_not_leave(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/status")
    await an.presses("Stappenplan")
    await an.presses("maandag")
    await an.presses("7 dagen")
    await an.presses("Stuur naar mijn agenda")
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    assert [found.method for found in await calendar_mails(town)] == []


async def test_the_mail_carries_the_file_as_a_calendar_with_its_method(town: Town) -> None:
    await with_a_calendar(town, await town.proven("An", AN))
    [found] = await calendar_mails(town)
    assert found.part.get_content_type() == "text/calendar"
    assert (found.part.get_param("method"), found.part.get_param("charset")) == ("PUBLISH", "utf-8")
    assert found.part.get_filename() == "stappenplan Heist-op-den-Berg.ics"
    assert found.part.get_content_disposition() == "attachment"
    assert found.raw.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"ORGANIZER;CN=Kernbot:mailto:kernbot@localhost" in found.raw
    assert found.raw.endswith(b"END:VCALENDAR\r\n")


async def test_what_was_sent_is_kept_with_its_number(town: Town) -> None:
    an = await with_a_calendar(town, await town.proven("An", AN))
    await extend(town, brussels("2021-11-20 00:00:00"))
    await town.house.calendars.follow()
    assert await facts.count(an, PlanCalendar) == 1


@pytest.mark.parametrize("minutes", [-60, 60, 24 * 60])
async def test_a_clock_that_jumps_sends_nothing_twice(town: Town, clock: StandingClock, minutes: int) -> None:
    await with_a_calendar(town, await town.proven("An", AN))
    await extend(town, brussels("2021-11-20 00:00:00"))
    await town.house.calendars.follow()
    clock.pass_(minutes=minutes)
    assert await town.house.calendars.follow() == 0
    clock.pass_(minutes=60)
    assert [found.sequences for found in await calendar_mails(town)] == [{0}, {1}]
