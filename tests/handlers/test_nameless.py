"""Somebody whose front knows no name is called by the mailbox, or as the contact once that mailbox is proven."""

from tests.fakes.conversation import Chat, Town
from tests.fakes.mailbag import mails, news, plain
from tests.fakes.played_once import played_once

AN = "an.peeters@heist-op-den-berg.be"
BRAM = "bram.claes@heist-op-den-berg.be"
NAMELESS = 4711


@played_once
async def nameless(town: Town) -> Chat:
    """Return the chat of who begins in Heist on a front without names."""
    await town.api.open_chat(" ", chat_id=NAMELESS)
    chat = Chat(house=town.house, api=town.api, front=town.front, clock=town.clock, chat_id=NAMELESS)
    await chat.says("/start")
    await chat.presses("Akkoord")
    await chat.says("Heist-op-den-Berg")
    await chat.presses("Ja")
    return chat


async def test_who_proves_the_contact_s_mailbox_is_called_as_the_contact(town: Town) -> None:
    chat = await nameless(town)
    await chat.answers("An Peeters", "Deskundige", AN)
    await chat.types_the_code(AN)
    await chat.says("/deel")
    await chat.presses("Collega uitnodigen")
    await chat.says(BRAM)
    assert (await mails(town, BRAM))[-1].subject == "An Peeters nodigt je uit voor de aanvraag van Heist-op-den-Berg"


async def test_who_proves_another_mailbox_is_called_by_it(town: Town) -> None:
    an = await town.proven("An", AN)
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    await an.says(BRAM)
    chat = await nameless(town)
    await chat.says((await mails(town, BRAM))[-1].token)
    await chat.types_the_code(BRAM)
    assert any(f"{BRAM} werkt nu mee" in plain(one) for one in await news(an))
    await chat.says("/wijzig 6")
    await chat.says("Dorpskern Schriek: Kerkstraat")
    assert f"{BRAM} vulde dit in" in await an.says("/wijzig 6")
    assert f"jij (contactpersoon), {BRAM}" in await an.says("/status")
