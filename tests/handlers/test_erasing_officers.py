"""Officers are persons, too: erased, their history stays under a number, and what they said in office without them."""

from sqlmodel import Session

from models.records.desk import decision_queries, officer_queries
from tests.fakes import desk, facts
from tests.fakes.conversation import Town
from tests.fakes.traces import left_of

ELS, NAME = "els.verstraeten@vlaio.example", "Els Verstraeten"
LIER = "12021"


async def test_an_agency_officer_goes_and_the_decision_stays(town: Town) -> None:
    await desk.sent(town, "An", "an.peeters@heist-op-den-berg.be")
    els = await desk.agency(town, NAME, ELS)
    await els.forges("dd:1:0")
    await els.forges("dk:1")
    await els.says("/privacy")
    assert "Je werkt hier voor een provincie of voor VLAIO" in await els.presses("Wis mijn gegevens")
    await els.presses("Ja, wis alles")
    assert await left_of(town, [ELS, NAME, str(els.chat_id)]) == []

    def stands(session: Session) -> tuple[str, int | None, int]:
        decision = decision_queries.one(session, 1)
        assert decision is not None
        return decision.to_stage, decision.decided_by, len(officer_queries.standing(session, "agency"))

    stage, decided_by, officers = await town.house.services.store.run(stands)
    assert (stage, officers) == ("admissible", 0)
    assert decided_by is not None
    assert "Dat commando ken ik niet" in await els.says("/beslis")


async def test_the_notes_of_a_province_officer_go_with_them(town: Town) -> None:
    await town.proven("Lies", "lies@lier.be", "Lier")
    piet = await desk.province(town, "Piet Verstraeten", "piet.verstraeten@provincie.example")
    await piet.forges(f"pn:{LIER}")
    await piet.says("De Zwanendreef bellen voor vrijdag.")
    await piet.says("/privacy")
    await piet.presses("Wis mijn gegevens")
    await piet.presses("Ja, wis alles")
    words = ["Zwanendreef", "piet.verstraeten@provincie.example", "Piet Verstraeten", str(piet.chat_id)]
    assert await left_of(town, words) == []
    assert (await facts.case_of(await town.person("Lies"))).answers
