"""The way to the college: asked once, counted back from the deadline, shown, and sent to a calendar."""

from pathlib import Path

from models.call_files.call_file import shipped_call_source
from tests.fakes import facts
from tests.fakes.conversation import Chat, Said, StandingClock, Town, open_town
from tests.fakes.deadline import LATER, brussels, three_days_before
from tests.fakes.mailbag import mails

AN = "an.peeters@heist-op-den-berg.be"
BRAM = "bram.claes@heist-op-den-berg.be"
ASKED = "Op welke dag vergadert jullie college meestal?"
HOW_LONG = "Hoeveel dagen vóór de vergadering sluit de agenda?"
DAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "weet ik niet"]
PLAN = """\
Stappenplan naar de deadline
• vrijdag 29 oktober 2021: het punt moet op de agenda van het college staan
• maandag 8 november 2021: vergadering van het college
• woensdag 10 november 2021: het ondertekende besluit moet er zijn
• vrijdag 12 november 2021: laatste dag om in te dienen"""


async def planned(chat: Chat, day: str = "maandag", days: str = "7 dagen") -> Said:
    """Answer at item 12 how the college meets; return the plan that is shown."""
    await chat.says("/wijzig 12")
    await chat.presses(day)
    return await chat.presses(days)


async def test_at_the_decision_of_the_college_it_is_asked_when_it_meets(town: Town) -> None:
    an = await town.begun("An")
    said = await an.says("/wijzig 12")
    assert ASKED in said
    assert [label for label in said.labels if label in DAYS] == DAYS
    said = await an.presses("maandag")
    assert HOW_LONG in said
    assert said.labels == ["3 dagen", "7 dagen", "10 dagen", "14 dagen", "Verder"]
    said = await an.presses("7 dagen")
    assert said.text == PLAN
    assert said.labels == ["Stuur naar mijn agenda", "Aanpassen", "Verder"]
    assert "12. Stuur het besluit van het college" in await an.presses("Verder")


async def test_it_is_asked_on_the_way_through_the_questions_too(town: Town) -> None:
    an = await town.proven("An", AN)
    said = await an.answers("015 25 00 00", "Dorpskern Itegem")
    for _ in range(20):
        if "12. Stuur" in said:
            break
        said = await an.presses("Overslaan")
    assert ASKED in said


async def test_it_is_asked_once_and_not_again_after_the_item_was_left(town: Town) -> None:
    an = await town.begun("An")
    assert ASKED in await an.says("/wijzig 12")
    await an.presses("Overslaan")
    assert ASKED not in await an.says("/wijzig 12")


async def test_as_long_as_the_person_stays_at_the_item_it_still_is(town: Town) -> None:
    an = await town.begun("An")
    await an.says("/wijzig 12")
    assert ASKED in await an.says("/aanvraag")


async def test_a_colleague_is_not_asked_what_was_asked_already(town: Town) -> None:
    an = await town.proven("An", AN)
    await an.says("/wijzig 12")
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    await an.says(BRAM)
    bram = await town.person("Bram")
    await bram.says((await mails(town, BRAM))[-1].token)
    await bram.presses("Akkoord")
    await bram.types_the_code(BRAM)
    assert ASKED not in await bram.says("/wijzig 12")


async def test_who_does_not_know_goes_on_and_is_not_asked_again(town: Town) -> None:
    an = await town.begun("An")
    await an.says("/wijzig 12")
    said = await an.presses("weet ik niet")
    assert "Vraag het eens aan jullie secretariaat" in said
    assert "12. Stuur het besluit" in said
    assert ASKED not in said
    assert ASKED not in await an.says("/wijzig 12")


async def test_the_status_opens_it_again_whenever_a_person_likes(town: Town) -> None:
    an = await town.begun("An")
    await an.says("/wijzig 12")
    await an.presses("weet ik niet")
    await an.says("/status")
    said = await an.presses("Stappenplan naar de deadline")
    assert said.text == ASKED
    await an.presses("dinsdag")
    assert "dinsdag 2 november 2021: vergadering" in await an.presses("3 dagen")
    await an.says("/status")
    assert "dinsdag 2 november 2021: vergadering" in await an.presses("Stappenplan naar de deadline")
    await an.presses("Aanpassen")
    await an.presses("maandag")
    assert is_the_plan(await an.presses("7 dagen"))


def is_the_plan(said: Said) -> bool:
    return said.text == PLAN


async def test_the_day_and_the_number_of_days_can_be_typed_also_another_number(town: Town) -> None:
    an = await town.begun("An")
    await an.says("/wijzig 12")
    assert HOW_LONG in await an.says("Woensdag")
    assert "Dat begrijp ik niet" in await an.says("een week of zo")
    said = await an.says("5 dagen")
    assert "vrijdag 29 oktober 2021: het punt moet op de agenda" in said
    assert "woensdag 3 november 2021: vergadering" in said
    assert (await facts.case_of(an)).kept.get("college_decision") is None


