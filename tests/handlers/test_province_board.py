"""The board of a province officer: every municipality of the own province, by where it stands, and nobody's words."""

from models.places.municipality import municipalities_on
from tests.fakes import desk, facts
from tests.fakes.conversation import CLEAR, Town
from tests.fakes.deadline import brussels
from tests.fakes.fallen import AN, fallen_out
from tests.fakes.mailbag import mails
from tests.fakes.officers import revoke_all

TOWNS = sum(one.province == "Antwerpen" for one in municipalities_on(brussels("2021-10-20").date()).values())


async def test_every_municipality_of_the_province_is_there_also_who_did_not_apply(town: Town) -> None:
    piet = await desk.province(town)
    said = await piet.says("/dossiers")
    assert f"Antwerpen, ronde 2021-2: {TOWNS} gemeenten" in said
    assert f"niet begonnen: {TOWNS}" in said
    names = {line for line in said.text.splitlines() if line.startswith("• ")}
    while "Volgende →" in said.labels:
        said = await piet.presses("Volgende")
        names |= {line for line in said.text.splitlines() if line.startswith("• ")}
    assert len(names) == TOWNS == 69


async def test_a_draft_shows_how_far_it_is_and_no_word_of_it(town: Town) -> None:
    piet = await desk.province(town)
    an = await town.proven("An", AN)
    await an.answers("015 25 00 00", "Dorpskern Itegem", CLEAR)
    await piet.says("/dossiers")
    said = await piet.presses("ontwerp (1)")
    assert "Heist-op-den-Berg: ontwerp, vraag 8 (De vijf B's) van 24, 15 te gaan" in said
    page = await piet.presses("Heist-op-den-Berg")
    for secret in ("Kerkstraat", "Dorpskern", "015 25"):
        assert secret not in page
    assert AN in page


async def test_the_places_can_be_chosen_one_by_one_and_rounds_looked_back_at(town: Town) -> None:
    _, piet = await fallen_out(town)
    said = await piet.says("/dossiers")
    assert "Ronde 2021-1" in said.labels
    said = await piet.presses("Ronde 2021-1")
    assert "onontvankelijk: 1" in said
    said = await piet.presses("onontvankelijk (1)")
    assert "onontvankelijk, pagina 1 van 1" in said
    assert f"niet begonnen ({TOWNS - 1})" in said.labels
    assert "Alle gemeenten" in said.labels


async def test_who_took_part_before_and_not_now_says_so(town: Town) -> None:
    an, piet = await fallen_out(town)
    await an.says("/intrekken")
    await an.presses("Ja, intrekken")
    await piet.says("/dossiers")
    assert "Heist-op-den-Berg: ingetrokken" in await piet.presses("ingetrokken (1)")
    page = await piet.presses("Heist-op-den-Berg")
    assert "2021-1: onontvankelijk (PROF-2021-1-0001)" in page


async def test_a_municipality_is_found_by_its_name_and_an_application_by_its_number(town: Town) -> None:
    _, piet = await fallen_out(town)
    assert "Wie bereik je?" in await piet.says("heist o/d berg")
    assert "Wie bereik je?" in await piet.says("/dossiers Boom")
    case = await piet.says("PROF-2021-1-0001")
    assert "PROF-2021-1-0001 · Heist-op-den-Berg" in case
    assert "Wie bereik je?" in await piet.presses("Naar de gemeente")
    assert "Dat begrijp ik niet" in await piet.says("goeiemorgen allemaal")


async def test_a_decision_is_not_seen_before_its_letter_left(town: Town) -> None:
    an, els, piet = await desk.sent(town, "An", AN), await desk.agency(town), await desk.province(town)
    await els.says("PROF-2021-2-0001")
    await els.presses("Onontvankelijk")
    await els.says("7: Welke straten?")
    await els.presses("Bekijk de brief")
    await els.presses("Bevestigen")
    assert "ingediend: 1" in await piet.says("/dossiers")
    assert "Op te lossen" not in await piet.says("heist-op-den-berg")
    await an.says("/status")
    town.clock.pass_(minutes=10)
    await town.house.desk.tick()
    assert "onontvankelijk: 1" in await piet.says("/dossiers")


async def test_an_officer_who_was_revoked_writes_no_more_letters(town: Town) -> None:
    _, piet = await fallen_out(town)
    town.clock.move_to("2021-08-16 21:00")
    await piet.says("heist")
    await piet.presses("Aansporen")
    await piet.presses("Versturen")
    await revoke_all(town)
    town.clock.move_to("2021-08-17 09:00")
    assert [mail for mail in await mails(town, AN) if "Bericht van de provincie" in mail.subject] == []


async def test_it_all_reads_in_english_too(town: Town) -> None:
    _, piet = await fallen_out(town)
    await piet.says("/taal")
    await piet.presses("English")
    assert "who needs your help?" in await piet.says("/aansporing")
    page = await piet.presses("Heist-op-den-Berg")
    assert "inadmissible in round 2021-1. To be mended: 7." in page
    assert "Whom can you reach?" in page
    assert "Nothing has left yet" in await piet.presses("Nudge")
    assert "municipalities" in await piet.says("/dossiers")


async def test_the_words_of_a_draft_are_read_only_while_the_municipality_shows_them(town: Town) -> None:
    piet, an = await desk.province(town), await town.proven("An", AN)
    await an.answers("015 25 00 00", "Dorpskern Itegem", CLEAR)
    assert "werkt niet meer" in await piet.forges("pv:12014")
    await an.says("/deel")
    assert "kan jullie ontwerp nu lezen" in await an.presses("Toon ons ontwerp aan de provincie")
    await piet.says("heist")
    assert "Kerkstraat" in await piet.presses("Lees het ontwerp")
    await an.says("/deel")
    assert "ziet weer alleen hoever jullie staan" in await an.presses("Ontwerp niet meer tonen")
    assert "werkt niet meer" in await piet.forges("pv:12014")
    assert [one.what for one in await facts.history(an)][-2:] == ["shown", "hidden"]


async def test_who_proved_no_mailbox_has_nothing_to_show(town: Town) -> None:
    an = await town.begun("An")
    assert "Toon ons ontwerp aan de provincie" not in (await an.says("/deel")).labels
