"""Conversations of a clerk and an agency officer: check, decide, undo, the letter, and what the clerk sees when."""

from tests.fakes import desk, facts
from tests.fakes.conversation import CLEAR, Chat, Said, Town
from tests.fakes.mailbag import mails, news, plain

AN = "an.peeters@heist-op-den-berg.be"
NUMBER = "PROF-2021-2-0001"


async def stages(chat: Chat) -> list[str]:
    """Return what the history of the clerk's application says of its stages, in order."""
    told = {"submitted", "admissible", "inadmissible", "information_requested", "unclear", "selected", "undone"}
    told |= {"not_selected", "withdrawn", "declined", "carried_over"}
    return [one.what for one in await facts.history(chat) if one.what in told]


async def decided(els: Chat, button: str, *, remark: str = "", confirm: str = "Bevestigen") -> Said:
    """Let the officer prepare, explain, preview and take a decision about the case that is open."""
    await els.says(NUMBER)
    await els.presses(button)
    if remark:
        await els.says(remark)
    await els.presses("Bekijk de brief")
    return await els.presses(confirm)


async def leave(town: Town) -> None:
    """Let ten minutes pass and the letters go."""
    town.clock.pass_(minutes=10)
    await town.house.desk.tick()


async def test_an_admissible_application_is_told_ten_minutes_later_with_the_words_of_the_call(town: Town) -> None:
    an, els = await desk.sent(town, "An", AN), await desk.agency(town)
    await els.says(NUMBER)
    said = await els.presses("Ontvankelijk")
    assert "Er gebeurt nog niets" in said
    assert await stages(an) == ["submitted"]
    said = await els.presses("Bekijk de brief")
    assert "Goed nieuws: jullie aanvraag is ontvankelijk" in said
    said = await els.presses("Bevestigen")
    assert "De brief vertrekt op woensdag 20 oktober 2021 om 10.10 uur" in said
    assert await stages(an) == ["submitted", "admissible"]
    known = len(await mails(town, AN))
    town.clock.pass_(minutes=9, seconds=59)
    assert len(await mails(town, AN)) == known
    assert "Heist-op-den-Berg · ingediend" in await an.says("/status")
    town.clock.pass_(seconds=1)
    letter = (await mails(town, AN))[-1]
    assert letter.subject == f"Aanvraag ontvankelijk: {NUMBER} (Heist-op-den-Berg)"
    assert "Goed nieuws" in letter
    assert "Heist-op-den-Berg · ontvankelijk" in await an.says("/status")


async def test_until_it_leaves_a_decision_is_undone_and_no_letter_goes(town: Town) -> None:
    an, els = await desk.sent(town, "An", AN), await desk.agency(town)
    await mails(town)
    await decided(els, "Ontvankelijk")
    said = await els.presses("Ongedaan maken")
    assert "Er vertrekt geen brief" in said
    assert "ingediend" in said
    assert await stages(an) == ["submitted", "admissible", "undone"]
    again = await els.forges("du:1")  # the same button, in a second window
    assert "Dat was al ongedaan gemaakt. Er vertrok geen brief." in again
    assert await stages(an) == ["submitted", "admissible", "undone"]
    assert [one.detail for one in await facts.history(an) if one.what == "undone"] == ["admissible"]
    before = len(await mails(town, AN))
    await leave(town)
    assert len(await mails(town, AN)) == before
    await decided(els, "Ontvankelijk")
    message, data = await els.button("Ongedaan maken")
    await leave(town)
    assert "kan niet meer" in await els.forges(data, message_id=message)


async def test_inadmissible_needs_an_item_and_names_it_with_how_to_mend_it(town: Town) -> None:
    an, els = await desk.sent(town, "An", AN), await desk.agency(town)
    await els.says(NUMBER)
    await els.presses("Onontvankelijk")
    assert "Vink eerst minstens één vraag aan" in await els.presses("Bekijk de brief")
    await els.presses("12. ")
    said = await els.says("12: Het besluit is niet getekend.\nDank voor jullie werk.")
    assert "Dank voor jullie werk" in said
    said = await els.presses("Bekijk de brief")
    assert "12. Besluit college: Het besluit is niet getekend." in said
    await els.presses("Bevestigen")
    await leave(town)
    letter = (await mails(town, AN))[-1]
    assert "Aanvraag onontvankelijk" in letter.subject
    assert "- 12. Besluit college: Het besluit is niet getekend." in letter
    assert "Uitleg van VLAIO:\nDank voor jullie werk." in letter
    assert await stages(an) == ["submitted", "inadmissible", "carried_over"]


