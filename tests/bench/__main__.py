"""python -m tests.bench: every bench, one table. `--quick` only shows that each of them works."""

import argparse
import asyncio
import logging
import os
import platform
import sqlite3
import sys
import tempfile
from pathlib import Path

from bot import collection
from bot.log import set_up_logging
from tests.bench import (
    desk_lists,
    first_byte,
    idle,
    mail_in,
    memory,
    on_postgres,
    planning,
    replay,
    report,
    scale,
    sending,
    start,
    turn,
    web_chats,
)
from tests.bench.table import FULL, QUICK, Row, Size, table

BENCHES = {
    "turn": turn.rows,
    "scale": scale.rows,
    "start": start.rows,
    "memory": memory.rows,
    "report": report.rows,
    "sending": sending.rows,
    "idle": idle.rows,
    "planning": planning.rows,
    "desk": desk_lists.rows,
    "replay": replay.rows,
    "mail_in": mail_in.rows,
    "web_chats": web_chats.rows,
    "postgres": on_postgres.rows,
    "first_byte": first_byte.rows,
}


def main() -> None:
    """Measure what is asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("benches", nargs="*", metavar="BENCH", help=f"{', '.join(BENCHES)}; all without one")
    parser.add_argument("--quick", action="store_true", help="a short run, to see that it works")
    parser.add_argument("--folder", type=Path, help="where the databases are made: a disk, not memory", default="var")
    wanted = parser.parse_args()
    set_up_logging(logging.WARNING)  # what is printed is the table
    wanted.folder.mkdir(exist_ok=True)
    print(head())
    rows: list[Row] = []
    for name in wanted.benches or BENCHES:
        print(f"measuring {name} ...", file=sys.stderr)
        rows += run(name, QUICK if wanted.quick else FULL, wanted.folder)
    print(table(rows))


def run(name: str, size: Size, folder: Path) -> list[Row]:
    """Return the rows of one bench."""
    collection.put_off()  # as `kernbot` does
    with tempfile.TemporaryDirectory(prefix="bench-", dir=folder) as own:
        return asyncio.run(BENCHES[name](Path(own), size))


def head() -> str:
    """Return on what machine this is measured."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    parts = (f"{cores} cores", f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}")
    return f"Kernbot, {', '.join(parts)}, {platform.system()} {platform.machine()}"


if __name__ == "__main__":
    main()
