"""After the interview: the budget, the experts, the phases, and the guidance begins."""

import pytest

from models.calls.stages import Stage
from tests.fakes import facts, guided
from tests.fakes.conversation import Chat, Town
from tests.fakes.guided import AN, NUMBER
from tests.fakes.mailbag import mails
from tests.fakes.played_once import played_once


@played_once
async def fixed(town: Town, amount: str = "12.500") -> tuple[Chat, Chat]:
    an, els = await guided.held(town)
    await els.says(amount)
    await els.presses("Bevestigen")
    return an, els


async def with_phase(els: Chat, title: str, start: str, end: str) -> None:
    await els.presses("+ Fase")
    await els.answers(title, start, end)
    await els.presses("Bevestigen")


@pytest.mark.parametrize("typed", ["12.500", "12 500 euro", "€ 12.500,00"])
async def test_the_budget_is_shown_back_before_it_is_stored(town: Town, typed: str) -> None:
    _, els = await guided.held(town)

    said = await els.says(typed)

    assert "Klopt dit bedrag? Het budget van de begeleiding van Heist-op-den-Berg is € 12.500." in said
    assert "Budget: € 12.500" not in await els.says(NUMBER)


async def test_a_budget_that_cannot_be_read_is_asked_again(town: Town) -> None:
    _, els = await guided.held(town)

    assert "Dat lees ik niet als een bedrag" in await els.says("tussen 10.000 en 12.000")
    assert "€ 11.000" in await els.says("11.000")


async def test_the_history_has_the_budget_in_cents(town: Town) -> None:
    an, _ = await fixed(town, "12.500,50")

    assert [one.detail for one in await facts.history(an) if one.what == "budget_fixed"] == ["cents=1250050"]


async def test_a_budget_can_be_corrected(town: Town) -> None:
    _, els = await fixed(town)
    await els.presses("Budget")
    await els.says("13.000")

    assert "Budget: € 13.000" in await els.presses("Bevestigen")


async def test_nothing_is_arranged_before_the_interview(town: Town) -> None:
    an, els = await guided.planned(town)
    app = (await facts.case_of(an)).application_id

    for what in ("budget", "expert", "phase"):
        assert "Eerst is er het intakegesprek" in await els.forges(f"fb:{what}:{app}")
    assert "Dat kan nu niet" in await els.forges(f"fb:advise:{app}")


async def test_the_guidance_begins_with_a_budget_and_a_phase(town: Town) -> None:
    an, els = await guided.held(town)
    app = (await facts.case_of(an)).application_id

    assert "Leg eerst het budget vast" in await els.forges(f"fb:guide:{app}")
    await els.presses("Budget")
    await els.says("12500")
    await els.presses("Bevestigen")
    assert "Voeg eerst minstens één fase toe" in await els.forges(f"fb:guide:{app}")


async def test_a_phase_cannot_end_before_it_begins(town: Town) -> None:
    _, els = await fixed(town)
    await els.presses("+ Fase")

    said = await els.answers("Verkennen", "10 januari 2022", "3 januari 2022")

    assert "De fase kan niet eindigen voor ze begint" in said
    assert "Tot en met: vrijdag 14 januari 2022" in await els.says("14 januari 2022")


async def test_the_municipality_gets_the_phases_and_the_experts(town: Town) -> None:
    an, _ = await guided.guided(town)

    letter = (await mails(town, AN))[-1]
    assert "De begeleiding begint" in letter.subject
    for line in (
        "Verkennen: maandag 10 januari 2022 tot en met donderdag 31 maart 2022",
        "Winkelconcepten: Mia Maes (Stadslab)",
    ):
        assert line in letter
    said = await an.says("/status")
    assert "Fase Verkennen" in said
    assert "€" not in said
    assert (await facts.case_of(an)).stage is Stage.GUIDANCE


