"""How fast the year 2021 is replayed: `kernbot demo` as a whole process, with its mails, receipts and report."""

import asyncio
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.start import ROOT
from tests.bench.table import Row, Size

TURNS = re.compile(r"^(\d+) beurten", re.MULTILINE)


async def rows(folder: Path, size: Size) -> list[Row]:
    """Return the turns per second of the replay; a quick run leaves it out."""
    if not size.replays:
        return []
    turns, seconds = await asyncio.to_thread(_played, folder / "demo")
    return [Row(bench="replay of 2021, with mails, receipts and report", value=f"{turns / seconds:.0f} turns/s")]


def _played(folder: Path) -> tuple[int, float]:
    """Play it; return how many turns were taken and how many seconds that took."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KERNBOT_")}
    environment["KERNBOT_DATA_DIR"] = str(folder)
    command = [sys.executable, "-m", "bot", "demo"]
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - began
    found = TURNS.search(done.stdout)
    if found is None:
        raise LookupError(f"the replay does not say how many turns it took: {done.stdout[-200:]}")
    return int(found[1]), seconds
