"""What the tests share."""

import gc
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from bot.collection import NEW_OBJECTS
from tests.fakes import empty_database, own_transactions
from tests.fakes.conversation import BRUSSELS, StandingClock, Town, open_town
from tests.fakes.imap_server import imap_server  # noqa: F401 - a fixture of several tests
from tests.fakes.memory_folder import write_in_memory
from tests.fakes.postgres import (  # noqa: F401 - fixtures of all tests
    any_bare_database_url,
    any_database_url,
    bare_postgres_url,
    postgres_server,
    postgres_url,
    sqlite_url,
)

write_in_memory()
own_transactions.watch_stores()
settings.register_profile("kernbot", deadline=None)  # how fast a machine is, no test says
settings.load_profile("kernbot")
WATCHERS = frozenset({"caplog", "capfd", "capsys", "monkeypatch"})


def pytest_collection_finish() -> None:
    """Let Python not search the tests and the program for what to throw away, again and again, while tests run."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what is about SQLite alone where PostgreSQL lies below the tests, and say why."""
    mark = item.get_closest_marker("sqlite_alone")
    if mark is not None and empty_database.ON_POSTGRES:
        pytest.skip(f"of SQLite alone: {mark.args[0]}")


@pytest.fixture(autouse=True)
def _thrown_away() -> Iterator[None]:
    """Throw away the databases that a test made on PostgreSQL."""
    before = empty_database.data_dirs()
    yield
    if empty_database.ON_POSTGRES:
        empty_database.drop_databases(kept=before)


@pytest.fixture(autouse=True)
def _answers_and_their_application() -> Iterator[None]:
    """Let no test pass in which a work with a transaction of its own wrote answers, and their application not."""
    own_transactions.found()
    yield
    assert own_transactions.found() == [], "they write answers, and not the application (ARCHITECTURE: beside others)"


@pytest.fixture
def clock() -> StandingClock:
    """A clock that stands at ten in the morning of 20 October 2021 in Brussels."""
    return StandingClock(datetime(2021, 10, 20, 10, 0, tzinfo=BRUSSELS))


@pytest.fixture
async def town(request: pytest.FixtureRequest, tmp_path: Path, clock: StandingClock) -> AsyncIterator[Town]:
    """A Kernbot for the real call of 2021, in which people can talk; where the way there is watched, all is played."""
    async with open_town(tmp_path, clock, by_known_ways=WATCHERS.isdisjoint(request.fixturenames)) as opened:
        yield opened
