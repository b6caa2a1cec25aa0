"""Buttons with numbers as large as a database holds: each is answered, and none is a mistake of ours."""

from collections.abc import Awaitable, Callable

import pytest

from handlers.buttons import MOST, verbs
from tests.fakes import desk
from tests.fakes.conversation import Chat, Town
from tests.hostile import promises

AN = "an.peeters@heist-op-den-berg.be"
ENDS = frozenset({"wiped", "bye", "lang"})  # after these somebody else would speak


def forged() -> list[str]:
    """Return every button with the largest number in each place of one, and in all of them; elsewhere stands 1."""
    found = set()
    for verb, (_, kinds) in verbs().items():
        places = [place for place, kind in enumerate(kinds) if kind is int and verb not in ENDS]
        for large in [*({place} for place in places), set(places)]:
            words = [("x" if kind is not int else str(MOST if at in large else 1)) for at, kind in enumerate(kinds)]
            found.add(":".join([verb, *words]))
    return sorted(found)


async def clerk(town: Town) -> Chat:
    return await town.person("An")


@pytest.mark.parametrize("who", [clerk, desk.province, desk.agency])
async def test_the_largest_number_is_answered_like_any_that_is_not_there(
    town: Town, who: Callable[[Town], Awaitable[Chat]]
) -> None:
    await desk.sent(town, "An", AN)
    somebody = await who(town)
    for data in forged():
        said = await somebody.forges(data)
        promises.answered(said)
        promises.no_mistake_of_ours(said.text, ())
