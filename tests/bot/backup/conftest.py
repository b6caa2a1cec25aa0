"""The places between which a backup goes, on each database."""

from pathlib import Path

import pytest

from tests.fakes.backed_up import Places
from tests.fakes.conversation import StandingClock


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path, clock: StandingClock) -> Places:
    if request.param == "sqlite":
        return Places(folder=tmp_path, url="", empty_url="", clock=clock)
    urls = [request.getfixturevalue(name) for name in ("postgres_url", "bare_postgres_url")]
    return Places(folder=tmp_path, url=urls[0], empty_url=urls[1], clock=clock)


@pytest.fixture
def on_sqlite(tmp_path: Path, clock: StandingClock) -> Places:
    return Places(folder=tmp_path, url="", empty_url="", clock=clock)