async def test_an_illegal_step_has_no_button_and_is_refused_politely_when_forged(town: Town) -> None:
    an, els = await desk.sent(town, "An", AN), await desk.agency(town)
    app = (await facts.case_of(an)).application_id
    said = await els.says(NUMBER)
    assert "Geselecteerd" not in said.labels
    for place in (1, 3, 4):
        assert "Dat kan nu niet met deze aanvraag" in await els.forges(f"dd:{app}:{place}")
    for place in (6, 99):
        assert "Dat kan nu niet" in await els.forges(f"dd:{app}:{place}")
    await els.presses("Onontvankelijk")
    prepared = await els.button("Bekijk de brief")
    await decided(els, "Ontvankelijk")
    assert "Dat kan nu niet" in await els.forges(prepared[1].replace("dp:", "dk:"))
    assert await stages(an) == ["submitted", "admissible"]


async def test_the_way_to_selected(town: Town) -> None:
    an, els = await desk.sent(town, "An", AN), await desk.agency(town)
    await decided(els, "Ontvankelijk")
    said = await decided(els, "Geselecteerd")
    assert "Beslist: geselecteerd" in said
    assert "ingediend" in await an.says("/status")
    await leave(town)
    subjects = {one.subject.split(":")[0] for one in await mails(town, AN)}
    assert subjects >= {"Aanvraag ontvankelijk", "Geselecteerd"}
    assert await stages(an) == ["submitted", "admissible", "selected"]


async def test_not_selected_needs_a_reason(town: Town) -> None:
    await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    await decided(els, "Ontvankelijk")
    await els.says(NUMBER)
    await els.presses("Niet geselecteerd")
    assert "Typ eerst waarom" in await els.presses("Bekijk de brief")
    await els.says("Er waren te veel aanvragen.")
    await els.presses("Bekijk de brief")
    await els.presses("Bevestigen")
    await leave(town)
    (letter,) = [one for one in await mails(town, AN) if "Niet geselecteerd" in one.subject]
    assert "Er waren te veel aanvragen." in letter


async def test_a_double_press_takes_a_decision_once(town: Town) -> None:
    an, els = await desk.sent(town, "An", AN), await desk.agency(town)
    await els.says(NUMBER)
    await els.presses("Ontvankelijk")
    await els.presses("Bekijk de brief")
    message, data = await els.button("Bevestigen")
    await els.presses("Bevestigen")
    again = await els.forges(data, message_id=message)
    assert "Beslist: ontvankelijk" in again.notices[0]
    assert await stages(an) == ["submitted", "admissible"]


async def test_who_submits_again_meanwhile_is_looked_at_again(town: Town) -> None:
    an, els = await desk.sent(town, "An", AN), await desk.agency(town)
    await els.says(NUMBER)
    await els.presses("Ontvankelijk")
    await els.presses("Bekijk de brief")
    await an.says("/wijzig 6")
    await an.says("Dorpskern Schriek: Kerkstraat")
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    said = await els.presses("Bevestigen")
    assert "diende intussen opnieuw in (versie 2)" in said
    assert "Schriek" in said
    assert "admissible" not in await stages(an)


async def test_information_is_asked_replied_to_and_brings_it_back(town: Town) -> None:
    an, els = await desk.sent(town, "An", AN), await desk.agency(town)
    town.clock.move_to("2021-11-15 10:00")
    await els.says(NUMBER)
    await els.presses("Meer informatie vragen")
    await els.says("7: Over welke straten gaat het?")
    await els.presses("5 werkdagen")
    said = await els.presses("Bekijk de brief")
    assert "maandag 22 november 2021, 23.59 uur" in said
    await els.presses("Bevestigen")
    await leave(town)
    letter = (await mails(town, AN))[-1]
    assert "- 7. Uitdaging: Over welke straten gaat het?" in letter
    assert "Antwoord tot en met maandag 22 november 2021, 23.59 uur (Brussel)" in letter
    assert "Meer informatie" not in " ".join((await els.says(NUMBER)).labels)  # the clock stands still
    said = await an.says("/aanvraag")
    assert "VLAIO vraagt dit opnieuw: Over welke straten gaat het?" in said
    assert "vraag 7. Antwoord tot en met" in await an.says("/status")
    assert "VLAIO vroeg alleen naar vraag 7" in await an.says("/wijzig 6")
    assert "VLAIO vroeg alleen naar vraag 7" in await an.says("Iets anders")
    await an.says("/wijzig 7")
    await an.says(CLEAR.replace("Kerkstraat", "Bergstraat"))
    said = await an.says("/indienen")
    assert "Daarmee antwoord je op de vragen van VLAIO" in said
    said = await an.presses("Ja, indienen")
    assert "Opnieuw ingediend (versie 2)" in said
    assert "Iets vergeten" not in said
    assert await stages(an) == ["submitted", "information_requested", "submitted"]
    assert "ligt vast" in await an.says("/wijzig 7") or "gesloten" in await an.says("/wijzig 7")
    assert "Bergstraat" in await els.says(NUMBER)


