"""What a province does about a municipality, and who of it showed interest."""

from sqlmodel import Session

from models.records.people.interest import Interest
from tests.fakes.conversation import Chat, Town

HEIST = "Heist-op-den-Berg"


async def nudged(piet: Chat, town: str = HEIST) -> str:
    """Let the officer send the ready text to a municipality; return what was said."""
    await piet.says(f"/aansporing {town}")
    await piet.presses("Aansporen")
    return (await piet.presses("Versturen")).text


async def interested(town: Town, *, stopped: bool = False) -> None:
    """Let somebody of Boom stand on the list of the webinar."""
    row = Interest(
        call_name="profploeg-2021",
        name="Jos",
        email="jos@boom.be",
        nis_code="11005",
        consent="webinar",
        source="webinar",
        imported_at=town.clock(),
        stopped_at=town.clock() if stopped else None,
    )

    def add(session: Session) -> None:
        session.add(row)

    await town.house.services.store.run(add)
