"""The replay made small, with one town: another outcome in the data gives other figures, and nothing else does."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SimulatedClock
from bot.demo import cast, replay, slate
from bot.demo.stage import open_stage
from bot.settings import Settings
from models.figures import figures
from models.figures.as_json import figures_as_json
from models.places.municipality import rows
from tests.fakes.empty_database import with_database

NIEUWPOORT = "38016"


@dataclass(frozen=True)
class Played:
    """What a replay told, and the figures of round 1 at its end."""

    story: list[str]
    figures: dict[str, Any]


async def replayed(folder: Path, outcome: str) -> Played:
    """Play the way of one town to its decision, with that outcome in the data."""
    listed = [row | {"outcome": outcome} for row in rows("applications_2021.csv") if row["nis_code"] == NIEUWPOORT]
    settings = with_database(slate.without_servers(Settings(_env_file=None, data_dir=folder)))
    clock, story = SimulatedClock(replay.OPENING), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cast, "rows", lambda _: iter(listed))
        async with open_stage(settings, clock) as stage:
            played = replay.Replay(stage=stage, tell=lambda at, line: story.append(f"{at.date()} {line}"))
            for scene in played.scenes():
                if scene.at <= replay.DECIDED_AT and scene.place < replay.TIME_PASSES:
                    await played.play(scene)
            services = stage.house.services
            found = await services.store.run(figures.figures, services.house.call, clock(), "2021-1")
    return Played(story, figures_as_json(found)["rounds"][0])


async def test_another_outcome_in_the_data_changes_the_report_and_nothing_else_does(tmp_path: Path) -> None:
    selected = await replayed(tmp_path / "selected", "selected")
    unclear = await replayed(tmp_path / "unclear", "unclear")
    assert selected.figures["by_province"] == {"West-Vlaanderen": {"submitted": 1, "selected": 1}}
    differs = {name for name, number in selected.figures.items() if unclear.figures[name] != number}
    assert differs == {"selected", "unclear", "by_province"}
    assert (unclear.figures["selected"], unclear.figures["unclear"]) == (0, 1)
    assert [line for line in unclear.story if line not in selected.story] == [
        "2021-08-31 VLAIO: Nieuwpoort is onvoldoende duidelijk.",
        "2021-08-31 VLAIO selecteert 0 gemeenten.",
    ]
