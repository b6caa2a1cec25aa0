"""A backup that is taken in the middle of the rush, and the empty place in which it is put back: row 14.

Whoever is in it is in it whole: sent, with a receipt that is valid and the message that brings it, or not at all.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, select, text
from sqlmodel import col

from bot.backup.manifest import Manifest
from bot.backup.putting_back import PutBack, put_back
from bot.backup.taking import take
from bot.settings import Settings
from models.calls.stages import Stage
from models.records.applications.application import Application
from models.records.applications.receipt import checksum_of
from models.records.applications.submission import Submission
from tests.bench import population
from tests.fakes.smtp_server import FakeSmtpServer
from tests.faults import findings, rush
from tests.faults.bot_process import BotProcess
from tests.faults.rush_town import CLOSES_AT, Found, Shift
from tests.faults.trial import Ground, Line, Size, until

PUT_BACK_AT = CLOSES_AT + timedelta(minutes=10)
WATCHED_S = 5  # how long kernbot runs in the place that was put back before somebody confirms
AWAITED = 100  # receipts that are waited for after it: each is printed, a tenth of a second


@dataclass(slots=True, kw_only=True)
class Middle:
    """The processes of a rush, and a backup of it that is taken once an eighth of all clerks has sent."""

    works: rush.Works
    clerks: int
    file: Path
    place: Settings | None = None
    made: Manifest | None = None

    async def work(self, shifts: list[Shift]) -> list[Found]:
        """Let the clerks send, and take the backup meanwhile."""
        self.place = _settings(Path(shifts[0].data_dir), shifts[0].url)
        working = asyncio.create_task(self.works(shifts))
        await until(lambda: working.done() or _count(self.place.url) >= self.clerks // 8, pause_s=0.01)
        self.made = await asyncio.to_thread(take, self.place, self.file, CLOSES_AT)
        return await working


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent, as the rows of a database say."""

    checksums: Mapping[int, str]  # by application
    valid: int  # receipts whose checksum is that of their words
    half: int  # applications that were sent and lack what belongs to it, or the other way round


async def in_the_rush(ground: Ground, database: str, size: Size, works: rush.Works = rush.by_processes) -> list[Line]:
    """Row 14: equal counts and checksums, nothing half, and nothing sent before somebody confirms."""
    processes = 3 if database == "PostgreSQL" else 1
    file = ground.place("SQLite")[0] / "kernbot.zip"
    middle = Middle(works=works, clerks=size.clerks, file=file)
    came = await rush.rush(ground, database, size.clerks, size.rush_s, processes, middle.work)
    folder, url = ground.place(database)
    settings = _settings(folder, url)
    done = await asyncio.to_thread(put_back, settings, file, PUT_BACK_AT)
    before, after = _sent(middle.place.url), _sent(settings.url)
    early, mails = await _resumed(settings, len(after.checksums))
    return [_line(size, database, middle.made, done, came, before, after, early, mails)]


def _line(
    size: Size,
    database: str,
    made: Manifest,
    done: PutBack,
    rushed: rush.Rush,
    before: Sent,
    after: Sent,
    early: int,
    mails: Counter[str],
) -> Line:
    others = after.checksums.items() - before.checksums.items()
    expected = {f"clerk{number}@voorbeeld.be" for number in after.checksums}
    came = (
        f"{sum(made.rows.values())} rows {'equal' if done.rows == made.rows else 'NOT equal'}, "
        f"{len(made.files)} checksum agrees · {len(after.checksums):,} of {len(before.checksums):,} had sent by then, "
        f"{after.valid:,} receipts valid, {after.half} half · the rush: lost {rushed.lost}, misjudged "
        f"{rushed.misjudged}, p99 {rush.share_of(rushed.committed_s, 0.99):.2f} s · sent before resume {early} · "
        f"receipts after it {len(mails):,}, double {sum(mails.values()) - len(mails)}"
    )
    is_whole = done.rows == made.rows and after.valid == len(after.checksums) and not (others or after.half)
    is_middle = 0 < len(after.checksums) < len(before.checksums)
    is_quiet = early == 0 and 0 < len(mails) == sum(mails.values()) and mails.keys() <= expected
    harmed = rushed.lost or rushed.misjudged or rushed.unanswered
    what = f"backup in the middle of the rush of {size.clerks:,} clerks; restore; kernbot run; kernbot resume"
    return Line(
        row=14, what=what, database=database, came=came, holds=is_whole and is_middle and is_quiet and not harmed
    )


async def _resumed(settings: Settings, sent: int) -> tuple[int, Counter[str]]:
    """Run Kernbot there and resume; return how many mails left before it, and after it to whom."""
    async with FakeSmtpServer() as smtp:
        post = {"smtp_host": "127.0.0.1", "smtp_port": smtp.port, "smtp_tls": "none", "mail_from": "bot@kernbot.be"}
        url = settings.database_url.get_secret_value()
        bot = BotProcess(settings.data_dir, None, database_url=url, at=PUT_BACK_AT, call=population.CALL, **post)
        bot.start()
        try:
            await until(lambda: bot.says("started") == 1)
            await asyncio.sleep(WATCHED_S)
            early = len(smtp.mails)
            done = await asyncio.to_thread(bot.command, "resume")
            if done.returncode == 0:
                await until(lambda: len(smtp.mails) >= min(sent, AWAITED))
            await asyncio.to_thread(bot.stop)
        finally:
            bot.kill()
        return early, Counter(mail.recipients[0] for mail in smtp.mails[early:])


def _settings(folder: Path, url: str) -> Settings:
    return Settings(_env_file=None, data_dir=folder, database_url=url, call=population.CALL)


def _count(url: str) -> int:
    with findings.database(url) as found:
        return found.execute(text("SELECT count(*) FROM submission")).scalar_one()


def _sent(url: str) -> Sent:
    with findings.database(url) as found:
        rows = found.execute(select(col(Submission.application_id), col(Submission.checksum), col(Submission.content)))
        kept = [row._tuple() for row in rows]
        checksums = {application_id: checksum for application_id, checksum, _ in kept}
        return Sent(
            checksums=checksums,
            valid=sum(1 for _, checksum, content in kept if checksum_of(content) == checksum),
            half=len(_applications(found) ^ checksums.keys()) + len(_receipts(found) ^ checksums.keys()),
        )


def _applications(found: Connection) -> set[int]:
    stage = col(Application.stage) == Stage.SUBMITTED
    return set(found.execute(select(col(Application.id)).where(stage)).scalars())


def _receipts(found: Connection) -> set[int]:
    query = "SELECT application_id FROM outbox WHERE kind = 'receipt' AND way = 'mail'"
    return set(found.execute(text(query)).scalars())
