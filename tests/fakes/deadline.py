"""The end of the first round of 2021, in the tests around it."""

from datetime import datetime

from models.calls.stages import Stage
from tests.fakes import facts
from tests.fakes.conversation import BRUSSELS, Chat, Said, StandingClock

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
