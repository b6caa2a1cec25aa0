"""Long runs: one conversation after the other; of one in which a promise does not hold, the smallest that fails."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.hostile.doings import Doing, drawn
from tests.hostile.people import BEGINS
from tests.hostile.promises import Broken
from tests.hostile.walk import walking

STEPS_EACH = 80
MOST_TRIES = 60  # to make a conversation that fails shorter
STEPS_BETWEEN = 20  # how often everybody looks whether they can go on


async def walked(begin: str, doings: Sequence[Doing], told: list[str] | None = None) -> str:
    """Return what did not hold in a conversation, or "" when all did; what was said is added to `told`."""
    with tempfile.TemporaryDirectory(prefix="kernbot-walk-") as folder:
        async with walking(Path(folder), begin) as walk:
            try:
                for place, doing in enumerate(doings, 1):
                    await walk.does(doing)
                    if place % STEPS_BETWEEN == 0 or place == len(doings):
                        await walk.leads_on()
            except Broken as broken:
                return str(broken)
            finally:
                if told is not None:
                    told += walk.told
    return ""


def smallest(begin: str, doings: list[Doing]) -> list[Doing]:
    """Return a shorter conversation that fails as well: pieces are left out for as long as it does."""
    size, tries = len(doings) // 2, 0
    while size and tries < MOST_TRIES:
        place = 0
        while place < len(doings):
            tries += 1
            shorter = doings[:place] + doings[place + size :]
            if shorter and asyncio.run(walked(begin, shorter)):
                doings = shorter
            else:
                place += size
        size //= 2
    return doings


def run(steps: int, seed: int) -> int:
    """Walk for so many steps; print each conversation that fails as short as it can be, and return how many did."""
    random, failed, done = Random(seed), 0, 0
    while done < steps:
        begin, doings = random.choice(BEGINS), [drawn(random) for _ in range(STEPS_EACH)]
        done += len(doings)
        why = asyncio.run(walked(begin, doings))
        if why:
            failed += 1
            told: list[str] = []
            why = asyncio.run(walked(begin, smallest(begin, doings), told)) or why
            print(f"--- {begin}: {why}", *told, sep="\n", flush=True)
    print(f"seed {seed}: {done} steps in {done // STEPS_EACH} conversations, {failed} in which a promise did not hold")
    return failed