async def test_what_is_typed_beside_another_item_does_not_land_in_that_item(town: Town) -> None:
    an = await town.begun("An")
    await an.says("/status")
    await an.presses("Stappenplan")
    assert HOW_LONG in await an.says("maandag")
    assert is_the_plan(await an.says("7"))
    assert "2. Wie is de contactpersoon" in await an.presses("Verder")
    assert (await facts.case_of(an)).kept.keys() == {"municipality"}


async def test_a_side_question_about_the_college_ends_when_the_person_does_something_else(town: Town) -> None:
    an = await town.begun("An")
    await an.says("/status")
    await an.presses("Stappenplan")
    await an.says("/aanvraag")
    await an.says("An Peeters")
    assert (await facts.answer(an, "contact_name")).value == "An Peeters"


async def test_with_the_decision_there_nothing_is_asked(town: Town) -> None:
    an = await town.begun("An")
    await an.says("/wijzig 12")
    await an.sends("besluit.pdf")
    assert ASKED not in await an.says("/wijzig 12")


async def test_the_file_can_be_sent_while_it_is_asked(town: Town) -> None:
    an = await town.begun("An")
    assert ASKED in await an.says("/wijzig 12")
    assert "besluit.pdf is bewaard bij vraag 12" in await an.sends("besluit.pdf")


async def test_after_the_agenda_closed_it_says_what_can_still_be_done(town: Town) -> None:
    town.clock.move_to("2021-11-05 10:00")
    said = await planned(await town.begun("An"))
    assert "✗ vrijdag 29 oktober 2021" in said
    assert (
        "De agenda van de vergadering van maandag 8 november 2021 sloot op vrijdag 29 oktober 2021. Vraag meteen of "
        "het punt er dringend nog bij kan, of vraag een extra vergadering, ten laatste op maandag 8 november 2021."
        in said
    )


async def test_after_the_last_meeting_it_says_until_when_an_extra_one_helps(town: Town) -> None:
    town.clock.move_to("2021-11-05 10:00")
    said = await planned(await town.begun("An"), "dinsdag")
    assert (
        "De laatste vergadering die nog op tijd is was dinsdag 2 november 2021. Vraag een extra vergadering, ten "
        "laatste op maandag 8 november 2021: er is nog geen volgende ronde gepland." in said
    )


async def test_in_the_last_days_only_a_signature_on_the_same_day_helps_or_the_next_round(tmp_path: Path) -> None:
    async with open_town(tmp_path, StandingClock(brussels("2021-08-12 10:00"))) as town:
        said = await planned(await town.begun("An"))
        assert (
            "De laatste vergadering die nog op tijd is was maandag 9 augustus 2021. Vraag een extra vergadering en "
            "laat het besluit dezelfde dag ondertekenen, of gebruik de volgende ronde." in said
        )


async def test_the_next_round_knows_how_the_college_meets(tmp_path: Path) -> None:
    async with open_town(tmp_path, three_days_before()) as town:
        an = await town.begun("An")
        await planned(an)
        town.clock.move_to(LATER)
        assert "Je antwoorden zijn bewaard" in await an.says("/aanvraag")
        await an.says("/status")
        assert is_the_plan(await an.presses("Stappenplan"))


async def test_a_forged_day_or_number_changes_nothing(town: Town) -> None:
    an = await town.begun("An")
    await planned(an)
    application = (await facts.case_of(an)).application_id
    for data in (f"meets:{application}:6", f"agenda:{application}:999"):
        assert "werkt niet meer" in await an.forges(data)
    await an.says("/status")
    assert is_the_plan(await an.presses("Stappenplan"))


async def test_a_call_that_asks_no_decision_of_a_college_has_no_plan(tmp_path: Path, clock: StandingClock) -> None:
    path = tmp_path / "elsewhere.toml"
    path.write_text(shipped_call_source("profploeg").replace('plan = "college"\n', ""), "utf-8")
    async with open_town(tmp_path / "data", clock, str(path)) as town:
        an = await town.begun("An")
        assert ASKED not in await an.says("/wijzig 12")
        assert "Stappenplan naar de deadline" not in (await an.says("/status")).labels
        application = (await facts.case_of(an)).application_id
        assert "niet meer nodig" in await an.forges(f"plan:{application}")


async def test_it_speaks_english_to_who_chose_english(town: Town) -> None:
    an = await town.begun("An")
    await an.says("/taal")
    await an.presses("English")
    assert "On which day does your college usually meet?" in await an.says("/wijzig 12")
    await an.presses("Monday")
    said = await an.presses("7 days")
    assert "• Friday 29 October 2021: the item has to be on the agenda of the college" in said
