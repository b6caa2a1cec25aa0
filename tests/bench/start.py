"""How long it takes from the start of a process to the first answer."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from tests.bench.interleaved import medians
from tests.bench.table import Row, Size, at_most

IMPORTS = "import telegram.ext, aiosmtplib, sqlmodel, apscheduler.schedulers.asyncio"
ROOT = Path(__file__).parent.parent.parent


async def rows(folder: Path, size: Size) -> list[Row]:
    """Measure /start in a data folder that is there, against a run of Python that imports the four packages."""
    await asyncio.to_thread(seconds_to_answer, folder)  # makes the tables

    async def answer() -> float:
        return await asyncio.to_thread(seconds_to_answer, folder)

    async def imports() -> float:
        return await asyncio.to_thread(_seconds_to_import)

    ours, bare = await medians(answer, imports, rounds=size.starts)
    target, holds = at_most(ours / bare, 1.5)
    return [
        Row(
            bench="start to first answer / import of the four packages",
            value=f"{ours:.2f} s",
            reference=f"{bare:.2f} s",
            ratio=ours / bare,
            target=target,
            holds=holds,
        )
    ]


def _seconds_to_import() -> float:
    began = perf_counter()
    subprocess.run([sys.executable, "-c", IMPORTS], check=True, cwd=ROOT)
    return perf_counter() - began


def seconds_to_answer(data_dir: Path) -> float:
    """Start the chat in the terminal and say /start."""
    began = perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"KERNBOT_DATA_DIR": str(data_dir)},
        cwd=ROOT,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("/start\n")
        process.stdin.close()
        answered = any(line.startswith("Kernbot") for line in process.stdout)
        took_s = perf_counter() - began
        process.stdout.read()
    assert answered, "no answer came"
    return took_s
