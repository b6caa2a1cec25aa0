"""Officers in the tests: invited by the operator, accepted by typing the token from the mail."""

from sqlmodel import Session

from models.desk.officers import appointing
from models.desk.rights import Role
from models.records.desk import officer_queries
from tests.fakes.conversation import Chat, Said, Town
from tests.fakes.mailbag import mails
from tests.fakes.played_once import played_once

ELS, PIET = "els@vlaio.example", "piet@provincie.example"


@played_once
async def invited(town: Town, role: Role, mailbox: str, province: str | None = None) -> str:
    """Invite an officer and return the token from the mail."""
    house = town.house.services.house
    await town.house.services.store.run(
        appointing.invite, role, mailbox, town.clock(), province=province, language="nl", key=house.key
    )
    return (await mails(town, mailbox))[-1].token


@played_once
async def agency(town: Town, name: str = "Els", mailbox: str = ELS) -> Chat:
    """Return the chat of an officer of the agency."""
    return await _officer(town, name, await invited(town, Role.AGENCY, mailbox))


@played_once
async def province(town: Town, name: str = "Piet", mailbox: str = PIET, of: str = "Antwerpen") -> Chat:
    """Return the chat of an officer of a province."""
    return await _officer(town, name, await invited(town, Role.PROVINCE, mailbox, of))


async def revoked(town: Town, mailbox: str) -> None:
    """End the roles of a mailbox, as the operator does."""

    def end(session: Session) -> int:
        return officer_queries.revoke(session, mailbox, town.clock())

    assert await town.house.services.store.run(end) > 0


@played_once
async def sent(town: Town, name: str, mailbox: str, municipality: str = "Heist-op-den-Berg") -> Chat:
    """Return the chat of a clerk who submitted an application and got the receipt."""
    chat = await town.complete(name, mailbox, municipality)
    await chat.says("/indienen")
    said = await chat.presses("Ja, indienen")
    assert "Ingediend" in said
    await town.house.sweep.send_due()
    return chat


async def _officer(town: Town, name: str, token: str) -> Chat:
    chat = await town.person(name)
    await chat.says(token)
    said: Said = await chat.presses("Akkoord, aanvaarden")
    assert "Welkom" in said
    return chat
