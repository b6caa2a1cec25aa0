"""Two people on one case at the same time: nothing is lost, both know what the other did."""

import asyncio

from models.records.applications.submission import Submission
from tests.fakes import facts
from tests.fakes.conversation import CLEAR, Chat, Town
from tests.fakes.mailbag import mails
from tests.fakes.played_once import played_once
from tests.fakes.underway import COLLEAGUE, MAILBOX, both_asked, joined

BY_BRAM = (
    "In de Bergstraat in Heist staan 9 van de 60 winkels leeg sinds de bibliotheek verhuisde. "
    "Handelaars verliezen klanten. We willen dat er binnen drie jaar vijf winkels bij komen."
)


async def test_who_answers_second_is_told_and_the_first_text_can_be_put_back(town: Town) -> None:
    an, bram = await both_asked(town, "7")
    await bram.says(BY_BRAM)
    town.clock.pass_(minutes=1)
    said = await an.says(CLEAR)
    assert "Bram had hier intussen iets anders ingevuld" in said
    assert BY_BRAM[:60] in said
    assert (await facts.answer(bram, "challenge")).said == CLEAR
    assert "Teruggezet bij vraag 7" in await an.presses("Gebruik dat andere antwoord")
    assert (await facts.answer(bram, "challenge")).said == BY_BRAM
    assert CLEAR[:60] in await bram.says("/wijzig 7")


async def test_an_unclear_text_of_a_colleague_is_not_glued_to_mine(town: Town) -> None:
    an, bram = await both_asked(town, "7")
    await bram.says("Er is leegstand.")
    town.clock.pass_(minutes=1)
    assert "Bram had hier intussen" in await an.says("Te veel auto's.")
    assert (await facts.answer(an, "challenge")).said == "Te veel auto's."


async def test_the_same_answer_from_both_is_no_conflict(town: Town) -> None:
    an, bram = await both_asked(town, "7")
    await bram.says(CLEAR)
    town.clock.pass_(minutes=1)
    assert "intussen" not in await an.says(CLEAR)


async def test_who_saw_the_other_s_answer_and_changes_it_is_not_warned(town: Town) -> None:
    an, bram = await both_asked(town, "7")
    await bram.says(BY_BRAM)
    town.clock.pass_(minutes=1)
    assert "Bram vulde dit in" in await an.says("/wijzig 7")
    town.clock.pass_(minutes=1)
    assert "intussen" not in await an.says(CLEAR)
    assert (await facts.answer(an, "challenge")).said == CLEAR


async def test_each_has_the_own_place_in_the_checklist(town: Town) -> None:
    an, bram = await both_asked(town, "5")
    await bram.says("/wijzig 17")
    await an.says("015 25 00 00")
    await bram.says("Jan Janssens")
    assert (await facts.answer(an, "contact_phone")).said == "015 25 00 00"
    assert (await facts.answer(an, "alderman")).said == "Jan Janssens"


async def test_who_comes_back_to_a_question_sees_what_a_colleague_answered_meanwhile(town: Town) -> None:
    an, bram = await both_asked(town, "5")
    await bram.says("015 25 00 00")
    said = await an.says("/aanvraag")
    assert "Bram vulde dit in" in said
    assert "015 25 00 00" in said


@played_once
async def ready(town: Town) -> tuple[Chat, Chat]:
    """Return two people of whom both see the summary."""
    an = await town.complete("An", MAILBOX)
    bram = await joined(town, an)
    await an.says("/indienen")
    await bram.says("/indienen")
    return an, bram


async def test_both_send_and_one_submission_is_made(town: Town) -> None:
    an, bram = await ready(town)
    first, second = await asyncio.gather(an.presses("Ja, indienen"), bram.presses("Ja, indienen"))
    assert "PROF-2021-2-0001" in first
    assert "PROF-2021-2-0001" in second
    assert await facts.count(an, Submission) == 1
    town.clock.pass_(minutes=1)
    receipts = [one for one in await mails(town) if "ontvangen" in one.subject]
    assert sorted(one.to for one in receipts) == [MAILBOX, COLLEAGUE]


async def test_an_answer_that_changes_between_summary_and_confirmation_is_shown_again(town: Town) -> None:
    an, bram = await ready(town)
    await bram.says("/wijzig 6")
    await bram.says("Dorpskern Schriek: Kerkstraat")
    said = await an.presses("Ja, indienen")
    assert "Intussen is er een antwoord gewijzigd" in said
    assert "Dorpskern Schriek" in said
    assert await facts.count(an, Submission) == 0
    assert "PROF-2021-2-0001" in await an.presses("Ja, indienen")


async def test_a_case_withdrawn_by_a_colleague_cannot_be_sent_any_more(town: Town) -> None:
    an, bram = await ready(town)
    await bram.says("/intrekken")
    await bram.presses("Ja, intrekken")
    assert "is ingetrokken" in await an.presses("Ja, indienen")
    assert await facts.count(an, Submission) == 0
