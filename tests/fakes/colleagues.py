"""Colleagues of one municipality: invited by e-mail or by link, and let in."""

from tests.fakes import facts
from tests.fakes.conversation import Chat, Town
from tests.fakes.mailbag import mails
from tests.fakes.played_once import played_once

AN = "an.peeters@heist-op-den-berg.be"
BRAM = "bram.claes@heist-op-den-berg.be"


@played_once
async def invited(town: Town, an: Chat, mailbox: str = BRAM) -> str:
    """Let a colleague be invited by e-mail; return the token from the mail."""
    await an.says("/deel")
    await an.presses("Collega uitnodigen")
    assert f"De uitnodiging is onderweg naar {mailbox}" in await an.says(mailbox)
    return (await mails(town, mailbox))[-1].token


async def linked(an: Chat) -> str:
    """Let a link be made; return its token."""
    await an.says("/deel")
    said = await an.presses("Maak een link")
    return said.text.split("/start ")[1].strip()


@played_once
async def accepted(town: Town, name: str, token: str, mailbox: str = BRAM) -> Chat:
    """Return the chat of somebody new who opened an invitation by e-mail and proved the mailbox."""
    chat = await town.person(name)
    await chat.says(f"/start {token}")
    await chat.presses("Akkoord")
    await chat.types_the_code(mailbox)
    return chat


async def same_case(one: Chat, other: Chat) -> bool:
    """Return whether both work on the same application."""
    mine = {case.application_id for case in await facts.applications(one)}
    return bool(mine & {case.application_id for case in await facts.applications(other)})
