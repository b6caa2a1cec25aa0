"""The end of an application's number in an officer's chat: enough where only one ends so."""

import pytest

from models.desk.cases import short_numbers
from models.desk.rights import Role
from models.records.applications import case_queries
from tests.fakes import desk, facts
from tests.fakes.conversation import Chat, Town

AN = "an.peeters@heist-op-den-berg.be"
CHRIS = "chris@gent.be"
UNKNOWN = "Er is geen aanvraag met dat nummer."


async def numbered(chat: Chat, number: str) -> None:
    """Give the application of a clerk another number, as if it had been sent in another round."""
    case = await facts.case_of(chat)
    await chat.house.services.store.run(case_queries.change, case.application_id, number=number)


@pytest.mark.parametrize("said", ["0001", "1", "2-0001", "2021-2-1", "/dossiers 1", "/beslis 0001"])
async def test_the_only_application_that_ends_so_is_opened(town: Town, said: str) -> None:
    await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    assert "PROF-2021-2-0001 · Heist-op-den-Berg (Antwerpen)" in await els.says(said)


@pytest.mark.parametrize("said", ["0001", "/dossiers 0001", "/aansporing 1"])
async def test_a_province_opens_its_own_and_hears_of_no_other(town: Town, said: str) -> None:
    await desk.sent(town, "An", AN)
    await numbered(await desk.sent(town, "Chris", CHRIS, "Gent"), "PROF-2021-1-0001")
    piet = await desk.province(town)
    assert "PROF-2021-2-0001 · Heist-op-den-Berg (Antwerpen)" in await piet.says(said)


async def test_what_lies_in_another_province_reads_as_what_is_not_there(town: Town) -> None:
    await desk.sent(town, "Chris", CHRIS, "Gent")
    piet = await desk.province(town)
    for said in ("0001", "1", "/dossiers 2-0001", "/aansporing 1"):
        there, nowhere = await piet.says(said), await piet.says(said.replace("1", "9"))
        assert there.text == nowhere.text == UNKNOWN
        assert there.labels == nowhere.labels


async def test_where_more_end_so_all_are_named_and_one_tap_away(town: Town) -> None:
    await desk.sent(town, "An", AN)
    await numbered(await desk.sent(town, "Chris", CHRIS, "Gent"), "PROF-2021-1-0001")
    els = await desk.agency(town)
    said = await els.says("1")
    assert "Meer dan één aanvraag heeft een nummer dat zo eindigt. Welke bedoel je?" in said
    assert "PROF-2021-1-0001 · Gent · ingediend" in said
    assert said.labels == ["PROF-2021-1-0001", "PROF-2021-2-0001"]
    assert "typ het hele nummer" not in said
    assert "PROF-2021-1-0001 · Gent" in await els.presses("PROF-2021-1-0001")


async def test_of_more_than_fit_it_is_said_that_there_are_more(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short_numbers, "MOST_SHOWN", 1)
    await desk.sent(town, "An", AN)
    await numbered(await desk.sent(town, "Chris", CHRIS, "Gent"), "PROF-2021-1-0001")
    said = await (await desk.agency(town)).says("0001")
    assert "Er zijn er nog meer: typ het hele nummer." in said
    assert said.labels == ["PROF-2021-1-0001"]


async def test_a_province_reads_in_the_list_what_letters_told(town: Town) -> None:
    await desk.sent(town, "An", AN)
    await numbered(await desk.sent(town, "Lies", "lies@lier.be", "Lier"), "PROF-2021-1-0001")
    els = await desk.agency(town)
    await els.says("PROF-2021-2-0001")
    for label in ("Ontvankelijk", "Bekijk de brief", "Bevestigen"):
        await els.presses(label)
    assert "PROF-2021-2-0001 · Heist-op-den-Berg · ontvankelijk" in await els.says("1")
    assert "PROF-2021-2-0001 · Heist-op-den-Berg · ingediend" in await (await desk.province(town)).says("1")


async def test_a_number_that_the_desk_waits_for_is_what_it_waits_for(town: Town) -> None:
    await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    await els.says("0001")
    await els.presses("Meer informatie vragen")
    assert "Jouw uitleg:\n0001" in await els.says("0001")


async def test_a_postal_code_still_names_its_municipality(town: Town) -> None:
    await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    assert "Ronde 2021-2: indienen kan tot en met" in await els.says("2220")


async def test_an_officer_who_applies_answers_with_a_number(town: Town) -> None:
    an = await desk.sent(town, "An", AN)
    await an.says(await desk.invited(town, Role.AGENCY, desk.ELS))
    assert "Heist-op-den-Berg (Antwerpen)" in await an.says("/dossiers 1")
    await an.says("/wijzig 11")
    assert "✓ Bewaard" in await an.says("1")
    assert (await facts.answer(an, "service_hours")).value == 1
