"""python -m tests.faults: everything that delivery must survive, a line for each thing that was done to it.

`--small` tries little of each, seconds for a row; `--rows 1 4` only those.
"""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bot.log import set_up_logging
from tests.fakes.postgres import running_postgres
from tests.faults import (
    clocks,
    database_trouble,
    kill,
    killed,
    long_day,
    mail_killed,
    migrated,
    misbehaving,
    put_back,
    put_back_rush,
    rush,
    watched,
)
from tests.faults.nursery import Nursery
from tests.faults.trial import FULL, SMALL, Ground, Line, Size, table

ROWS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18)
ON_POSTGRES = {1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 17, 18}


async def lines(ground: Ground, size: Size, rows: set[int], seed: int) -> AsyncIterator[list[Line]]:
    """Yield the lines of each trial as it ends; servers that misbehave do so on SQLite alone."""
    trials: list[tuple[int, Callable[[], Coroutine[None, None, list[Line]]]]] = []
    for database in ground.databases:
        trials += [
            (1, partial(killed.kills, ground, database, size, seed=seed)),
            (2, partial(killed.steps, ground, database)),
            (3, partial(killed.stopped, ground, database)),
            *((4, partial(killed.shared, ground, database, size, workers=workers)) for workers in (2, 3)),
            (10, partial(clocks.clock_changes, ground, database, size)),
            (11, partial(clocks.clock_jumps, ground, database, size)),
            (12, partial(database_trouble.trials, ground, database, size)),
            (14, partial(put_back.under_load, ground, database, size)),
            (14, partial(put_back_rush.in_the_rush, ground, database, size)),
            (15, partial(migrated.up_down_up, ground, database, size)),
            (13, partial(clerks, ground, database, size, seed=seed)),
            (17, partial(rush.rushes, ground, database, size)),
            (18, partial(watched.watched, ground, database)),
        ]
    if ground.postgres:
        trials.append((5, partial(killed.shared, ground, "PostgreSQL", size, workers=2, clock_off_s=600)))
    trials += [
        (6, partial(misbehaving.smtp_faults, ground, "SQLite")),
        (7, partial(misbehaving.telegram_faults, ground, "SQLite")),
        (8, partial(misbehaving.backlog, ground, "SQLite", size)),
        (9, partial(misbehaving.limits, ground, "SQLite", size)),
        (16, partial(long_day.long_day, ground, "SQLite", size)),
    ]
    for row, trial in trials:
        if row in rows:
            yield await trial()


async def clerks(ground: Ground, database: str, size: Size, *, seed: int) -> list[Line]:
    """Row 13: clerks apply while the program is killed again and again."""
    folder, url = ground.place(database)
    kills, towns = (50, kill.TOWNS[:6]) if size is FULL else (3, kill.TOWNS[:2])
    trial = await asyncio.to_thread(kill.run, folder, kills=kills, seed=seed, towns=towns, url=url)
    what = f"{kills} kills while clerks apply"
    return [Line(row=13, what=what, database=database, came=trial.line(), holds=trial.holds())]


async def run(folder: Path, postgres: str | None, size: Size, rows: set[int], seed: int) -> list[Line]:
    """Hold the trials and return all lines."""
    found: list[Line] = []
    with Nursery() as nursery:
        async for some in lines(Ground(folder=folder, postgres=postgres, nursery=nursery), size, rows, seed):
            found += some
            for line in some:
                print("  ".join(line.cells()), file=sys.stderr, flush=True)
    return found


def main() -> int:
    """Hold the trials that are asked for, print the table, and return 0 when every line holds."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--rows", type=int, nargs="*", choices=ROWS, default=ROWS)
    parser.add_argument("--seed", type=int, default=None)
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10**6)
    set_up_logging(logging.WARNING)  # what is printed is the table
    size, rows = SMALL if given.small else FULL, set(given.rows)
    print(f"seed {seed}", flush=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        try:
            postgres = stack.enter_context(running_postgres()) if rows & ON_POSTGRES else None
        except LookupError as reason:
            print(f"not on PostgreSQL: {reason}")
            postgres = None
        found = asyncio.run(run(folder, postgres, size, rows, seed))
        if 13 in rows:
            found += mail_killed.every(50 if size is FULL else 3, seed)
    print(table(sorted(found, key=lambda line: line.row)))
    return 0 if all(line.holds for line in found) else 1


if __name__ == "__main__":
    sys.exit(main())
