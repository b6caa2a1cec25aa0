"""The plan up to the deadline in a calendar: mailed once, sent again when a day moves, asked again when it is lost."""

from tests.fakes import facts
from tests.fakes.calendar_mail import calendar_mails
from tests.fakes.conversation import Town
from tests.handlers.test_planning import planned

AN = "an.peeters@heist-op-den-berg.be"


async def test_without_a_proven_mailbox_it_says_how_and_nothing_is_mailed(town: Town) -> None:
    an = await town.begun("An")
    await planned(an)
    said = await an.presses("Stuur naar mijn agenda")
    assert "Daarvoor moet je mailbox bewezen zijn" in said
    assert "Typ je e-mailadres bij vraag 4" in said
    assert await calendar_mails(town) == []


async def test_the_plan_is_mailed_as_a_calendar_file_once_for_a_double_press(town: Town) -> None:
    an = await town.proven("An", AN)
    await planned(an)
    said = await an.presses("Stuur naar mijn agenda")
    assert f"Het stappenplan gaat naar {AN}" in said
    await an.forges(f"ics:{(await facts.case_of(an)).application_id}")
    [found] = await calendar_mails(town)
    assert (found.mail["To"], found.method) == (AN, "PUBLISH")
    assert found.days == ["2021-10-29", "2021-11-08", "2021-11-10", "2021-11-12"]


async def test_who_lost_the_mail_can_have_it_again_and_the_calendar_takes_it(town: Town) -> None:
    an = await town.proven("An", AN)
    await planned(an)
    await an.presses("Stuur naar mijn agenda")
    await town.mails()
    town.clock.pass_(minutes=11)
    await an.says("/status")
    await an.presses("Stappenplan")
    await an.presses("Stuur nog eens naar mijn agenda")
    first, second = await calendar_mails(town)
    assert first.uids == second.uids
    assert (first.sequences, second.sequences) == ({0}, {1})


async def test_a_changed_habit_reaches_the_calendar_by_itself(town: Town) -> None:
    an = await town.proven("An", AN)
    await planned(an)
    await an.presses("Stuur naar mijn agenda")
    await town.mails()
    await an.says("/status")
    await an.presses("Stappenplan")
    await an.presses("Aanpassen")
    await an.presses("dinsdag")
    await an.presses("7 dagen")
    first, second = await calendar_mails(town)
    assert first.uids == second.uids
    assert second.sequences == {1}
    assert second.days[:2] == ["2021-10-26", "2021-11-02"]


async def test_of_a_plan_that_changed_before_it_left_only_the_newest_leaves(town: Town) -> None:
    an = await town.proven("An", AN)
    await planned(an)
    await an.presses("Stuur naar mijn agenda")
    await an.says("/status")
    await an.presses("Stappenplan")
    await an.presses("Aanpassen")
    await an.presses("dinsdag")
    await an.presses("7 dagen")
    [only] = await calendar_mails(town)
    assert only.days[1] == "2021-11-02"


async def test_after_submission_there_is_no_plan_to_make(town: Town) -> None:
    an = await town.complete("An", AN)
    application = (await facts.case_of(an)).application_id
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    assert "Stappenplan naar de deadline" not in (await an.says("/status")).labels
    assert "niet meer nodig" in await an.forges(f"plan:{application}")


async def test_the_plan_of_another_municipality_reads_as_one_that_is_not_there(town: Town) -> None:
    an, lies = await town.begun("An"), await town.begun("Lies", "Lier")
    theirs = (await facts.case_of(lies)).application_id
    for data in ("plan:{}", "replan:{}", "meets:{}:0", "agenda:{}:7", "ics:{}"):
        foreign, nowhere = await an.forges(data.format(theirs)), await an.forges(data.format(99999))
        assert foreign.text == nowhere.text == "Die knop werkt niet meer, of hoort niet bij jouw aanvraag."
