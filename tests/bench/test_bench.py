"""The benches run and their table is whole; how fast this machine is, no test says."""

import subprocess
import sys
from pathlib import Path

from tests.bench.start import ROOT
from tests.fakes.imap_server import DOVECOT

OF_A_PAGE = "first byte of "  # a line for each page that there is
ROWS = (
    "durable turn / plain Session in one thread for 100 chats",
    "durable turn / plain Session in a bare loop",
    "durable turn / python-telegram-bot, nothing stored",
    "turn with 200 applications / with 100",
    "start to first answer / import of the four packages",
    "memory after 100 turns of 10 people",
    "memory after 100 turns of 50 people",
    "growth in the second half of them, 10 people",
    "growth in the second half of them, 50 people",
    "memory with 50 people / with 10",
    "figures of 200 applications / bare SQL counts",
    "20 mails by the outbox / by a bare aiosmtplib loop",
    "idle sweep with 2,000 old messages / with 1,000, SQLite",
    "idle sweep with 2,000 old messages / with 1,000, PostgreSQL",
    "planning for 200 drafts / bare SQL that inserts as many rows",
    "page of a desk's list, 1,000 sent / 1,000",
    *(("20 waiting mails fetched, stored and applied / only fetched by a bare loop",) if DOVECOT else ()),
    "p99 of a turn, 20 chats at once in browsers / in the local front",
    "durable turn / plain Session in one thread for 100 chats, PostgreSQL",
    "turns with 3 processes on PostgreSQL / with one",
    "12 clerks send within 10 s, SQLite: receipt to commit, p99",
    "12 clerks send within 10 s, PostgreSQL: receipt to commit, p99",
    "map with 300 municipalities over the wire",
)


def test_a_quick_run_prints_one_table_with_every_bench(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.bench", "--quick", "--folder", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    machine, head, *lines = run.stdout.splitlines()
    assert "cores, Python 3" in machine
    assert head.split() == ["bench", "value", "reference", "ratio", "target"]
    names = [line.split("  ")[0] for line in lines]
    assert [name for name in names if not name.startswith(OF_A_PAGE)] == list(ROWS)
    pages = {name.removeprefix(OF_A_PAGE).split(" ")[0] for name in names if name.startswith(OF_A_PAGE)}
    assert {"/", "/loket", "/loket/kaart", "/loket/cijfers"} <= pages
    assert list(tmp_path.iterdir()) == []


def test_what_is_measured_can_be_chosen(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.bench", "scale", "--quick", "--folder", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert [line.split("  ")[0] for line in run.stdout.splitlines()[2:]] == ["turn with 200 applications / with 100"]
