"""Conversations that are under way: at a question, before the summary, two people on one case."""

from pathlib import Path

from tests.fakes.conversation import Chat, Town
from tests.fakes.mailbag import mails
from tests.fakes.played_once import played_once

MAILBOX = "an.peeters@heist-op-den-berg.be"
COLLEAGUE = "bram.claes@heist-op-den-berg.be"
UP_TO_SEVEN = ("An Peeters", "Deskundige lokale economie", MAILBOX, "015 25 00 00", "Dorpskern")


@played_once
async def at_seven(town: Town, name: str = "An") -> Chat:
    """Return the chat of a person who is asked item 7."""
    chat = await town.begun(name)
    asked = await chat.answers(*UP_TO_SEVEN)
    assert "7. Wat is jullie uitdaging?" in asked
    return chat


@played_once
async def at_the_summary(town: Town) -> Chat:
    """Return the chat of a person who only has to confirm."""
    chat = await town.complete("An", MAILBOX)
    await chat.says("/indienen")
    return chat


@played_once
async def joined(town: Town, an: Chat, name: str = "Bram", mailbox: str = COLLEAGUE) -> Chat:
    """Return the chat of a colleague who was invited and works on the case."""
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    await an.says(mailbox)
    chat = await town.person(name)
    await chat.says((await mails(town, mailbox))[-1].token)
    await chat.presses("Akkoord")
    await chat.types_the_code(mailbox)
    return chat


@played_once
async def both_asked(town: Town, number: str) -> tuple[Chat, Chat]:
    """Return two people who are asked the same question."""
    an = await town.proven("An", MAILBOX)
    bram = await joined(town, an)
    town.clock.pass_(minutes=1)
    await an.says(f"/wijzig {number}")
    await bram.says(f"/wijzig {number}")
    town.clock.pass_(minutes=1)
    return an, bram


async def typed(chat: Chat, text: str) -> int:
    """Return the id of the person's newest message with that text."""
    return next(one.message_id for one in reversed(await chat.own_messages()) if one.text_html == text)


def stored(town: Town) -> list[Path]:
    """Return the files that lie in the data folder."""
    return [one for one in (town.house.settings.data_dir / "files").glob("*/*") if one.is_file()]
