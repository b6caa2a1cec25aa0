"""The showcase: shared with an explicit yes, taken back, found by everybody by B and by field of expertise."""

from tests.fakes import desk, facts, guided
from tests.fakes.conversation import Chat, Town
from tests.fakes.guided import AN, NUMBER
from tests.fakes.played_once import played_once

TOLD = "In de Kerkstraat richtten 9 handelaars met […] 11 lege etalages in."


@played_once
async def shared(town: Town) -> Chat:
    an, _ = await guided.evaluated(town)
    await an.presses("Ja, delen")
    return an


@played_once
async def reader(town: Town) -> Chat:
    lies = await town.person("Lies")
    await lies.says("/start")
    return lies


async def test_the_question_shows_exactly_what_others_would_read(town: Town) -> None:
    an, _ = await guided.evaluated(town)

    asked = (await an.bot_messages())[-1].text_html
    assert "Mag jullie verhaal in de Vitrine?" in asked
    said = await an.presses("Ja, delen")
    lies = await reader(town)
    await lies.says("/vitrine")
    page = (await lies.presses("Heist")).text

    assert TOLD in page
    assert page in said.text
    assert all(line in asked for line in page.splitlines() if line and "Heist" not in line)


async def test_without_a_yes_nothing_is_shared(town: Town) -> None:
    an, _ = await guided.evaluated(town)
    lies = await reader(town)

    assert "nog geen verhaal" in await lies.says("/vitrine")
    assert "komt niet in de Vitrine" in await an.presses("Nee, niet delen")
    assert "nog geen verhaal" in await lies.says("/vitrine")
    assert "Mag jullie verhaal in de Vitrine?" in await an.presses("Delen in de Vitrine")


async def test_it_can_be_taken_back(town: Town) -> None:
    an = await shared(town)
    app = (await facts.case_of(an)).application_id
    lies = await reader(town)
    await lies.says("/vitrine")
    await an.says("/status")

    assert "uit de Vitrine gehaald" in await an.presses("Uit de Vitrine halen")

    assert "werkt niet meer" in await lies.presses("Heist")
    assert "werkt niet meer" in await lies.forges(f"ve:{app}")
    assert [one.what for one in await facts.history(an)][-2:] == ["shared", "unshared"]


async def test_it_is_found_by_b_and_by_field(town: Town) -> None:
    await shared(town)
    lies = await reader(town)
    await lies.says("/vitrine")

    assert "Heist-op-den-Berg" in await lies.presses("Beleving")
    assert "Heist-op-den-Berg" in await lies.presses("Evenementen")
    assert "Heist-op-den-Berg" in await lies.presses("Alle verhalen")


async def test_it_offers_only_what_finds_a_story(town: Town) -> None:
    lies = await reader(town)
    said = await lies.says("/vitrine")
    assert "nog geen verhaal" in said
    assert said.labels == ["Verder"]
    await shared(town)
    labels = (await lies.says("/vitrine")).labels
    assert "Beleving" in labels
    assert "Bereikbaarheid" not in labels


async def test_nothing_in_it_is_personal(town: Town) -> None:
    await shared(town)
    lies = await reader(town)
    await lies.says("/vitrine")

    page = (await lies.presses("Heist")).text

    for personal in ("An Peeters", "Peeters", AN, "Mia Maes", "Els"):
        assert personal not in page


async def test_without_a_story_nobody_is_asked(town: Town) -> None:
    an, _ = await guided.asked(town)
    await an.says("/aanvraag")
    await an.answers(*guided.EVALUATION, guided.USEFUL)
    await an.presses("Overslaan")
    await an.answers(guided.STEPS, "ja")
    await an.presses("Overslaan")
    await an.presses("Nakijken en versturen")

    said = await an.presses("Ja, versturen")

    assert "Bedankt, jullie evaluatie is verstuurd" in said
    assert "Mag jullie verhaal" not in said


async def test_an_officer_reads_it_and_sees_at_the_case_that_it_is_shared(town: Town) -> None:
    await shared(town)
    piet = await desk.province(town)

    assert "Heist-op-den-Berg" in await piet.says("/vitrine")
    assert "Staat in de Vitrine." in await piet.says(NUMBER)


async def test_a_yes_that_is_pressed_twice_shares_once(town: Town) -> None:
    an = await shared(town)
    app = (await facts.case_of(an)).application_id

    await an.forges(f"show:{app}:1")

    assert [one.what for one in await facts.history(an)].count("shared") == 1
