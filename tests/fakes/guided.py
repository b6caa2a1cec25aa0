"""Applications after the selection in the tests: brought there by a clerk and an officer of the agency who talk."""

from tests.fakes import desk
from tests.fakes.conversation import Chat, Town

AN, NUMBER = "an.peeters@heist-op-den-berg.be", "PROF-2021-2-0001"
INTAKE = ("vrijdag 3 december", "14.30 uur", "Gemeentehuis, Kerkplein 17")
EVALUATION = ("8", "Grotendeels")
USEFUL = (
    "De wandeling met 9 handelaars door de Kerkstraat. Daar ontstond het idee om lege etalages samen in te richten."
)
STEPS = "Voor eind maart bezoeken we 4 eigenaars van lege panden in de Kerkstraat, zodat er 2 winkels opengaan."
STORY = "In de Kerkstraat richtten 9 handelaars met An Peeters 11 lege etalages in. Er zijn er 5 weer open."


async def selected(town: Town) -> tuple[Chat, Chat]:
    """Return the chats of a clerk whose municipality was selected, and of the officer who decided it."""
    an, els = await desk.sent(town, "An", AN), await desk.agency(town)
    for step in ("Ontvankelijk", "Geselecteerd"):
        await els.says(NUMBER)
        await els.presses(step)
        await els.presses("Bekijk de brief")
        await els.presses("Bevestigen")
        town.clock.pass_(minutes=11)
        await town.mails()
    return an, els


async def planned(town: Town) -> tuple[Chat, Chat]:
    """Return them once the intake interview is planned, on 3 December at half past two."""
    an, els = await selected(town)
    town.clock.move_to("2021-11-22 10:00:00")
    await els.says(NUMBER)
    await els.presses("Intakegesprek plannen")
    await els.answers(*INTAKE)
    await els.presses("Niets")
    await els.presses("Bevestigen")
    await town.mails()
    return an, els


async def held(town: Town) -> tuple[Chat, Chat]:
    """Return them once the interview was held; the officer is asked for the budget."""
    an, els = await planned(town)
    town.clock.move_to("2021-12-03 17:00:00")
    await els.says(NUMBER)
    await els.presses("Gesprek gehouden")
    await els.presses("Bevestigen")
    return an, els


async def guided(town: Town) -> tuple[Chat, Chat]:
    """Return them once the guidance began: one expert, one phase up to and including 31 March 2022."""
    an, els = await held(town)
    await els.says("12.500")
    await els.presses("Bevestigen")
    await els.presses("+ Expert")
    await els.presses("Winkelconcepten")
    await els.answers("Mia Maes", "Stadslab")
    await els.presses("Bevestigen")
    await els.presses("+ Fase")
    await els.answers("Verkennen", "10 januari", "31 maart 2022")
    await els.presses("Bevestigen")
    await els.presses("Begeleiding starten")
    await els.presses("Bevestigen")
    return an, els


async def asked(town: Town) -> tuple[Chat, Chat]:
    """Return them once the evaluation was asked, on 1 April 2022."""
    an, els = await guided(town)
    town.clock.move_to("2022-04-01 09:05:00")
    await town.house.desk.tick()
    await town.mails()
    return an, els


async def evaluated(town: Town) -> tuple[Chat, Chat]:
    """Return them once the evaluation was sent; the clerk is asked whether the story may be shared."""
    an, els = await asked(town)
    await an.says("/aanvraag")
    await an.answers(*EVALUATION, USEFUL)
    await an.presses("Overslaan")
    await an.answers(STEPS, "ja", STORY)
    await an.presses("Nakijken en versturen")
    await an.presses("Ja, versturen")
    return an, els
