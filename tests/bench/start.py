"""How long it takes from the start of a process to the first answer."""

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from tests.bench.interleaved import medians
from tests.bench.population import CALL
from tests.bench.table import Row, Size, at_most

IMPORTS = "import telegram.ext, aiosmtplib, sqlmodel, apscheduler.schedulers.asyncio; print('Kernbot')"
ROOT = Path(__file__).parent.parent.parent


async def rows(folder: Path, size: Size) -> list[Row]:
    """Measure /start in a data folder that is there, against the bare import of the four packages of the stack."""

    async def answer() -> float:
        return _seconds_to_answer(["-m", "bot", "chat"], "/start\n", folder)

    async def imports() -> float:
        return _seconds_to_answer(["-c", IMPORTS], "", folder)

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


def _seconds_to_answer(arguments: list[str], typed: str, data_dir: Path) -> float:
    """Run Python with `arguments` until it says something as Kernbot."""
    environment = os.environ | {"KERNBOT_DATA_DIR": str(data_dir), "KERNBOT_CALL": CALL}
    began = perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=ROOT,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(typed)
        process.stdin.close()
        answered = any(line.startswith("Kernbot") for line in process.stdout)
        took_s = perf_counter() - began
        process.stdout.read()
    assert answered, f"{arguments} said nothing"
    return took_s
