"""A mailbox of another domain is shown to the province, which confirms or refuses it; it blocks nothing meanwhile."""

import pytest
from sqlmodel import Session

from models.calls.stages import Stage
from models.records.people.foreign_mailbox import ForeignMailbox
from tests.fakes import desk, facts
from tests.fakes.conversation import Chat, Town
from tests.fakes.mailbag import mails, news, plain

FOREIGN = "an.peeters@adviesbureau.example"
FITTING = "an.peeters@heist-op-den-berg.be"
REASON = "De gemeente kent u niet."


async def shown_to(officer: Chat) -> None:
    """Let an officer open the only mailbox that waits."""
    await officer.says("/dossiers")
    await officer.presses("1 mailbox te bevestigen")
    await officer.presses(FOREIGN)


async def test_the_province_is_told_and_confirms_and_the_case_becomes_the_municipality_s(town: Town) -> None:
    piet = await desk.province(town)
    an = await town.proven("An", FOREIGN)
    (letter,) = [mail for mail in await mails(town, desk.PIET) if "Mailbox te bevestigen" in mail.subject]
    assert FOREIGN in letter
    await shown_to(piet)
    assert "is bevestigd" in await piet.presses("Bevestigen")
    assert (await facts.case_of(an)).is_owned
    assert [one.what for one in await facts.history(an)][-2:] == ["mailbox_confirmed", "owned"]
    (told,) = await news(an)
    assert f"✓ {FOREIGN} is bevestigd: met dit adres spreek je voor Heist-op-den-Berg." in plain(told)
    assert "mailbox te bevestigen" not in " ".join((await piet.says("/dossiers")).labels)


async def test_it_blocks_nothing_meanwhile(town: Town) -> None:
    await desk.province(town)
    an = await town.complete("An", FOREIGN)
    await an.says("/indienen")
    assert "Ingediend" in await an.presses("Ja, indienen")


async def test_what_is_refused_is_told_with_the_reason_and_stays_the_author_s_alone(town: Town) -> None:
    piet = await desk.province(town)
    an = await town.complete("An", FOREIGN)
    await shown_to(piet)
    await piet.presses("Weigeren")
    assert "De persoon krijgt je reden te lezen" in await piet.says(REASON)
    case = await facts.case_of(an)
    assert (case.is_owned, case.stage) == (False, Stage.DRAFT)
    assert not [one for one in await facts.history(an) if REASON in one.detail]
    letter = (await mails(town, FOREIGN))[-1]
    assert REASON in letter
    assert "Je ontwerp blijft van jou" in letter
    said = await an.says("/indienen")
    assert "Je kan nog niet indienen." in said
    assert REASON in said
    await an.says("/wijzig 4")
    await an.says(FITTING)
    await an.types_the_code(FITTING)
    await an.says("/indienen")
    assert "Ingediend" in await an.presses("Ja, indienen")
    assert (await facts.case_of(an)).is_owned


async def test_what_is_confirmed_holds_in_the_next_round_and_for_the_next_application(town: Town) -> None:
    piet = await desk.province(town)
    town.clock.move_to("2021-08-10 10:00")
    an = await town.proven("An", FOREIGN)
    await shown_to(piet)
    await piet.presses("Bevestigen")
    town.clock.move_to("2021-08-16 10:00")
    await an.says("/aanvraag")
    case = await facts.case_of(an)
    assert (case.round.id, case.is_owned) == ("2021-2", True)


async def test_who_decides_second_reads_what_was_said_and_changes_nothing(town: Town) -> None:
    piet, lut = await desk.province(town), await desk.province(town, "Lut", "lut@provincie.example")
    an = await town.proven("An", FOREIGN)
    await shown_to(piet)
    await shown_to(lut)
    await lut.presses("Weigeren")
    await piet.presses("Bevestigen")
    said = await lut.says(REASON)
    assert "Hier is al over beslist" in said
    assert "is bevestigd voor Heist-op-den-Berg" in said
    assert (await facts.case_of(an)).is_owned


async def test_a_confirmed_mailbox_meets_the_application_that_the_municipality_has(town: Town) -> None:
    piet = await desk.province(town)
    await town.proven("Bram", "bram.claes@heist-op-den-berg.be")
    an = await town.complete("An", FOREIGN)
    await shown_to(piet)
    await piet.presses("Bevestigen")
    assert not (await facts.case_of(an)).is_owned
    assert "loopt al een aanvraag" in await an.says("/indienen")


@pytest.mark.parametrize("data", ["mo:1", "mc:1", "mr:1"])
async def test_a_mailbox_of_another_province_is_not_there(town: Town, data: str) -> None:
    await desk.province(town)
    els, lut = await desk.agency(town), await desk.province(town, "Lut", "lut@provincie.example", of="Limburg")
    await town.proven("An", FOREIGN)
    for officer in (els, lut):
        assert "werkt niet meer" in await officer.forges(data)


async def test_without_a_province_officer_the_agency_confirms(town: Town) -> None:
    els = await desk.agency(town)
    an = await town.proven("An", FOREIGN)
    await shown_to(els)
    await els.presses("Bevestigen")
    assert (await facts.case_of(an)).is_owned


async def test_of_many_that_wait_the_oldest_are_listed_and_the_next_follow(town: Town) -> None:
    piet = await desk.province(town)
    await town.proven("An", FOREIGN)

    def add(session: Session) -> None:
        known = session.get_one(ForeignMailbox, 1).model_dump(exclude={"id", "email"})
        session.add_all(ForeignMailbox(email=f"an{place}@elders.example", **known) for place in range(8))

    await town.house.services.store.run(add)
    await piet.says("/dossiers")
    said = await piet.presses("9 mailboxen te bevestigen")
    assert "Dit zijn de 8 oudste van 9." in said
    assert said.labels == [FOREIGN, *(f"an{place}@elders.example" for place in range(7)), "Naar de lijst"]
    await piet.presses(FOREIGN)
    said = await piet.presses("Bevestigen")
    assert "is bevestigd" in said
    assert said.labels == [*(f"an{place}@elders.example" for place in range(8)), "Naar de lijst"]