async def test_a_reply_to_an_admissible_application_brings_it_back_to_admissible(town: Town) -> None:
    an, els = await desk.sent(town, "An", AN), await desk.agency(town)
    town.clock.move_to("2021-11-15 10:00")
    await decided(els, "Ontvankelijk")
    await decided(els, "Meer informatie vragen", remark="7: Welke straten?")
    await leave(town)
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    assert (await stages(an))[-3:] == ["information_requested", "submitted", "admissible"]
    assert "Geselecteerd" in (await els.says(NUMBER)).labels


async def test_without_a_reply_in_time_it_falls_out_by_itself_and_an_officer_can_still_undo_that(town: Town) -> None:
    town.clock.move_to("2021-08-10 10:00")
    an = await town.complete("An", AN)
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    els = await desk.agency(town)
    town.clock.move_to("2021-08-16 10:00")
    await els.says("PROF-2021-1-0001")
    await els.presses("Meer informatie vragen")
    await els.says("7: Welke straten?")
    await els.presses("5 werkdagen")
    await els.presses("Bekijk de brief")
    await els.presses("Bevestigen")
    await leave(town)
    await mails(town)
    town.clock.move_to("2021-08-24 00:00")
    await els.says("/help")  # the inbox is read past the end of the term
    await town.house.desk.tick()
    assert (await stages(an))[-1] == "inadmissible"
    before = len(await mails(town, AN))
    town.clock.move_to("2021-08-24 07:59")
    assert "De tijd om te antwoorden is om. Je krijgt bericht hoe het verder gaat." in await an.says("/status")
    assert len(await mails(town, AN)) == before
    town.clock.move_to("2021-08-24 08:00")
    letter = (await mails(town, AN))[-1]
    assert "Antwoorden kon tot en met maandag 23 augustus 2021" in letter
    assert "indieningsronde 2021-2" in letter
    assert [case.round.id for case in await facts.applications(an)] == ["2021-1", "2021-2"]


async def test_several_complete_applications_are_declared_admissible_at_once(town: Town) -> None:
    an = await desk.sent(town, "An", AN)
    lies = await desk.sent(town, "Lies", "lies@lier.be", "Lier")
    await desk.sent(town, "Bo", "bo@boom.be", "Boom")
    els = await desk.agency(town)
    await els.says("/beslis")
    said = await els.presses("Meerdere ontvankelijk")
    assert "Bevestigen: 3 ontvankelijk" in said.labels
    await els.presses("0002 Lier")
    said = await els.presses("Bevestigen: 2 ontvankelijk")
    assert "2 aanvragen zijn ontvankelijk verklaard" in said
    assert (await stages(an))[-1] == "admissible"
    assert await stages(lies) == ["submitted"]
    said = await els.presses("Ongedaan maken")
    assert "2 beslissingen zijn ongedaan gemaakt" in said
    assert (await stages(an))[-1] == "undone"


async def test_what_is_not_complete_is_left_out_of_several(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/wijzig 9")
    await an.says("Zie bijlage.")
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    els = await desk.agency(town)
    await els.says("/beslis")
    assert "geen aanvraag volledig en duidelijk" in await els.presses("Meerdere ontvankelijk")
    await desk.sent(town, "Lies", "lies@lier.be", "Lier")
    await els.says("/beslis")
    said = await els.presses("Meerdere ontvankelijk")
    assert "1 aanvraag op deze pagina is niet volledig" in said
    assert "Bevestigen: 1 ontvankelijk" in said.labels


async def test_the_clerk_hears_a_decision_in_the_chat_as_well(town: Town) -> None:
    an, els = await desk.sent(town, "An", AN), await desk.agency(town)
    await mails(town)
    await decided(els, "Ontvankelijk")
    town.clock.pass_(minutes=10)
    assert any("ontvankelijk" in plain(one) for one in await news(an))


async def test_when_nobody_is_left_to_read_the_letter_the_officer_is_told(town: Town) -> None:
    an, els = await desk.sent(town, "An", AN), await desk.agency(town)
    await an.says("/deel")
    await an.presses("Ik stop")
    await an.presses("Ja, ik stop")
    assert "niemand werkt nog aan deze aanvraag" in await decided(els, "Ontvankelijk")


async def test_a_letter_that_does_not_say_what_is_to_be_mended_is_pointed_out_before_it_leaves(town: Town) -> None:
    await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    await els.says(NUMBER)
    await els.presses("Onontvankelijk")
    await els.presses("12. ")
    assert "Bij vraag 12 staat nog niet wat er beter moet." in await els.presses("Bekijk de brief")
    await els.presses("Aanpassen")
    await els.says("12: Het besluit is niet getekend.")
    assert "staat nog niet wat" not in await els.presses("Bekijk de brief")
