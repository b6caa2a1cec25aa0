"""A mailbox is read while the reader is killed again and again: python -m tests.faults.mail_killed --kills 50.

Every mail answers the same item with other words, so the history shows whether one is lost or counted twice.
"""

import argparse
import asyncio
import logging
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import utc_now
from bot.house import open_house
from bot.log import set_up_logging
from bot.mail_ways import imap_settings, mail_rules
from bot.mailbox.imap_reader import ImapReader
from bot.settings import Settings
from tests.fakes.conversation import StandingClock, open_town
from tests.fakes.correspondent import Correspondent
from tests.fakes.imap_server import PASSWORD, USER, ImapServer, running_imap
from tests.faults.trial import Line

AN = "an.peeters@heist-op-den-berg.be"
MAIL = (
    "From: {an}\r\nTo: {to}\r\nSubject: Re: aanvraag\r\nMessage-ID: <{number}@example.be>\r\n\r\n6: Straat {number}\r\n"
)
WITHIN_S = 0.35  # a kill falls within the start of a reader, or while it works
ENDS_WITHIN_S = 60


@dataclass(slots=True, kw_only=True)
class Trial:
    """One mailbox, its application, and what was mailed so far."""

    data_dir: Path
    imap: ImapServer | None
    reply_to: str
    mailed: int = 0

    def mail(self, count: int) -> None:
        """Deliver so many mails."""
        folder = self.data_dir / "mail-in"
        for _ in range(count):
            self.mailed += 1
            raw = MAIL.format(an=AN, to=self.reply_to, number=self.mailed).encode()
            if self.imap is not None:
                self.imap.deliver(raw)
                continue
            partial = folder / f"{self.mailed}.part"
            partial.write_bytes(raw)
            partial.rename(folder / f"{self.mailed}.eml")

    def start(self) -> int:
        """Start a reader as a process of its own; it has loaded everything, so that it works at once."""
        pid = os.fork()
        if pid:
            return pid
        try:
            asyncio.run(_read(_settings(self.data_dir, self.imap)))
        finally:
            os._exit(1)

    def answers(self) -> Counter[str]:
        """Return how often each answer to the item stands in the history."""
        with closing(sqlite3.connect(self.data_dir / "kernbot.db", timeout=30)) as found:
            rows = found.execute("SELECT detail FROM event WHERE what = 'answered' AND item_key = 'core_area'")
            return Counter(detail for (detail,) in rows)

    def waits(self) -> bool:
        """Return whether a mail was not applied yet, or not marked where it came from."""
        with closing(sqlite3.connect(self.data_dir / "kernbot.db", timeout=30)) as found:
            row = found.execute("SELECT count(*), count(applied_at) FROM mail_in").fetchone()
        unread = [*(self.data_dir / "mail-in").glob("*.eml")]
        if self.imap is not None:
            unread += [Path(flags) for flags in self.imap.flags() if "S" not in flags]
        return bool(unread) or row[0] != row[1] or self.answers().total() < self.mailed


def run(folder: Path, imap: ImapServer | None, *, kills: int, seed: int, mails_a_kill: int = 4) -> Line:
    """Hold the trial."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    trial = Trial(data_dir=folder, imap=imap, reply_to=asyncio.run(_begun(folder)))
    for _ in range(kills):
        trial.mail(mails_a_kill)
        pid = trial.start()
        time.sleep(chance.uniform(0, WITHIN_S))
        _kill(pid)
    pid = trial.start()
    until = time.monotonic() + ENDS_WITHIN_S
    while trial.waits() and time.monotonic() < until:
        time.sleep(0.1)
    _kill(pid)
    found = trial.answers()
    lost, twice = trial.mailed - len(found), found.total() - len(found)
    came = f"kills {kills} · mails {trial.mailed} · lost {lost} · applied twice {twice}"
    what = f"{kills} kills while mails are read, {'by IMAP' if imap is not None else 'from a folder'}"
    return Line(row=13, what=what, database="SQLite", came=came, holds=lost == twice == 0 and not trial.waits())


async def _begun(folder: Path) -> str:
    """Begin an application by mail; return where replies go."""
    async with open_town(folder, StandingClock(utc_now()), "profploeg") as town:
        an = Correspondent(town=town, mailbox=AN)
        questions = await an.opens()
        await an.replies(questions, "1: ja")
        return questions.reply_to


async def _read(settings: Settings) -> None:
    set_up_logging(logging.WARNING)
    with open_house(settings, _soon) as house:
        if house.mail_in is None:
            reader = ImapReader(services=house.services, rules=mail_rules(settings), settings=imap_settings(settings))
            await reader.start()
            await asyncio.Event().wait()
        while house.mail_in is not None:
            await house.mail_in.read()
            await asyncio.sleep(0.02)


def _soon() -> datetime:
    """Return a moment after that of the first mails, which stood still."""
    return utc_now() + timedelta(seconds=1)


def _settings(folder: Path, imap: ImapServer | None) -> Settings:
    if imap is None:
        return Settings(_env_file=None, data_dir=folder)
    return Settings(
        _env_file=None,
        data_dir=folder,
        imap_host="127.0.0.1",
        imap_port=imap.port,
        imap_username=USER,
        imap_password=PASSWORD,
        imap_tls="none",
    )


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def main() -> int:
    """Hold the trial with a folder and with a real IMAP server, print what counts, return 0 when all of it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=None, help="the same moments again; without it, others each time")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10**6)
    set_up_logging(logging.WARNING)
    print(f"seed {seed}", flush=True)
    lines = every(given.kills, seed)
    for line in lines:
        print(f"{line.what}: {line.came}: {line.cells()[-1]}")
    return 0 if all(line.holds for line in lines) else 1


def every(kills: int, seed: int) -> list[Line]:
    """Return the line of the folder, and that of IMAP where there is a server."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        lines = [run(folder / "folder", None, kills=kills, seed=seed)]
        try:
            lines.append(run(folder / "imap", stack.enter_context(running_imap()), kills=kills, seed=seed))
        except LookupError as reason:
            print(f"not by IMAP: {reason}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
