"""The intake interview: planned, moved, cancelled and held in chat, and in the calendars of both sides."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from models.records.applications import submission_queries
from models.records.desk import decision_queries
from models.records.desk.decision import Decision
from tests.fakes import desk, facts, guided
from tests.fakes.calendar_mail import CalendarMail, calendar_mails
from tests.fakes.conversation import BRUSSELS, Chat, Town
from tests.fakes.guided import AN, NUMBER
from tests.fakes.played_once import played_once

WHEN = "vrijdag 3 december 2021 om 14.30 uur"
ORGANIZER = "mailto:kernbot@localhost"


@played_once
async def moved(town: Town) -> tuple[Chat, Chat]:
    an, els = await guided.planned(town)
    await els.says(NUMBER)
    await els.presses("Gesprek verzetten")
    await els.answers("dinsdag 7 december", "9u")
    await els.presses("Wijzig: Plaats")
    await els.says("Stadskantoor")
    await els.presses("Wijzig: Bericht")
    await els.says("Breng het plan van de Kerkstraat mee.")
    await els.presses("Bevestigen")
    return an, els


def about(found: list[CalendarMail], mailbox: str) -> list[CalendarMail]:
    return [one for one in found if one.mail["to"] == mailbox]


async def test_what_was_typed_is_shown_back_before_anything_happens(town: Town) -> None:
    _, els = await guided.selected(town)
    await els.says(NUMBER)
    await els.presses("Intakegesprek plannen")
    await els.answers(*guided.INTAKE)

    said = await els.presses("Niets")

    assert "Dag: vrijdag 3 december 2021" in said
    assert "Uur: 14.30 uur" in said
    assert f"krijgen een uitnodiging voor {WHEN}" in said
    assert await calendar_mails(town) == []


async def test_a_day_that_is_over_is_asked_again_before_anything_else_is(town: Town) -> None:
    _, els = await guided.selected(town)
    await els.says(NUMBER)
    await els.presses("Intakegesprek plannen")

    said = await els.says("gisteren")

    assert "Dat moment is voorbij. Kies een later moment." in said
    assert "typ het jaar er dan bij.\nOp welke dag" in said
    assert "Hoe laat begint het?" in await els.says(guided.INTAKE[0])


async def test_both_sides_are_invited_with_a_file_that_another_parser_reads(town: Town) -> None:
    await guided.planned(town)

    found = await calendar_mails(town)

    assert {one.mail["to"] for one in found} == {AN, desk.ELS}
    for one in found:
        [event] = one.events
        assert one.method == "REQUEST"
        assert one.part.get_param("method") == "REQUEST"
        assert str(event["ORGANIZER"]) == ORGANIZER
        assert {str(each) for each in event["ATTENDEE"]} == {f"mailto:{AN}", f"mailto:{desk.ELS}"}
        assert event.decoded("dtstart") == datetime(2021, 12, 3, 14, 30, tzinfo=BRUSSELS)
        assert str(event["LOCATION"]) == "Gemeentehuis, Kerkplein 17"
        assert int(event["SEQUENCE"]) == 0
        assert WHEN in one.text
    assert len({uid for one in found for uid in one.uids}) == 1


async def test_the_municipality_sees_the_interview_in_its_status_and_in_chat(town: Town) -> None:
    an, _ = await guided.planned(town)

    assert f"Intakegesprek: {WHEN}, Gemeentehuis, Kerkplein 17" in await an.says("/status")
    told = (await an.bot_messages())[-2]
    assert "Intakegesprek over de aanvraag van Heist-op-den-Berg" in told.text_html
    assert told.document is not None


async def test_a_moved_interview_is_the_same_in_the_calendar_with_a_higher_number(town: Town) -> None:
    await moved(town)

    first, second = about(await calendar_mails(town), AN)

    assert first.uids == second.uids
    assert (first.sequences, second.sequences) == ({0}, {1})
    assert second.method == "REQUEST"
    assert second.events[0].decoded("dtstart") == datetime(2021, 12, 7, 9, tzinfo=BRUSSELS)
    assert "verzet" in second.mail["subject"]
    assert "Breng het plan van de Kerkstraat mee." in second.text


async def test_what_moves_is_said_with_the_moment_that_it_was(town: Town) -> None:
    _, els = await guided.planned(town)
    await els.says(NUMBER)
    await els.presses("Gesprek verzetten")
    said = await els.answers("dinsdag 7 december", "9u")

    assert "Plaats: Gemeentehuis" in said
    assert "is voortaan op dinsdag 7 december 2021 om 9.00 uur" in said
    assert f"Nu is dat op {WHEN}" in said


async def test_a_cancelled_interview_is_taken_out_of_both_calendars(town: Town) -> None:
    _, els = await guided.planned(town)
    await els.says(NUMBER)
    await els.presses("Gesprek afzeggen")
    await els.says("De expert is ziek.")
    await els.presses("Bevestigen")

    [*_, one, other] = await calendar_mails(town)

    assert {one.mail["to"], other.mail["to"]} == {AN, desk.ELS}
    for each in (one, other):
        [event] = each.events
        assert (each.method, str(event["STATUS"])) == ("CANCEL", "CANCELLED")
        assert str(event["ORGANIZER"]) == ORGANIZER
        assert len(event["ATTENDEE"]) == 2
        assert each.sequences == {1}
        assert "De expert is ziek." in each.text


async def test_after_a_cancelled_interview_another_one_has_a_name_of_its_own(town: Town) -> None:
    an, els = await guided.planned(town)
    await els.says(NUMBER)
    await els.presses("Gesprek afzeggen")
    await els.presses("Niets")
    await els.presses("Bevestigen")
    await els.presses("Intakegesprek plannen")
    await els.answers("8 december", "10.00", "Online")
    await els.presses("Niets")
    await els.presses("Bevestigen")

    first, again = (one for one in about(await calendar_mails(town), AN) if one.method == "REQUEST")

    assert first.uids != again.uids
    assert again.sequences == {0}
    steps = [one.what for one in await facts.history(an)][-3:]
    assert steps == ["intake", "intake_cancelled", "intake_planned"]


async def test_an_interview_in_the_past_is_asked_again(town: Town) -> None:
    _, els = await guided.selected(town)
    await els.says(NUMBER)
    await els.presses("Intakegesprek plannen")

    said = await els.answers("20 oktober", "9 uur")  # it is ten o'clock

    assert "Dat moment is voorbij" in said
    assert "vrijdag 22 oktober 2021" in await els.says("22 oktober")


async def test_what_cannot_be_read_is_asked_again_and_what_was_read_stays(town: Town) -> None:
    _, els = await guided.selected(town)
    await els.says(NUMBER)
    await els.presses("Intakegesprek plannen")

    assert "Dat lees ik niet als een dag" in await els.says("ergens in de herfst")
    await els.says("22 oktober")
    said = await els.says("rond de middag")
    assert "Dat lees ik niet als een uur" in said
    assert "Dag: vrijdag 22 oktober 2021" in said


async def test_it_is_planned_only_once_the_letter_of_the_selection_has_left(town: Town) -> None:
    an, els = await guided.selected(town)
    case = await facts.case_of(an)
    await town.house.services.store.run(_decided_just_now, case.application_id, town.clock())
    await els.says(NUMBER)

    assert "Wacht die tien minuten af" in await els.presses("Intakegesprek plannen")
    town.clock.pass_(minutes=11)
    await els.says(NUMBER)
    assert "Op welke dag" in await els.presses("Intakegesprek plannen")


def _decided_just_now(session: Session, app: int, now: datetime) -> None:
    standing = submission_queries.newest(session, app)
    assert standing is not None
    moments = {"begun_at": now, "taken_at": now, "leaves_at": now + timedelta(minutes=10)}
    steps = {"from_stage": "admissible", "to_stage": "selected"}
    decision_queries.add(session, Decision(application_id=app, submission_id=standing.id, **steps, **moments))


async def test_an_interview_is_not_held_before_it_begins(town: Town) -> None:
    _, els = await guided.planned(town)
    await els.says(NUMBER)

    assert "Dat gesprek moet nog beginnen" in await els.presses("Gesprek gehouden")


async def test_once_it_was_held_the_budget_is_asked(town: Town) -> None:
    an, els = await guided.planned(town)
    town.clock.move_to("2021-12-03 17:00:00")
    await els.says(NUMBER)
    await els.presses("Gesprek gehouden")

    said = await els.presses("Bevestigen")

    assert "Genoteerd: het gesprek is gehouden" in said
    assert "Wat is het budget van deze begeleiding?" in said
    assert [one.what for one in await facts.history(an)][-2:] == ["intake", "intake_held"]


async def test_a_double_press_plans_once(town: Town) -> None:
    _, els = await guided.planned(town)
    before = len(await calendar_mails(town))

    await els.forges("fk:1")

    assert len(await calendar_mails(town)) == before


async def test_the_history_holds_no_words_of_the_officer(town: Town) -> None:
    an, _ = await moved(town)

    details = " ".join(one.detail for one in await facts.history(an))

    assert "Kerkplein" not in details
    assert "Breng" not in details


async def test_the_numbers_of_days_follow_the_zone_of_the_call(town: Town) -> None:
    an, els = await guided.planned(town)
    await els.says(NUMBER)
    await els.presses("Gesprek verzetten")
    await els.answers("29 maart 2022", "8.15 uur")
    await els.presses("Bevestigen")

    start = about(await calendar_mails(town), AN)[-1].events[0].decoded("dtstart")

    assert start.date() == date(2022, 3, 29)
    assert start.utcoffset() == datetime(2022, 3, 29, 8, tzinfo=BRUSSELS).utcoffset()
    assert "8.15 uur" in await an.says("/status")


async def test_long_words_full_of_signs_fit_the_chat_and_the_calendar(town: Town) -> None:
    an, els = await guided.selected(town)
    await els.says(NUMBER)
    await els.presses("Intakegesprek plannen")
    await els.answers("22 oktober", "10u", "😀" * 900, "<b>\u202e\r\nX:1 " * 200)
    await els.presses("Bevestigen")

    [*_, one] = await calendar_mails(town)

    assert one.method == "REQUEST"
    assert "\nX:1" not in one.raw.decode().replace("\r", "")
    assert max(len(line) for line in one.raw.split(b"\r\n")) <= 75
    assert (await an.bot_messages())[-1].document is not None
