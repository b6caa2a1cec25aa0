"""The trials of the outbox with small numbers: real processes, real kills, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes import postgres
from tests.faults import clocks, database_trouble, killed, misbehaving, rush, watched
from tests.faults.nursery import Nursery
from tests.faults.trial import SMALL, Ground, Line

TINY = replace(
    SMALL,
    messages=40,
    kills=3,
    shared=80,
    backlog=20,
    chats=20,
    towns=4,
    stall_s=0.5,
    trouble_s=0.5,
    restarts=1,
)
IN_A_FILE = pytest.mark.sqlite_alone("the trouble is that of a file")
BOTH = pytest.mark.parametrize("database", ["SQLite", "PostgreSQL"])


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as nursery:
        yield nursery


@pytest.fixture
def ground(tmp_path: Path, postgres_server: str, nursery: Nursery) -> Ground:
    (tmp_path / "trials").mkdir()
    return Ground(folder=tmp_path / "trials", postgres=postgres_server, nursery=nursery, template=postgres.tables())


def hold(lines: list[Line]) -> None:
    assert [line.cells() for line in lines if not line.holds] == []


@BOTH
async def test_nothing_is_lost_when_workers_are_killed_at_random_moments(ground: Ground, database: str) -> None:
    hold(await killed.kills(ground, database, TINY, seed=20211112))


@BOTH
async def test_nothing_is_lost_when_a_worker_dies_at_a_named_step(ground: Ground, database: str) -> None:
    hold(await killed.steps(ground, database))


async def test_a_worker_that_is_told_to_stop_leaves_nothing_in_its_hands(ground: Ground) -> None:
    hold(await killed.stopped(ground, "SQLite"))


@BOTH
async def test_two_processes_send_nothing_twice(ground: Ground, database: str) -> None:
    hold(await killed.shared(ground, database, TINY, workers=2))


async def test_a_process_whose_clock_is_wrong_sends_nothing_twice(ground: Ground) -> None:
    hold(await killed.shared(ground, "PostgreSQL", TINY, workers=2, clock_off_s=600))


async def test_people_get_their_messages_within_the_limits_of_the_chat_service(ground: Ground) -> None:
    hold(await misbehaving.limits(ground, "SQLite", TINY))


async def test_a_change_of_the_clock_skips_and_doubles_no_reminder(ground: Ground) -> None:
    hold([await clocks.changed(ground, "PostgreSQL", TINY, *clocks.CHANGES[1])])


async def test_a_clock_that_jumps_skips_and_doubles_no_reminder(ground: Ground) -> None:
    hold([await clocks.jumped(ground, "PostgreSQL", TINY, "a day back", -24)])


async def test_an_event_loop_that_stands_still_skips_and_doubles_no_reminder(ground: Ground) -> None:
    hold([await clocks.stalled(ground, "SQLite", TINY)])


async def test_what_goes_wrong_turns_health_red_and_the_operator_hears_it_once(ground: Ground) -> None:
    hold(await watched.watched(ground, "SQLite"))


@pytest.mark.parametrize(("database", "processes"), [("SQLite", 1), ("PostgreSQL", 3)])
async def test_who_sends_around_the_end_of_a_round_is_judged_by_when_it_was_sent(
    ground: Ground, database: str, processes: int
) -> None:
    found = await rush.rush(ground, database, 12, 1.0, processes, rush.in_this_process)
    assert (found.lost, found.misjudged, found.unanswered) == (0, 0, 0)
    assert found.in_time + found.late == 12


@pytest.mark.parametrize(
    ("database", "what"),
    [
        pytest.param("SQLite", "locked", marks=IN_A_FILE),
        pytest.param("SQLite", "disk full", marks=IN_A_FILE),
        ("PostgreSQL", database_trouble.RESTARTED),
    ],
)
async def test_a_database_in_trouble_loses_nothing_and_all_goes_on_by_itself(
    ground: Ground, database: str, what: str
) -> None:
    hold(await database_trouble.trial(ground, database, what, TINY))
