"""The history of a case at the desk: why something was decided, what can be undone, and what a province knows when."""

import pytest

from tests.fakes import desk
from tests.fakes.conversation import StandingClock, Town
from tests.handlers.test_deciding import AN, NUMBER, decided, leave

LACKS = "12: Het besluit is niet getekend."


@pytest.fixture(autouse=True)
def _between_two_seconds(clock: StandingClock) -> None:
    """Let the clock show what Telegram's stamps do not have: what is said bears the whole second before."""
    clock.pass_(seconds=0.4)


async def test_who_opens_a_case_later_reads_why_it_fell_out(town: Town) -> None:
    await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    await els.says(NUMBER)
    await els.presses("Onontvankelijk")
    await els.says(f"{LACKS}\nBel ons gerust.")
    await els.presses("Bekijk de brief")
    await els.presses("Bevestigen")
    await leave(town)
    said = await els.says(NUMBER)
    assert "onontvankelijk verklaard\n   12. Besluit college: Het besluit is niet getekend.\n   Bel ons gerust." in said


async def test_a_decision_is_undone_from_the_case_as_well_until_its_letter_leaves(town: Town) -> None:
    await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    await decided(els, "Ontvankelijk")
    assert "Ongedaan maken" in (await els.says(NUMBER)).labels
    said = await els.presses("Ongedaan maken")
    assert "Er vertrekt geen brief" in said
    await decided(els, "Ontvankelijk")
    await leave(town)
    assert "Ongedaan maken" not in (await els.says(NUMBER)).labels


async def test_a_province_reads_nothing_of_a_decision_that_was_undone(town: Town) -> None:
    await desk.sent(town, "An", AN)
    els, piet = await desk.agency(town), await desk.province(town)
    await decided(els, "Onontvankelijk", remark=LACKS)
    await els.presses("Ongedaan maken")
    for said in (await piet.says(NUMBER), await leave(town) or await piet.says(NUMBER)):
        assert "ingediend · ronde 2021-2" in said
        assert "onontvankelijk" not in said.text
        assert "ongedaan" not in said.text
    assert "ongedaan" in (await els.says(NUMBER)).text


async def test_a_province_reads_of_a_decision_once_its_letter_left(town: Town) -> None:
    await desk.sent(town, "An", AN)
    els, piet = await desk.agency(town), await desk.province(town)
    await decided(els, "Onontvankelijk", remark=LACKS)
    said = await piet.says(NUMBER)
    assert "ingediend · ronde 2021-2" in said
    assert "onontvankelijk" not in said.text
    await leave(town)
    said = await piet.says(NUMBER)
    assert "onontvankelijk · ronde 2021-2" in said
    assert "12. Besluit college: Het besluit is niet getekend." in said
    assert "Ongedaan maken" not in said.labels
