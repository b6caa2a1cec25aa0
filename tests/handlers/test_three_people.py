"""A clerk, the province and the agency at once: from inadmissible to selected in the next round."""

from models.calls.stages import Stage
from tests.fakes import desk, facts
from tests.fakes.conversation import CLEAR, Chat, Town
from tests.fakes.mailbag import mails, news, plain
from tests.handlers.test_deciding import leave

AN = "an.peeters@heist-op-den-berg.be"
BETTER = CLEAR.replace("Kerkstraat", "Bergstraat")


async def test_from_inadmissible_to_selected_in_the_next_round(town: Town) -> None:
    town.clock.move_to("2021-08-10 10:00")
    an, els, piet = await desk.sent(town, "An", AN), await desk.agency(town), await desk.province(town)
    assert "Heist-op-den-Berg: ingediend" in await shown_where(piet, "ingediend")

    # The agency finds the challenge missing. Until the letter leaves, the province sees nothing of it.
    town.clock.move_to("2021-08-16 10:00")
    await els.says("PROF-2021-1-0001")
    await els.presses("Onontvankelijk")
    await els.says("7: Over welke straten gaat het?")
    await els.presses("Bekijk de brief")
    await els.presses("Bevestigen")
    assert "Afgevallen (0)" in await piet.says("/aansporing")
    await leave(town)

    # The municipality hears it with what to mend; the province has a case.
    assert "7. Uitdaging: Over welke straten gaat het?" in (await mails(town, AN))[-1]
    said = await piet.says("/aansporing")
    assert "Afgevallen (1)" in said
    assert "Heist-op-den-Berg · onontvankelijk in ronde 2021-1" in said
    page = await piet.presses("Heist-op-den-Berg")
    assert "Op te lossen: 7. Uitdaging" in page
    assert f"{AN} · 015 25 00 00" in page
    assert "2021-1: onontvankelijk (PROF-2021-1-0001)" in page
    assert "2021-2: ontwerp" in page

    # Piet calls first, then writes: what he reads before sending is what the clerk gets.
    await piet.presses("Notitie")
    assert "notitie is bewaard" in await piet.says("An is terug op maandag.")
    preview = await piet.presses("Aansporen")
    assert "Er is nog niets vertrokken" in preview
    assert "7. Uitdaging: Over welke straten gaat het?" in preview
    assert f"Wie op de mail antwoordt, schrijft naar {desk.PIET}." in preview
    preview = await piet.says("Dag An, bel me gerust: samen krijgen we vraag 7 rond.")
    assert "samen krijgen we vraag 7 rond" in preview
    assert "onderweg" in await piet.presses("Versturen")
    letter = (await mails(town, AN))[-1]
    assert "samen krijgen we vraag 7 rond" in letter
    assert f"Piet, provincie Antwerpen\n{desk.PIET}" in letter
    assert "samen krijgen we vraag 7 rond" in plain((await an.bot_messages())[-1])

    # An mends it and asks something on the way; Piet answers in the chat.
    town.clock.move_to("2021-08-20 10:00")
    await an.says("/aanvraag")
    await an.says("/vraag Mogen wij de foto's van de heemkring gebruiken?")
    assert (await news(piet)) != []
    await piet.presses("Antwoorden")
    await piet.says("Ja, met akkoord van de heemkring.")
    assert "Ja, met akkoord van de heemkring." in plain((await news(an))[-1])
    await an.says(BETTER)
    said = await piet.says("/aansporing")
    assert "Jullie stuurden 1 aansporing. Daarop volgde een antwoord." in said
    await an.says("/indienen")
    assert "PROF-2021-2-0001" in await an.presses("Ja, indienen")

    # It is nobody's to follow any more; the agency checks and selects, and the letters go.
    assert "Afgevallen (0)" in await piet.says("/aansporing")
    town.clock.move_to("2021-11-15 10:00")
    for button in ("Ontvankelijk", "Geselecteerd"):
        await els.says("PROF-2021-2-0001")
        await els.presses(button)
        await els.presses("Bekijk de brief")
        await els.presses("Bevestigen")
        await leave(town)
    assert [mail.subject for mail in await mails(town, AN) if "selecteerd" in mail.subject]
    old, new = await facts.applications(an)
    assert (old.stage, new.stage) == (Stage.INADMISSIBLE, Stage.SELECTED)
    assert "Heist-op-den-Berg: geselecteerd" in await shown_where(piet, "geselecteerd")
    told = [one.what for one in await facts.history(an)]
    assert {"province_called", "province_nudged", "asked", "question_answered", "selected"} <= set(told)


async def shown_where(piet: Chat, where: str) -> str:
    """Return the page of the municipalities that stand there."""
    await piet.says("/dossiers")
    return (await piet.presses(where)).text
