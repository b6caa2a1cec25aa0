"""The end of the first round of 2021, in the tests around it."""

from datetime import datetime

from models.call_files import call_file
from models.calls.stages import Stage
from models.turns.rounds import loading
from tests.fakes import facts
from tests.fakes.conversation import BRUSSELS, Chat, Said, StandingClock, Town

LAST_SECOND, CLOSED = "2021-08-13 23:59:59", "2021-08-14 00:00:00"
LATER = "2021-08-14 00:10:00"
CARRIED = (
    "De ronde die sloot op vrijdag 13 augustus 2021, 23.59 uur (Brussel) is voorbij. Je antwoorden zijn bewaard en "
    "staan nu klaar voor de volgende ronde, tot en met vrijdag 12 november 2021, 23.59 uur (Brussel)."
)
FIXED = "De indieningsronde is gesloten. Je aanvraag PROF-2021-1-0001 ligt vast, dus hier verandert niets meer."


def three_days_before() -> StandingClock:
    """Return a clock that stands three days before the end of the round."""
    return StandingClock(brussels("2021-08-10 10:00:00"))


def brussels(local: str) -> datetime:
    """Return a moment in Brussels."""
    return datetime.fromisoformat(local).replace(tzinfo=BRUSSELS)


async def says_at(chat: Chat, text: str, local: str) -> Said:
    """Type a text that the server stamps with another moment than the one at which it is read."""
    return await chat._after(chat.api.say(chat.chat_id, text, at=brussels(local)))


async def rounds(chat: Chat) -> list[tuple[str, Stage]]:
    """Return the round and stage of each of the person's applications."""
    return [(case.round.id, case.stage) for case in await facts.applications(chat)]


async def somebody_else_writes(town: Town) -> None:
    """Let another person write, so that a poll brings everything up to now."""
    await (await town.person("Zoe")).says("hallo")


async def closes(town: Town, local: str = CLOSED) -> int:
    """Let the moment come, read the inbox past it and sweep; return how many applications came to their end."""
    town.clock.move_to(local)
    await somebody_else_writes(town)
    return await town.house.closing.sweep()


def later_content(last_day: str, *, before: str = "2021-08-13", call: str = "profploeg-2021") -> str:
    """Return the content of a call in which a round has another last day."""
    content = call_file.shipped_content(call)
    assert content.count(f'"{before}"') == 1
    return content.replace(f'"{before}"', f'"{last_day}"')


async def loads(town: Town, content: str) -> int:
    """Load a version of a call; return how many applications have another deadline now."""
    call = call_file.call_from_content(content)
    return await town.house.services.store.run(loading.load_call, call, content, town.clock())
