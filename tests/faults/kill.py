"""Clerks apply while the program is killed again and again: python -m tests.faults.kill --kills 50.

Nothing may be lost, nothing applied twice, every turn is answered, and each town gets one receipt.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from tests.fakes.bot_api_driver import BotApiDriver, bot_api_process
from tests.faults import findings
from tests.faults.bot_process import BotProcess
from tests.faults.clerk import Clerk
from tests.faults.findings import Findings
from tests.faults.person import Person

TOWNS = ("Lier", "Geel", "Tielt", "Aalter", "Bree", "Torhout", "Zele", "Halle")
ACTS = 35  # of one clerk, at least
TURN_S = 0.06  # a kill falls within a turn
START_S = 2.5  # or within the next start
DURING_START = 0.2  # this share
LEAVES_WITHIN_S = 60


@dataclass(slots=True)
class Killer:
    """Kills the program shortly after people did something, and starts it again."""

    bot: BotProcess
    chance: random.Random
    at_acts: frozenset[int]
    moments: Counter[str] = field(default_factory=Counter)
    _acts: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _orders: "SimpleQueue[float | None]" = field(default_factory=SimpleQueue)

    def acted(self) -> None:
        """Note that somebody did something."""
        with self._lock:
            self._acts += 1
            if self._acts in self.at_acts:
                at_start = self.chance.random() < DURING_START
                self._orders.put(self.chance.uniform(0, START_S if at_start else TURN_S))

    def work(self) -> None:
        """Kill as ordered, until told that it is enough."""
        while (after_s := self._orders.get()) is not None:
            time.sleep(after_s)
            self.bot.kill()
            self.moments[findings.moment_of_kill(self.bot.database_url)] += 1
            self.bot.start()

    def finish(self) -> None:
        """Kill what is ordered still, and no more."""
        self._orders.put(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of it."""

    towns: int
    kills: int
    moments: Counter[str]
    found: Findings
    exit_code: int

    def line(self) -> str:
        f = self.found
        return (
            f"kills {self.kills} · messages {f.messages} · lost {f.lost} · applied twice {f.applied_twice} · "
            f"turns without an answer {f.unanswered} · repeated answers {f.repeated} · "
            f"submissions {f.submissions} · receipts {f.receipts} of {self.towns} · exit code {self.exit_code}"
        )

    def holds(self) -> bool:
        f = self.found
        nothing_wrong = (f.lost, f.applied_twice, f.unanswered, self.exit_code) == (0, 0, 0, 0)
        return nothing_wrong and f.submissions == f.receipts == self.towns


def run(folder: Path, *, kills: int, seed: int, towns: Sequence[str], url: str = "") -> Trial:
    """Let one clerk for each town apply at the same time, the first of them typing ahead."""
    chance = random.Random(seed)
    with bot_api_process() as people:
        bot = BotProcess(folder / "var", people.url, database_url=url)
        at_acts = frozenset(chance.sample(range(2, ACTS * len(towns)), kills))
        killer = Killer(bot, chance, at_acts)
        clerks = [_clerk(people, town, killer, folder, types_ahead=town == towns[0]) for town in towns]
        bot.start()
        try:
            _let_them_apply(clerks, killer)
            exit_code = _let_the_mail_leave(bot)
        finally:
            bot.kill()
        found = findings.examine(bot.database_url, clerks)
    return Trial(
        towns=len(towns), kills=killer.moments.total(), moments=killer.moments, found=found, exit_code=exit_code
    )


def _clerk(people: BotApiDriver, town: str, killer: Killer, folder: Path, *, types_ahead: bool) -> Clerk:
    person = Person(people, f"An van {town}", killer.acted)
    return Clerk(person=person, town=town, mail_folder=folder / "var" / "mail", types_ahead=types_ahead)


def _let_them_apply(clerks: list[Clerk], killer: Killer) -> None:
    with ThreadPoolExecutor(len(clerks) + 1) as pool:
        killing = pool.submit(killer.work)
        applying = [pool.submit(clerk.applies) for clerk in clerks]
        try:
            for one in applying:
                one.result()
        finally:
            killer.finish()
        killing.result()


def _let_the_mail_leave(bot: BotProcess) -> int:
    """Wait until every message left, those of killed processes too; stop the program and return its exit code."""
    findings.let_leases_end(bot.database_url)
    deadline = time.monotonic() + LEAVES_WITHIN_S
    while (findings.messages_waiting(bot.database_url) or not bot.is_up()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return bot.stop()


def main() -> int:
    """Run the trial as the command line asks, print what counts, and return 0 when all of it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=None, help="the same moments again; without it, others each time")
    parser.add_argument("--towns", type=int, default=6, choices=range(1, len(TOWNS) + 1))
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        trial = run(Path(folder), kills=given.kills, seed=seed, towns=TOWNS[: given.towns])
    print("killed " + " · ".join(f"{moment} {count}" for moment, count in sorted(trial.moments.items())))
    print(trial.line())
    return 0 if trial.holds() else 1


if __name__ == "__main__":
    sys.exit(main())
