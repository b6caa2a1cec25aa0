"""The planner: one reminder for each human, by the way they want, through crashes and jumps of the clock."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models.calls.stages import Stage
from models.records.applications import case_queries
from models.records.people import participant_queries
from models.storage.works.store import StoreUnavailable
from reminders import planner
from tests.fakes.conversation import BRUSSELS, StandingClock
from tests.fakes.deadline import brussels
from tests.fakes.reminded import HEIST, LIER, MECHELEN, Reminded, reminded_people

AN, BRAM, CHRIS = "an@heist-op-den-berg.be", "bram@lier.be", "chris@mechelen.be"
SEVEN_DAYS, SEVEN_DAYS_LATE = "2021-11-05 09:00:00", "2021-11-05 08:59:59"


@pytest.fixture
def people(tmp_path: Path, clock: StandingClock) -> Iterator[Reminded]:
    with reminded_people(tmp_path, clock) as opened:
        opened.planned_until("2021-11-04 12:00")
        yield opened


# When.


async def test_a_draft_is_reminded_at_nine_seven_days_before_and_once(people: Reminded) -> None:
    people.draft(people.person(AN))
    await people.tick("2021-10-29 10:00", SEVEN_DAYS_LATE)
    before = len(people.sent())
    assert await people.tick(SEVEN_DAYS) == ["reminder:p1:2021-11-05"]
    assert await people.tick(SEVEN_DAYS, "2021-11-05 09:00:20", "2021-11-05 18:00", "2021-11-08 12:00") == []
    assert people.sent()[before:] == [f"mail {AN} reminder"]


async def test_a_draft_that_lies_still_is_reminded_at_every_occasion_and_never_after_the_deadline(
    people: Reminded,
) -> None:
    people.planned_until("2021-10-20 10:00")
    people.draft(people.person(AN))
    moment, end = brussels("2021-10-20 10:00"), brussels("2021-11-20 10:00")
    while moment < end:
        await people.tick(moment.astimezone(BRUSSELS).strftime("%Y-%m-%d %H:%M"))
        moment += timedelta(hours=1)
    assert [row.key.removeprefix("reminder:p1:") for row in people.rows()] == [
        "2021-10-29",
        "2021-11-05",
        "2021-11-09",
        "2021-11-10",
        "2021-11-12",
        "2021-11-12:2",
    ]
    assert {row.state for row in people.rows()} == {"sent"}
    assert [row.due_at.astimezone(BRUSSELS).hour for row in people.rows()] == [9, 9, 9, 9, 9, 14]


async def test_a_bot_that_was_away_from_the_seventh_to_the_third_day_sends_each_exactly_one(people: Reminded) -> None:
    for number in range(3):
        people.draft(people.person(f"clerk{number}@lier.be"), LIER)
    await people.tick("2021-11-05 08:00", "2021-11-09 10:30", "2021-11-09 10:31")
    assert people.sent() == [f"mail clerk{number}@lier.be reminder" for number in range(3)]
    assert "Nog 3 dagen." in people.text()


async def test_what_was_missed_waits_for_the_morning_of_a_working_day(people: Reminded) -> None:
    people.draft(people.person(AN))
    await people.tick("2021-11-05 08:00", "2021-11-05 22:00", "2021-11-08 07:59")
    assert people.sent() == []
    await people.tick("2021-11-08 08:00")
    assert people.sent() == [f"mail {AN} reminder"]
    assert "Nog 4 dagen." in people.text()


async def test_after_a_day_in_which_nothing_left_the_newest_is_the_only_one(people: Reminded) -> None:
    for number in range(20):
        people.draft(people.person(f"clerk{number}@lier.be"), LIER)
    for moment in ("2021-11-05 09:00", "2021-11-09 09:00", "2021-11-10 09:00", "2021-11-12 09:00", "2021-11-12 14:00"):
        people.clock.move_to(moment)
        await people.house.planner.tick()
    assert len(people.rows()) == 100
    await people.tick("2021-11-12 15:00")
    assert len(people.sent()) == 20
    assert len(set(people.sent())) == 20
    assert {row.key[-2:] for row in people.rows() if row.state == "sent"} == {":2"}
    assert {row.state for row in people.rows()} == {"sent", "cancelled"}


async def test_a_reminder_that_did_not_leave_before_the_deadline_expires(people: Reminded) -> None:
    people.draft(people.person(AN))
    people.clock.move_to("2021-11-12 14:00")
    await people.house.planner.tick()
    await people.tick("2021-11-13 00:00")
    assert [row.state for row in people.rows()] == ["expired"]


async def test_the_first_look_ever_plans_nothing_of_the_past(people: Reminded) -> None:
    people.draft(people.person(AN))
    people.do(lambda session: session.delete(session.get(planner.planning_queries.Planned, "reminders")))
    assert await people.tick("2021-11-05 12:00") == []
    assert people.mark() == brussels("2021-11-05 12:00")
    assert await people.tick("2021-11-09 12:00") == ["reminder:p1:2021-11-09"]


# The clock.


@pytest.mark.parametrize("back", ["2021-11-05 08:00", "2021-11-04 09:00"])
async def test_a_clock_that_jumps_back_sends_nothing_twice_and_skips_nothing(people: Reminded, back: str) -> None:
    people.draft(people.person(AN))
    await people.tick(SEVEN_DAYS, back, "2021-11-05 09:01", "2021-11-09 09:00")
    assert len(people.sent()) == 2


@pytest.mark.parametrize("jump", ["2021-11-05 10:00", "2021-11-08 09:00"])
async def test_a_clock_that_jumps_ahead_and_back_sends_nothing_twice_and_skips_nothing(
    people: Reminded, jump: str
) -> None:
    people.draft(people.person(AN))
    await people.tick("2021-11-05 08:30", jump, "2021-11-05 08:40", SEVEN_DAYS, "2021-11-09 09:00")
    assert len(people.sent()) == 2


async def test_a_clock_that_was_years_ahead_does_not_silence_what_comes(people: Reminded) -> None:
    people.draft(people.person(AN))
    await people.tick("2031-01-01 12:00", "2021-11-05 08:30", SEVEN_DAYS)
    assert people.sent() == [f"mail {AN} reminder"]


# To whom.


async def test_submitted_withdrawn_and_expired_applications_are_not_reminded(people: Reminded) -> None:
    for stage in (Stage.SUBMITTED, Stage.WITHDRAWN, Stage.EXPIRED, Stage.INADMISSIBLE):
        people.draft(people.person(f"{stage}@lier.be"), LIER, stage=stage)
    assert await people.tick(SEVEN_DAYS) == []


async def test_who_left_or_never_agreed_is_not_reminded(people: Reminded) -> None:
    left, silent = people.person(AN), people.person(BRAM, agreed_at=None)
    application = people.draft(left)
    people.draft(silent, LIER)
    people.do(participant_queries.leave, application, left, people.clock())
    assert await people.tick(SEVEN_DAYS) == []


async def test_what_is_submitted_between_planning_and_sending_is_not_reminded(people: Reminded) -> None:
    application = people.draft(people.person(AN))
    people.clock.move_to(SEVEN_DAYS)
    await people.house.planner.tick()
    people.do(case_queries.change, application, stage=Stage.SUBMITTED)
    await people.tick("2021-11-05 09:01")
    assert [row.state for row in people.rows()] == ["cancelled"]


async def test_a_person_with_two_municipalities_gets_one_message_with_both(people: Reminded) -> None:
    an = people.person(AN)
    people.draft(an, HEIST)
    people.draft(an, LIER)
    assert await people.tick(SEVEN_DAYS) == ["reminder:p1:2021-11-05"]
    assert "Heist-op-den-Berg" in people.text()
    assert "Lier" in people.text()


async def test_a_human_with_two_devices_gets_one_message_about_both_drafts(people: Reminded) -> None:
    people.draft(people.person(AN), HEIST)
    people.draft(people.person("other@lier.be", AN), LIER)
    assert await people.tick(SEVEN_DAYS) == ["reminder:p1:2021-11-05"]
    assert "Lier" in people.text()


async def test_two_devices_in_different_parts_of_the_people_get_one_message(
    people: Reminded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planner, "SPAN", 1)
    people.draft(people.person(AN), HEIST)
    people.draft(people.person(BRAM), LIER)
    people.draft(people.person(AN), LIER)
    assert await people.tick(SEVEN_DAYS) == ["reminder:p1:2021-11-05", "reminder:p2:2021-11-05"]


async def test_who_stopped_on_one_device_is_left_alone_on_the_other(people: Reminded) -> None:
    people.draft(people.person(AN))
    people.person(AN, reminders="off")
    await people.tick(SEVEN_DAYS)
    assert [row.state for row in people.rows()] == ["cancelled"]


async def test_who_stopped_or_put_it_off_is_not_reminded_until_then(people: Reminded) -> None:
    people.draft(people.person(AN, reminders="off"))
    people.draft(people.person(BRAM, snoozed_until_at=brussels("2021-11-09 09:00")), LIER)
    assert await people.tick(SEVEN_DAYS) == []
    assert await people.tick("2021-11-09 09:00") == ["reminder:p2:2021-11-09"]


async def test_who_wants_only_the_last_reminders_gets_those_of_the_last_week(people: Reminded) -> None:
    people.planned_until("2021-10-20 10:00")
    people.draft(people.person(AN, reminder_moments="last"))
    assert await people.tick("2021-10-29 09:00") == []
    assert await people.tick(SEVEN_DAYS) == ["reminder:p1:2021-11-05"]
    assert await people.tick("2021-11-12 09:00") == ["reminder:p1:2021-11-12"]


# By which way.


@pytest.mark.parametrize(
    ("mailboxes", "wishes", "failing", "way"),
    [
        ((AN,), {}, [], f"mail {AN}"),
        ((AN, BRAM), {}, [], f"mail {BRAM}"),  # the one proven last
        ((AN,), {"reminders": "chat"}, [], "local 1"),
        ((), {}, [], "local 1"),
        ((AN,), {}, [("mail", AN)], "local 1"),
        ((AN,), {"reminders": "chat"}, [("local", "1")], f"mail {AN}"),
        ((AN,), {}, [("local", "1")], f"mail {AN}"),
        ((AN,), {}, [("local", AN), ("mail", "1")], f"mail {AN}"),
    ],
)
async def test_a_reminder_goes_to_the_newest_mailbox_or_by_chat(
    people: Reminded, mailboxes: tuple[str, ...], wishes: dict, failing: list[tuple[str, str]], way: str
) -> None:
    people.draft(people.person(*mailboxes, **wishes))
    for mark in failing:
        people.fails(*mark)
    await people.tick(SEVEN_DAYS)
    assert people.sent() == [f"{way} reminder"]


async def test_who_cannot_be_reached_is_counted_and_holds_up_nobody(people: Reminded) -> None:
    people.draft(people.person(AN))
    people.draft(people.person(BRAM), LIER)
    people.fails("mail", AN)
    people.fails("local", "1")
    people.clock.move_to(SEVEN_DAYS)
    told = await people.house.planner.tick()
    assert (told.planned, told.without_way) == (1, (1,))


# Other deadlines.


async def test_a_municipality_with_a_later_deadline_is_counted_back_from_its_own(people: Reminded) -> None:
    people.draft(people.person(AN), HEIST)
    people.draft(people.person(BRAM), LIER)
    people.extend(LIER, "2021-11-20 00:00")
    assert await people.tick(SEVEN_DAYS) == ["reminder:p1:2021-11-05", "reminder:p2:2021-11-05"]  # 7 and 14 days
    assert await people.tick("2021-11-10 09:00") == ["reminder:p1:2021-11-10"]
    assert await people.tick("2021-11-12 09:00") == ["reminder:p1:2021-11-12", "reminder:p2:2021-11-12"]
    assert "vrijdag 19 november 2021, 23.59 uur (Brussel)" in people.text()
    assert await people.tick("2021-11-12 14:00") == ["reminder:p1:2021-11-12:2"]
    assert await people.tick("2021-11-16 09:00", "2021-11-18 09:00", "2021-11-19 09:00", "2021-11-22 09:00") == [
        "reminder:p2:2021-11-16",
        "reminder:p2:2021-11-18",
        "reminder:p2:2021-11-19",
    ]


async def test_an_extension_does_not_bring_back_what_lies_in_the_past(people: Reminded) -> None:
    people.draft(people.person(AN), HEIST)
    await people.tick(SEVEN_DAYS, "2021-11-08 12:00")
    people.extend(HEIST, "2021-11-27 00:00")
    assert await people.tick("2021-11-08 12:01", "2021-11-09 09:00", "2021-11-10 09:00") == []
    assert await people.tick("2021-11-12 09:00") == ["reminder:p1:2021-11-12"]
    assert "Nog 14 dagen." in people.text()


async def test_one_person_with_two_deadlines_gets_one_message_a_day(people: Reminded) -> None:
    an = people.person(AN)
    people.draft(an, HEIST)
    people.draft(an, LIER)
    people.extend(LIER, "2021-11-20 00:00")
    assert await people.tick("2021-11-12 09:00") == ["reminder:p1:2021-11-12"]
    assert "12 november" in people.text()
    assert "19 november" in people.text()


# Who showed interest.


async def test_who_is_on_the_list_hears_it_28_14_and_7_days_before(people: Reminded) -> None:
    people.planned_until("2021-10-20 10:00")
    people.interest(CHRIS)
    moments = ("2021-10-29 09:00", SEVEN_DAYS, "2021-11-09 09:00", "2021-11-10 09:00", "2021-11-12 09:00")
    assert await people.tick(*moments) == ["reminder:i1:2021-10-29", "reminder:i1:2021-11-05"]
    assert people.sent() == [f"mail {CHRIS} interest"] * 2
    assert "Mechelen" in people.text()
    assert "webinar" in people.text()


async def test_the_list_is_silent_once_the_municipality_has_an_application(people: Reminded) -> None:
    people.planned_until("2021-10-20 10:00")
    people.interest(CHRIS)
    application = people.draft(people.person(), MECHELEN)
    await people.tick("2021-10-29 09:00")
    assert [row.kind for row in people.rows()] == ["reminder", "interest"]  # nobody proved to speak for the town
    people.do(case_queries.change, application, live_key=f"profploeg-2021/2021-2/{MECHELEN}")
    assert await people.tick(SEVEN_DAYS) == ["reminder:p1:2021-11-05"]


async def test_who_is_on_the_list_and_works_on_a_draft_gets_only_the_reminder_of_the_draft(people: Reminded) -> None:
    people.interest(AN)
    people.draft(people.person(AN))
    assert await people.tick(SEVEN_DAYS) == ["reminder:p1:2021-11-05"]


async def test_who_stopped_or_cannot_be_mailed_is_not_written_to(people: Reminded) -> None:
    people.interest("stopped@mechelen.be", stopped_at=people.clock())
    people.interest("bounced@mechelen.be")
    people.fails("mail", "bounced@mechelen.be")
    people.interest("silent@mechelen.be")
    people.person("silent@mechelen.be", reminders="off")
    people.interest("other@mechelen.be", call_name="other")
    assert await people.tick(SEVEN_DAYS) == []


async def test_a_mailbox_that_is_on_the_list_for_two_towns_gets_one_mail_that_names_both(
    people: Reminded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planner, "SPAN", 1)
    people.interest(CHRIS, MECHELEN)
    people.interest(BRAM, LIER)
    people.interest(CHRIS, HEIST)
    assert await people.tick(SEVEN_DAYS) == ["reminder:i1:2021-11-05", "reminder:i2:2021-11-05"]
    [to_chris] = [
        p
        for p, c in zip(people.ways["mail"].parcels, people.ways["mail"].took, strict=True)
        if c.message.address == CHRIS
    ]
    assert "Mechelen, Heist-op-den-Berg" in to_chris.letter.text


async def test_who_started_and_stopped_is_asked_to_begin(people: Reminded) -> None:
    people.empty(people.person(AN))
    assert await people.tick(SEVEN_DAYS, "2021-11-09 09:00") == ["reminder:p1:2021-11-05"]
    assert people.kinds() == [["interest"]]
    assert people.sent() == [f"mail {AN} interest"]
    assert "nog niets ingevuld" in people.text()


async def test_who_began_one_draft_and_not_the_other_is_reminded_of_the_one(people: Reminded) -> None:
    an = people.person(AN)
    people.empty(an, LIER)
    people.draft(an, HEIST)
    people.extend(HEIST, "2021-11-13 00:00")
    assert await people.tick(SEVEN_DAYS) == ["reminder:p1:2021-11-05"]
    assert people.sent() == [f"mail {AN} reminder"]


# Who fell out.


async def test_a_draft_that_carries_on_what_fell_out_says_so(people: Reminded) -> None:
    an = people.person(AN)
    fell = people.draft(an, HEIST, stage=Stage.UNCLEAR, round_id="2021-1")
    people.draft(an, HEIST, carried_from_id=fell)
    await people.tick(SEVEN_DAYS)
    assert people.kinds() == [["fell_out"]]
    assert "viel af (onvoldoende duidelijk)" in people.text()


# What survives a crash.


async def test_after_a_crash_in_the_middle_everybody_gets_it_once_also_a_day_later(
    people: Reminded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planner, "SPAN", 2)
    for number in range(7):
        people.draft(people.person(f"clerk{number}@lier.be"), LIER)
    run, calls = people.house.services.store.run, []

    async def dies_at_the_third(work, *args, **kwargs):
        calls.append(work)
        if len(calls) == 3:
            raise StoreUnavailable("killed")
        return await run(work, *args, **kwargs)

    monkeypatch.setattr(people.house.planner.store, "run", dies_at_the_third)
    people.clock.move_to(SEVEN_DAYS)
    with pytest.raises(StoreUnavailable):
        await people.house.planner.tick()
    monkeypatch.undo()
    assert people.mark() < brussels(SEVEN_DAYS)
    await people.house.sweep.send_due()
    assert len(people.sent()) == 2
    await people.tick("2021-11-08 08:30")
    assert sorted(people.sent()) == [f"mail clerk{number}@lier.be reminder" for number in range(7)]
    assert people.mark() == brussels("2021-11-08 08:30")


async def test_planning_works_on_both_databases(any_database_url: str, tmp_path: Path, clock: StandingClock) -> None:
    with reminded_people(tmp_path / "data", clock, any_database_url) as people:
        people.planned_until("2021-11-04 12:00")
        people.draft(people.person(AN), HEIST)
        people.draft(people.person(reminders="chat"), LIER)
        people.interest(CHRIS)
        people.fails("mail", "nobody@lier.be")
        people.extend("11002", "2021-11-20 00:00")
        assert await people.tick("2021-11-05 08:00", SEVEN_DAYS, SEVEN_DAYS) == [
            "reminder:p1:2021-11-05",
            "reminder:p2:2021-11-05",
            "reminder:i1:2021-11-05",
        ]
        assert sorted(people.sent()) == ["local 2 reminder", f"mail {AN} reminder", f"mail {CHRIS} interest"]
