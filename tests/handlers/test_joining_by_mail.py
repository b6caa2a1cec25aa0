"""A colleague asks by mail to work on the application, and the answer is a yes, a no, or asked again."""

from models.records.people import participant_queries
from tests.fakes.conversation import Town
from tests.fakes.correspondent import Correspondent, Got
from tests.fakes.fallen import AN

BRAM = "bram.claes@heist-op-den-berg.be"


async def bram_asks(town: Town) -> tuple[Correspondent, Got, Got]:
    """Let Bram ask to join the application of An; return her, what he heard, and what she is asked."""
    an = Correspondent(town=town, mailbox=AN)
    await an.hears(await an.opens(), "1: ja\n2: An Peeters")
    bram = Correspondent(town=town, mailbox=BRAM, name="Bram Claes")
    asked = await bram.hears(await bram.opens(), "1: ja")
    request = next(one for one in await an.all_new() if "wil meewerken" in one.text)
    return an, asked, request


async def works_on(town: Town, application_id: int) -> int:
    return len(await town.house.services.store.run(participant_queries.active, application_id))


async def test_a_colleague_who_asks_is_let_in_by_a_yes(town: Town) -> None:
    an, asked, request = await bram_asks(town)
    assert "We vroegen je collega's om je toe te laten" in asked
    assert "Antwoord op deze mail met JA" in request
    again = await an.hears(request, "Wie is dat?")
    assert "Mag je collega meewerken?" in again
    let_in = await an.hears(request, "Ja, dat is goed.\n\n5: 015 25 00 00")
    assert "Je collega kan nu meewerken" in let_in
    assert "5. Telefoon contact: 015 25 00 00" in let_in
    assert await works_on(town, 1) == 2


async def test_more_than_a_yes_lets_nobody_in_and_loses_no_answer(town: Town) -> None:
    an, _, request = await bram_asks(town)
    for said in ("Graag eerst wat meer uitleg over deze persoon.", "Goed om te weten, ik vraag het na."):
        assert "Mag je collega meewerken?" in await an.hears(request, said)
    filled = await an.hears(request, "Ja graag. 5: 015 25 00 00")
    assert "Mag je collega meewerken?" in filled
    assert "5. Telefoon contact: 015 25 00 00" in filled
    assert await works_on(town, 1) == 1


async def test_a_yes_with_a_doubt_below_it_is_asked_again(town: Town) -> None:
    an, _, request = await bram_asks(town)
    for said in (
        "Ja.\nWie is dat?",
        "Ja.\n1. Wie is dat?",
        "Ja\n\nmaar pas vanaf maandag",
        "Ja.\n5: 015 25 00 00\nOf toch liever niet.",
    ):
        assert "Mag je collega meewerken?" in await an.hears(request, said)
    assert await works_on(town, 1) == 1
    assert "Je collega kan nu meewerken" in await an.hears(
        request, "Dag,\n\nJa, zij mag erbij.\nBedankt!\nAn Peeters\n"
    )


async def test_a_colleague_who_asks_is_kept_out_by_a_no(town: Town) -> None:
    an, _, request = await bram_asks(town)
    kept_out = await an.hears(request, "neen")
    assert "Je collega werkt niet mee" in kept_out
    assert await works_on(town, 1) == 1
