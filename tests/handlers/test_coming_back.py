"""Who said that they do not take part, and comes back: the clerk goes on, and the province has a case again."""

from tests.fakes import desk
from tests.fakes.conversation import Chat, Town
from tests.fakes.played_once import played_once
from tests.handlers.test_deciding import leave
from tests.handlers.test_falling_out import fallen

HEIST = "Heist-op-den-Berg"


@played_once
async def fallen_and_told(town: Town) -> tuple[Chat, Chat]:
    """Return the chats of a clerk who read that the application fell out, and of the province."""
    an, _ = await fallen(town)
    piet = await desk.province(town)
    await leave(town)
    await town.house.sweep.send_due()
    return an, piet


async def test_a_clerk_who_declined_goes_on_where_vlaio_asked(town: Town) -> None:
    an, _ = await fallen_and_told(town)
    await an.presses("Niet dit jaar")
    await an.says("/aanvraag")

    said = await an.presses("Ja, met mijn vorige antwoorden")

    assert "VLAIO vraagt dit opnieuw: Over welke straten gaat het?\n7. " in said


async def test_a_municipality_that_declined_and_begins_again_is_the_province_s_to_help(town: Town) -> None:
    an, piet = await fallen_and_told(town)
    await an.presses("Niet dit jaar")
    assert f"{HEIST} · onontvankelijk in ronde 2021-1 · Doet niet mee" in await piet.says("/aansporing")
    await an.says("/aanvraag")
    await an.presses("Ja, met mijn vorige antwoorden")

    said = await piet.says("/aansporing")

    assert f"Afgevallen (1)\n• {HEIST} · onontvankelijk in ronde 2021-1" in said
    assert "Doet niet mee" not in said
    assert "Aansporen" in (await piet.presses(HEIST)).labels


async def test_a_province_that_ended_it_by_mistake_follows_again(town: Town) -> None:
    _, piet = await fallen_and_told(town)
    await piet.says("/aansporing")
    await piet.presses(HEIST)
    await piet.presses("Doet niet mee")
    said = await piet.presses("Ja, doet niet mee")
    assert "Aansporen" not in said.labels

    said = await piet.presses("Opnieuw opvolgen")

    assert "Aansporen" in said.labels
    assert f"Afgevallen (1)\n• {HEIST}" in await piet.says("/aansporing")


async def test_the_province_sees_the_question_that_vlaio_asks_first(town: Town) -> None:
    _, piet = await fallen_and_told(town)
    await piet.says("/aansporing")
    assert "na te kijken bij vraag 7 (Uitdaging)" in await piet.presses(HEIST)
