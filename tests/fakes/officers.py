"""Officers in the tests, as if they had been invited and had accepted."""

from sqlalchemy import update
from sqlmodel import Session, col

from models.records.desk.officer import Officer
from models.records.people import person_queries
from tests.fakes.case_rows import accepted_officer
from tests.fakes.conversation import Chat, Town
from tests.fakes.played_once import played_once


@played_once
async def officer(town: Town, name: str, role: str = "province", province: str | None = "Antwerpen") -> Chat:
    """Return the chat of a person who is an officer."""
    chat = await town.person(name)
    await chat.says("/start")

    def accept(session: Session) -> None:
        speaker = person_queries.speaker(session, "local", chat.chat_id)
        assert speaker is not None
        person_queries.add_mailbox(session, speaker.person_id, address_of(name), town.clock())
        row = accepted_officer(role, speaker.person_id, town.clock(), province if role == "province" else None)
        session.add(row)

    await town.house.services.store.run(accept)
    return chat


def address_of(name: str) -> str:
    """Return the mailbox of an officer."""
    return f"{name.lower()}@vlaanderen.be"


async def revoke_all(town: Town) -> None:
    """Let every officer be one no more."""

    def revoke(session: Session) -> None:
        session.connection().execute(
            update(Officer).where(col(Officer.revoked_at).is_(None)).values(revoked_at=town.clock())
        )

    await town.house.services.store.run(revoke)
