"""A call that asks no evaluation: its guidance ends with the advice, and nobody is asked anything."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from models.call_files.call_file import shipped_call_source
from models.calls.stages import Stage
from tests.fakes import facts, guided
from tests.fakes.conversation import StandingClock, Town, open_town
from tests.fakes.guided import AN, NUMBER
from tests.fakes.mailbag import mails

SOURCE = """
extends = "profploeg"
evaluation = []
opens_on = 2021-06-25
municipalities_on = 2021-06-25

[[round]]
id = "2021-2"
last_day = 2021-11-12
guidance_from = 2022-01-01
"""


@pytest.fixture
async def bare_town(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Town]:
    """A Kernbot for a call without an evaluation."""
    (tmp_path / "zonder.toml").write_text(SOURCE, encoding="utf-8")
    async with open_town(tmp_path / "data", clock, str(tmp_path / "zonder.toml")) as opened:
        yield opened


async def test_nobody_is_asked_and_the_advice_ends_the_guidance(bare_town: Town) -> None:
    an, els = await guided.in_guidance(bare_town)
    bare_town.clock.move_to("2022-03-15 10:00:00")
    await els.says(NUMBER)
    assert "De begeleiding loopt nog" in await els.presses("Advies geven")

    bare_town.clock.move_to("2022-04-20 10:00:00")
    await bare_town.house.desk.tick()
    assert "ligt vast" in await an.says("8")
    assert "begeleiding" in await an.says("/aanvraag")
    await els.says(NUMBER)
    await els.presses("Advies geven")
    await els.says("Ga zo door.")
    await els.presses("Bevestigen")

    assert (await facts.case_of(an)).stage is Stage.EVALUATED
    assert [one.subject for one in await mails(bare_town, AN)][-1].startswith("Advies over de volgende stappen")
    said = await an.says("/status")
    assert "Ga zo door." in said
    assert "Delen in de Vitrine" not in said.labels
    assert "nog geen verhaal" in await els.says("/vitrine")


@pytest.fixture
async def earlier_town(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Town]:
    """A Kernbot for a call as they were before experts and showcase were named in it."""
    source = shipped_call_source("profploeg").replace("experts = true\n", "").replace("showcase = true\n", "")
    (tmp_path / "vroeger.toml").write_text(source, encoding="utf-8")
    async with open_town(tmp_path / "data", clock, str(tmp_path / "vroeger.toml")) as opened:
        yield opened


async def test_a_call_that_names_no_fields_lets_them_be_typed_and_tells_no_story(earlier_town: Town) -> None:
    an, _ = await guided.evaluated(earlier_town)
    assert "Mag jullie verhaal" not in (await an.bot_messages())[-1].text_html
    await an.says("/status")
    assert "geen verhaal voor de Vitrine" in await an.presses("Delen in de Vitrine")
    lies = await earlier_town.person("Lies")
    assert (await lies.says("/vitrine")).labels == ["Verder"]


async def test_a_field_of_expertise_is_typed_where_the_call_has_none_to_choose(earlier_town: Town) -> None:
    _, els = await guided.in_guidance(earlier_town)
    await els.says(NUMBER)
    await els.presses("+ Expert")
    await els.answers("Winkelconcepten, en dan nog heel wat meer", "Mia Maes", "Stadslab")

    assert "Expert Winkelconcepten, en dan nog heel wat meer: Mia Maes" in await els.presses("Bevestigen")
