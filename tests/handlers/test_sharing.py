"""Several people on one application: who did what, who stops, and who goes from one application to another."""

from tests.fakes import facts
from tests.fakes.colleagues import AN, accepted, invited, same_case
from tests.fakes.conversation import Town
from tests.fakes.mailbag import news, plain


async def test_who_did_what_is_visible_to_both(town: Town) -> None:
    an = await town.proven("An & Co", AN)
    await an.says("015 25 00 00")
    bram = await accepted(town, "Bram <b>", await invited(town, an))
    assert "Wie eraan werkt: An & Co (contactpersoon), jij" in await bram.says("/status")
    assert "Wie eraan werkt: jij (contactpersoon), Bram <b>" in await an.says("/status")
    assert "An & Co vulde dit in" in await bram.says("/wijzig 5")
    assert "vulde dit in" not in await an.says("/wijzig 5")


async def test_it_is_shared_after_closing_too_and_nothing_can_be_changed(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    town.clock.move_to("2021-11-20 10:00")
    bram = await accepted(town, "Bram", await invited(town, an))
    assert await same_case(an, bram)
    assert "PROF-2021-2-0001" in await bram.says("/status")
    assert "gesloten" in await bram.says("/wijzig 7")


async def test_who_stops_is_sure_of_it_and_the_case_goes_on(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await accepted(town, "Bram", await invited(town, an))
    await an.says("/deel")
    assert "gaat verder zonder jou" in await an.presses("Ik stop")
    await an.presses("Nog niet")
    assert "jij (contactpersoon)" in await an.says("/status")
    await an.says("/deel")
    await an.presses("Ik stop")
    assert "een collega kan verder" in await an.presses("Ja, ik stop")
    assert any("An werkt niet meer mee" in plain(one) for one in await news(bram))
    assert "Wie eraan werkt: jij (contactpersoon)" in await bram.says("/status")
    assert "Klopt dit nog?" in await bram.says("/wijzig 2")
    assert not await facts.applications(an)


async def test_who_is_alone_with_an_unproven_draft_is_warned_before_stopping(town: Town) -> None:
    eve = await town.begun("Eve")
    await eve.says("/deel")
    assert "kan niemand er nog aan verder" in await eve.presses("Ik stop")
    assert "Je werkt niet meer mee aan dit ontwerp" in await eve.presses("Ja, ik stop")
    assert "1. " in await eve.says("/aanvraag")


async def test_who_stops_goes_on_in_another_application_of_theirs(town: Town) -> None:
    an = await town.proven("An", AN)
    lies = await town.proven("Lies", "lies@igemo.be", "Lier")
    await lies.says("015 25 11 11")
    town.clock.pass_(minutes=1)
    await lies.says(await invited(town, an, "lies@igemo.be"))
    await lies.says("/deel")
    await lies.presses("Ik stop")
    await lies.presses("Ja, ik stop")
    assert "Lier" in await lies.says("/status")


async def test_who_works_for_two_towns_goes_from_one_to_the_other(town: Town) -> None:
    an = await town.proven("An", AN)
    lies = await town.proven("Lies", "lies@igemo.be", "Lier")
    await lies.answers("015 25 11 11")
    town.clock.pass_(minutes=1)
    await lies.says(await invited(town, an, "lies@igemo.be"))
    assert "Ga naar Lier, ronde 2021-2" in (await lies.says("/status")).labels
    assert "Lier" in await lies.presses("Ga naar Lier")
    assert "6. " in await lies.presses("Verder")
    await lies.says("/status")
    assert "Heist-op-den-Berg" in await lies.presses("Ga naar Heist-op-den-Berg")
    assert (await facts.answer(lies, "contact_name")).said == "An Peeters"


async def test_nobody_is_invited_to_what_was_withdrawn(town: Town) -> None:
    an = await town.proven("An", AN)
    application = (await facts.case_of(an)).application_id
    await an.says("/intrekken")
    await an.presses("Ja, intrekken")
    for button in ("inv", "hand", "link"):
        assert "is ingetrokken" in await an.forges(f"{button}:{application}")
