"""A backup that is taken while messages leave and people write, and the place that it is put back in: row 14."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from bot.backup.putting_back import put_back
from bot.backup.taking import take
from bot.clock import utc_now
from bot.commands import resuming
from bot.settings import Settings
from models.records.messages import watermark_queries
from models.storage.database import open_engine
from tests.faults.killed import let_all_leave
from tests.faults.post import PostBag
from tests.faults.trial import Ground, Line, Size, until

PAUSE_S = 0.01  # between rows: without it SQLite, which has no queue, gives the worker no turn
WATCHED_S = 1  # how long a worker runs in the place that was put back before somebody confirms


async def under_load(ground: Ground, database: str, size: Size) -> list[Line]:
    """Row 14: equal counts and checksums, nothing sent before somebody confirms, nothing lost after it."""
    return [await trial(ground, database, size, skips=skips) for skips in (False, True)]


async def trial(ground: Ground, database: str, size: Size, *, skips: bool) -> Line:
    """Put a backup back and resume; with `skips` what was due before the end of the first place is left out."""
    async with ground.bag(database) as bag:
        await bag.fill(size.messages, chat=size.messages // 4)
        worker = ground.nursery.start(bag.order("before"))
        with _writer(bag.url) as written:
            await until(lambda: bag.came() > size.messages // 10, pause_s=0.01)
            file = bag.folder / "kernbot.zip"
            made = await asyncio.to_thread(take, _settings(bag.folder, bag.url), file, utc_now())
        await asyncio.to_thread(worker.stop)  # from here on the first place is gone
        came, ended_at = bag.came(), utc_now()
        folder, url = ground.place(database)
        done = await asyncio.to_thread(put_back, _settings(folder, url), file, utc_now())
        again = PostBag(folder, url, bag.smtp, bag.api)
        sent = again.states()["sent"]
        worker = ground.nursery.start(again.order("after"))
        await asyncio.sleep(WATCHED_S)
        early = bag.came() - came
        _resume(again.url, ended_at if skips else None)
        await let_all_leave(again)
        await asyncio.to_thread(worker.stop)
        again.close()
        found = await bag.arrived()
    equal = "equal" if done.rows == made.rows else "NOT equal"
    said = (
        f"{sum(made.rows.values())} rows {equal}, {len(made.files)} checksum agrees · sent before resume {early} · "
        f"{done.in_doubt} in doubt · {found.line()} · {came} had left, {came - sent} of them after the backup"
    )
    # What is left out had left or not: nothing comes twice then, and what had not left never comes.
    fulfils = found.double == 0 if skips else found.lost == 0 and found.double <= came - sent
    holds = done.rows == made.rows and early == found.other_ids == 0 and 0 < came < size.messages and fulfils
    how = "--skip-before its end" if skips else "all"
    what = f"backup while {size.messages} messages leave, {len(written)} rows written; restore; resume {how}"
    return Line(row=14, what=what, database=database, came=said, holds=holds)


def _settings(folder: Path, url: str) -> Settings:
    return Settings(_env_file=None, data_dir=folder, database_url=url, call="profploeg-2021")


def _resume(url: str, skip_before: datetime | None) -> None:
    engine = open_engine(url)
    with Session(engine) as session:
        resuming.resume(session, utc_now(), skip_before)
        session.commit()
    engine.dispose()


@contextmanager
def _writer(url: str) -> Iterator[list[int]]:
    """Let somebody write one row after the other; yield how many were."""
    engine, stop, written = open_engine(url), threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            with suppress(DBAPIError), Session(engine) as session:
                watermark_queries.remember(session, f"row {len(written)}", utc_now())
                session.commit()
                written.append(1)
            time.sleep(PAUSE_S)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield written
    finally:
        stop.set()
        thread.join()
        engine.dispose()
