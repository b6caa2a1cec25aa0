"""One officer at a time follows a municipality: takes it on, lets it rest, notes a call, and ends it."""

import pytest
from sqlmodel import Session

from models.calls.stages import Stage
from models.records.desk.follow_up import CallNote
from models.records.people import person_queries
from tests.fakes import desk, facts
from tests.fakes.conversation import Town
from tests.fakes.fallen import AN, fallen_out
from tests.fakes.followed import HEIST, interested, nudged
from tests.fakes.mailbag import mails, news, plain

LUT = "lut@provincie.example"


async def test_one_officer_follows_a_municipality_and_the_others_see_who(town: Town) -> None:
    _, piet = await fallen_out(town)
    lut = await desk.province(town, "Lut", LUT)
    await piet.says("/aansporing heist")
    assert "Jij volgt Heist-op-den-Berg op" in await piet.presses("Ik volg op")
    assert "Piet volgt op" in await lut.says("/aansporing")
    said = await lut.presses(HEIST)
    assert "Overnemen" in said.labels
    assert "Aansporen" not in said.labels
    assert "Piet volgt Heist-op-den-Berg op, dus er is niets gebeurd." in await lut.forges("pw:12014")
    await lut.presses("Overnemen")
    assert "Lut volgt op" in await piet.says("/aansporing")
    assert "Lut nam over van een collega" in await piet.presses(HEIST)
    await lut.says("/aansporing heist")
    await lut.presses("Ik volg niet meer op")
    assert "Ik volg op" in (await piet.says("/aansporing heist")).labels


async def test_an_officer_who_never_said_a_name_is_known_by_the_mailbox(town: Town) -> None:
    piet = await desk.province(town)

    def forget_the_name(session: Session) -> None:
        person = person_queries.speaker(session, "local", piet.chat_id)
        person_queries.change(session, person.person_id, name=None)

    await town.house.services.store.run(forget_the_name)
    await piet.says("/aansporing lier")
    await piet.presses("Ik volg op")
    said = await piet.says("/aansporing lier")
    assert "piet@provincie.example" in said
    assert "iemand zonder naam" not in said.text


async def test_a_municipality_rests_and_comes_back_by_itself(town: Town) -> None:
    _, piet = await fallen_out(town)
    await piet.says("/aansporing heist")
    assert "rust 7 dagen" in await piet.presses("Rust 7 dagen")
    assert "Rust even (1)" in await piet.says("/aansporing")
    town.clock.move_to("2021-08-23 07:59")
    assert "Rust even (1)" in await piet.says("/aansporing")
    town.clock.move_to("2021-08-23 08:00")
    assert "Afgevallen (1)" in await piet.says("/aansporing")
    await piet.presses(HEIST)
    await piet.presses("Rust 3 dagen")
    await piet.presses("Rust voorbij")
    assert "Afgevallen (1)" in await piet.says("/aansporing")


async def test_a_note_is_read_by_colleagues_only_and_can_be_erased(town: Town) -> None:
    an, piet = await fallen_out(town)
    lut = await desk.province(town, "Lut", LUT)
    await piet.says("/aansporing heist")
    await piet.presses("Notitie")
    await piet.says("An is ziek tot maandag.")
    page = await lut.says("/aansporing heist")
    assert "Piet belde" in page
    assert "Piet: An is ziek tot maandag." in page
    assert "Mijn laatste notitie wissen" not in page.labels
    assert not [one for one in await facts.history(an) if "ziek" in one.detail]
    await piet.says("/aansporing heist")
    assert "ziek" not in (await piet.presses("Mijn laatste notitie wissen")).text
    assert await facts.count(an, CallNote) == 0


async def test_an_outcome_ends_it_and_can_be_taken_back(town: Town) -> None:
    _, piet = await fallen_out(town)
    await piet.says("/aansporing heist")
    await piet.presses("Volgende ronde")
    said = await piet.says("/aansporing")
    assert "Afgerond (1)" in said
    assert "Volgende ronde" in said
    await piet.presses(HEIST)
    await piet.presses("Opnieuw opvolgen")
    assert "Afgevallen (1)" in await piet.says("/aansporing")


