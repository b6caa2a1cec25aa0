"""The last person stops: the question says that nobody is left, what that means, and how to invite first."""

from tests.fakes import facts
from tests.fakes.conversation import Chat, Said, Town
from tests.fakes.mailbag import mails
from tests.fakes.played_once import played_once

AN = "an.peeters@heist-op-den-berg.be"
BRAM = "bram.claes@heist-op-den-berg.be"
NOBODY = "Niemand anders werkt aan de aanvraag van Heist-op-den-Berg"
TAKEOVER = "kan een collega met een mailbox van de gemeente ze later overnemen"
FIRST = "Eerst een collega uitnodigen"


async def stops(chat: Chat) -> Said:
    await chat.says("/deel")
    return await chat.presses("Ik stop")


@played_once
async def submitted(town: Town, mailbox: str) -> Chat:
    an = await town.complete("An", mailbox)
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    return an


async def test_who_submitted_alone_is_told_that_nobody_will_get_the_decision(town: Town) -> None:
    an = await submitted(town, AN)
    asked = await stops(an)
    assert NOBODY in asked
    assert "krijgt niemand de beslissing of een vraag van VLAIO" in asked
    assert TAKEOVER in asked
    assert asked.labels == [FIRST, "Ja, ik stop", "Nog niet"]
    left = await an.presses("Ja, ik stop")
    assert "Niemand werkt er nu nog aan. Ze blijft van de gemeente" in left


async def test_a_colleague_can_be_invited_from_there(town: Town) -> None:
    an = await submitted(town, AN)
    await stops(an)
    assert "Typ het e-mailadres van je collega" in await an.presses(FIRST)
    await an.says(BRAM)
    assert "nodigt je uit" in (await mails(town, BRAM))[-1].subject
    assert (await facts.case_of(an)).number == "PROF-2021-2-0001"


async def test_the_last_on_a_draft_of_the_town_hears_it_as_well(town: Town) -> None:
    an = await town.proven("An", AN)
    asked = await stops(an)
    assert NOBODY in asked
    assert "krijgt niemand er nog berichten over" in asked
    assert TAKEOVER in asked


async def test_nobody_can_take_over_what_was_sent_from_another_mailbox_and_no_word_says_so(town: Town) -> None:
    an = await submitted(town, "an.peeters@gmail.com")
    asked = await stops(an)
    assert NOBODY in asked
    assert TAKEOVER not in asked
    assert "wat ingediend is, blijft gelden" in await an.presses("Ja, ik stop")