async def test_a_phase_and_an_expert_can_be_taken_away(town: Town) -> None:
    _, els = await guided.in_guidance(town)
    await els.says(NUMBER)
    await els.presses("Schrappen")
    await els.presses("Mia Maes")

    said = await els.presses("Bevestigen")

    assert "Geschrapt" in said
    assert "Mia Maes" not in said
    await els.presses("Schrappen")
    await els.says("verkennen")
    assert "Fase Verkennen" not in await els.presses("Bevestigen")


async def test_what_is_typed_for_a_field_must_be_one_of_its_options(town: Town) -> None:
    _, els = await fixed(town)
    await els.presses("+ Expert")

    assert "Dat staat niet in de lijst" in await els.says("toverkunst")
    assert "Vakgebied: Mobiliteit en parkeren" in await els.says("mobiliteit en parkeren")


async def test_what_was_begun_goes_on_where_it_was(town: Town) -> None:
    _, els = await fixed(town)
    await els.presses("+ Fase")
    await els.says("Verkennen")
    await els.says(NUMBER)

    said = await els.presses("+ Fase")

    assert "Titel: Verkennen" in said
    assert "Op welke dag begint deze fase?" in said


async def test_anything_filled_in_can_be_changed_before_it_is_confirmed(town: Town) -> None:
    _, els = await fixed(town)
    await els.presses("+ Fase")
    await els.answers("Verkennen", "10 januari 2022", "31 maart 2022")
    await els.presses("Wijzig: Titel")
    said = await els.says("Kijken")

    assert "Titel: Kijken" in said
    assert "Tot en met: donderdag 31 maart 2022" in said
    assert "Fase Kijken" in await els.presses("Bevestigen")


async def test_words_typed_instead_of_confirming_change_nothing(town: Town) -> None:
    _, els = await guided.held(town)
    await els.says("12.500")

    assert "Druk op Bevestigen" in await els.says("ja hoor")
    assert "€ 12.500" in await els.presses("Bevestigen")


async def test_no_two_officers_need_to_know_of_each_other(town: Town) -> None:
    _, els = await fixed(town)
    ann = await guided.desk.agency(town, "Ann", "ann@vlaio.example")
    await els.presses("+ Fase")
    await els.says("Verkennen")

    await ann.says(NUMBER)
    assert "Titel: Verkennen" not in await ann.presses("+ Fase")
    await ann.says(NUMBER)
    await with_phase(ann, "Uitwerken", "1 april 2022", "30 april 2022")
    assert "Uitwerken" in await els.says(NUMBER)


async def test_the_steps_are_in_the_history(town: Town) -> None:
    an, _ = await guided.guided(town)

    steps = [one.what for one in await facts.history(an) if one.what != "answered"]
    assert steps[-4:] == ["budget_fixed", "expert_named", "phase_planned", "guidance"]


async def test_what_a_colleague_changed_meanwhile_is_looked_at_before_it_is_confirmed(town: Town) -> None:
    _, els = await guided.held(town)
    ann = await guided.desk.agency(town, "Ann", "ann@vlaio.example")
    await els.says("12.500")
    await ann.says(NUMBER)
    await ann.presses("Budget")
    await ann.says("9.000")
    await ann.presses("Bevestigen")

    assert "Intussen is er iets veranderd" in await els.presses("Bevestigen")
    assert "Budget: € 12.500" in await els.presses("Bevestigen")


async def test_the_budget_is_in_the_figures_and_in_what_changed_since_they_were_frozen(town: Town) -> None:
    _, els = await guided.held(town)
    await els.says("/cijfers")
    await els.presses("Bevriezen")
    await els.says(NUMBER)
    await els.presses("Budget")
    await els.says("12.500")
    await els.presses("Bevestigen")

    assert "Voor 1 begeleiding ligt het budget vast na het intakegesprek: € 12.500." in await els.says("/cijfers")
    assert "budget · PROF-2021-2-0001: € 0 → € 12.500" in await els.presses("Vergelijken")