async def test_who_declines_on_the_phone_is_asked_twice_then_told_and_reminded_no_more(town: Town) -> None:
    an, piet = await fallen_out(town)
    await piet.says("/aansporing heist")
    said = await piet.presses("Doet niet mee")
    assert "Alle antwoorden blijven bewaard" in said
    assert (await facts.case_of(an)).stage is Stage.DRAFT
    await piet.presses("Ja, doet niet mee")
    assert (await facts.applications(an))[-1].stage is Stage.WITHDRAWN
    assert "ingetrokken" in plain((await news(an))[-1])
    town.clock.move_to("2021-11-05 09:00")
    await town.house.planner.tick()
    assert await news(an) == []
    assert "Afgerond (1)" in (await piet.says("/aansporing")).labels


async def test_who_declines_in_the_chat_is_not_nudged(town: Town) -> None:
    an, piet = await fallen_out(town)
    await nudged(piet)
    draft = (await facts.case_of(an)).application_id
    await an.forges(f"decl:{draft}")
    assert await news(an) == []
    assert "Doet niet mee" in await piet.says("/aansporing heist")
    assert "Aansporen" not in (await piet.says("/aansporing heist")).labels


async def test_near_the_deadline_who_showed_interest_is_listed_and_written_to(town: Town) -> None:
    piet = await desk.province(town)
    await interested(town)
    assert "Interesse, niet begonnen (1)" in (await piet.says("/aansporing")).text
    assert "van de lijst met interesse" in await piet.presses("Boom")
    preview = await piet.presses("Aansporen")
    assert "Jullie toonden interesse in de profploeg" in preview
    await piet.presses("Versturen")
    (letter,) = [mail for mail in await mails(town, "jos@boom.be") if "Bericht van de provincie" in mail.subject]
    assert "Boom" in letter.subject
    assert "Typ /start" in letter


async def test_a_draft_that_stands_still_is_listed_near_the_deadline_and_not_before(town: Town) -> None:
    town.clock.move_to("2021-09-20 10:00")
    piet = await desk.province(town)
    await town.proven("An", AN)
    assert "Ontwerp dat stilstaat" not in " ".join((await piet.says("/aansporing")).labels)
    town.clock.move_to("2021-10-16 10:00")
    said = await piet.says("/aansporing")
    assert "Ontwerp dat stilstaat (1)" in said
    page = await piet.presses(HEIST)
    assert "ontwerp, vraag 5 (Telefoon" in page
    preview = await piet.presses("Aansporen")
    assert "Jullie staan bij vraag 5" in preview


async def test_the_municipalities_that_did_not_start_stand_on_pages(town: Town) -> None:
    piet = await desk.province(town)
    said = await piet.says("/aansporing")
    assert "Nog 23 dagen tot de deadline." in said
    assert "Niet begonnen (69)" in said
    assert "Aartselaar" in said
    assert "Aartselaar" not in await piet.presses("Volgende")


async def test_a_municipality_of_another_province_cannot_be_reached(town: Town) -> None:
    await fallen_out(town)
    lut = await desk.province(town, "Lut", LUT, of="Limburg")
    assert "Er is geen gemeente met die naam in je provincie" in await lut.says("/aansporing heist")
    for data in ("pt:12014", "pw:12014", "pc:12014", "pt:99999"):
        assert "werkt niet meer" in await lut.forges(data)


@pytest.mark.parametrize("declines", [True, False])
async def test_nobody_of_a_list_is_reminded_for_a_municipality_that_declines(town: Town, *, declines: bool) -> None:
    piet = await desk.province(town)
    await interested(town)
    await town.house.planner.tick()
    if declines:
        await piet.says("/aansporing Boom")
        await piet.presses("Doet niet mee")
        await piet.presses("Ja, doet niet mee")
    town.clock.move_to("2021-11-05 09:00")
    await town.house.planner.tick()
    assert bool(await mails(town, "jos@boom.be")) is not declines
