"""A draft of one's own beside the application that the municipality has already: not reminded, and never forgotten."""

import pytest

from tests.fakes import facts
from tests.fakes.conversation import CLEAR, Chat, Town
from tests.fakes.deadline import closes
from tests.fakes.mailbag import mails
from tests.fakes.played_once import played_once

AN = "an.peeters@heist-op-den-berg.be"
BRAM = "bram.claes@heist-op-den-berg.be"
HOME = "bram.claes@gmail.com"
OCCASIONS = ("2021-10-29 09:00", "2021-11-05 09:00", "2021-11-09 09:00", "2021-11-12 09:00", "2021-11-12 14:00")


@played_once
async def submitted(town: Town) -> Chat:
    """Return the chat of An, who submitted for Heist."""
    an = await town.complete("An", AN)
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    return an


@played_once
async def beside(town: Town, mailbox: str = BRAM) -> Chat:
    """Return the chat of Bram, who has a draft of his own for Heist."""
    bram = await town.begun("Bram")
    town.clock.pass_(minutes=1)
    await bram.answers("Bram Claes", "Diensthoofd ruimte", mailbox)
    await bram.types_the_code(mailbox)
    return bram


async def reminded(town: Town, mailbox: str) -> list[str]:
    """Let the round pass and end; return the subjects of what came into a mailbox by itself."""
    before = len(await mails(town, mailbox))
    await town.house.planner.tick()
    for moment in OCCASIONS:
        town.clock.move_to(moment)
        await town.house.planner.tick()
        await town.house.sweep.send_due()
    await closes(town, "2021-11-13 00:01")
    town.clock.move_to("2021-11-13 08:00")
    return [one.subject for one in (await mails(town, mailbox))[before:]]


async def test_whose_town_has_submitted_is_not_reminded_of_the_own_draft(town: Town) -> None:
    await submitted(town)
    bram = await beside(town)
    await bram.answers("015 25 99 99", "Dorpskern Schriek", CLEAR)
    assert await reminded(town, BRAM) == []


async def test_nor_of_what_is_carried_from_it_to_the_next_round(town: Town) -> None:
    town.clock.move_to("2021-08-02 10:00")
    await submitted(town)
    bram = await beside(town)
    await bram.answers("015 25 99 99", "Dorpskern Schriek", CLEAR)
    town.clock.move_to("2021-08-14 00:01")
    await closes(town, "2021-08-14 00:01")
    town.clock.move_to("2021-10-20 10:00")
    assert [one for one in await reminded(town, BRAM) if "te gaan" in one] == []


async def test_while_a_colleague_s_draft_is_the_town_s_only_they_are_reminded(town: Town) -> None:
    await town.proven("An", AN)
    await beside(town)
    to_an = await reminded(town, AN)
    assert len([one for one in to_an if "te gaan voor Heist" in one]) == len(OCCASIONS)
    assert [one.subject for one in await mails(town, BRAM) if "te gaan" in one.subject] == []


async def test_who_can_send_the_own_draft_is_reminded_of_it(town: Town) -> None:
    await submitted(town)
    await beside(town, HOME)
    to_bram = await reminded(town, HOME)
    assert len(to_bram) == len(OCCASIONS) + 1
    assert "bewaard" in to_bram[-1]


# The offer stays.

OFFER = "Voor Heist-op-den-Berg loopt al een aanvraag in deze ronde"
ASK = "Vraag om mee te werken"
SENT = "Je vraag om mee te werken is verstuurd"


@pytest.mark.parametrize("command", ["/start", "/status", "/ontbreekt", "/aanvraag", "/indienen"])
async def test_every_look_at_the_own_draft_offers_to_join_the_town_s_application(town: Town, command: str) -> None:
    await town.proven("An", AN)
    bram = await beside(town)
    said = await bram.says(command)
    assert OFFER in said
    assert ASK in said.labels
    assert SENT in await bram.presses(ASK)
    said = await bram.says(command)
    assert "Je vraag om mee te werken aan de aanvraag van Heist-op-den-Berg loopt nog" in said
    assert ASK not in said.labels


async def test_who_answered_everything_hears_that_the_own_draft_cannot_be_sent(town: Town) -> None:
    bram = await town.complete("Bram", HOME)
    await town.proven("An", AN)
    town.clock.pass_(minutes=1)
    await bram.says("/wijzig 4")
    await bram.says(BRAM)
    await bram.types_the_code(BRAM)
    said = await bram.says("/aanvraag")
    assert OFFER in said
    assert "Alles is gevraagd. Dit ontwerp kan je niet apart indienen" in said
    assert "Indienen" not in said.labels
    assert SENT in await bram.says("ja")


@pytest.mark.parametrize("command", ["@code", "/status", "/ontbreekt"])
@pytest.mark.parametrize("words", ["ja", "Vraag om mee te werken"])
async def test_the_words_of_the_button_do_what_it_does(town: Town, command: str, words: str) -> None:
    await town.proven("An", AN)
    bram = await beside(town)
    if command != "@code":
        await bram.says(command)
    assert SENT in await bram.says(words)


async def test_under_a_question_only_the_whole_words_ask_to_join(town: Town) -> None:
    await town.proven("An", AN)
    bram = await beside(town)
    await bram.says("/status")
    await bram.says("/wijzig 25")
    assert "Bewaard" in await bram.says("ja")
    await bram.says("/wijzig 7")
    assert SENT in await bram.says("vraag om mee te werken")
    await bram.says(CLEAR)
    assert (await facts.answer(bram, "challenge")).said == CLEAR


async def test_what_is_typed_under_the_offer_and_is_no_yes_answers_the_question(town: Town) -> None:
    await town.proven("An", AN)
    bram = await beside(town)
    await bram.says("015 25 99 99")
    assert (await facts.answer(bram, "contact_phone")).said == "015 25 99 99"


async def test_who_has_not_proven_a_fitting_mailbox_hears_nothing_of_it(town: Town) -> None:
    await town.proven("An", AN)
    bram = await beside(town, HOME)
    for command in ("/start", "/status", "/ontbreekt", "/aanvraag"):
        assert "loopt al" not in await bram.says(command)


# Who waits for an answer is seen.


@pytest.mark.parametrize("command", ["/start", "/status", "/aanvraag"])
async def test_who_is_asked_to_let_a_colleague_in_sees_it_wherever_they_look(town: Town, command: str) -> None:
    an = await town.proven("An", AN)
    bram = await beside(town)
    await bram.presses(ASK)
    said = await an.says(command)
    assert f"Bram · {BRAM} wil meewerken aan deze aanvraag" in said
    assert said.labels[:2] == ["Toelaten", "Weigeren"]
    await an.presses("Toelaten")
    assert "wil meewerken" not in await an.says(command)
    assert "Je werkt nu mee" in await bram.says("/aanvraag")


async def test_who_was_let_in_and_looks_at_the_status_goes_on_from_there(town: Town) -> None:
    an = await town.proven("An", AN)
    bram = await beside(town)
    await bram.presses(ASK)
    await an.says("/status")
    await an.presses("Toelaten")
    assert OFFER in await bram.says("/status")
    assert "Je werkt nu mee" in await bram.presses(ASK)
