"""A day of a bot that runs on, in a process of its own: row 16 of what delivery must survive."""

import asyncio
import gc
import json
import logging
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bot import collection, schedule
from bot.fronts.front import Front, purge, running_front
from bot.house import OpenHouse, open_house
from bot.local.api import LocalApi
from bot.local.request import LocalRequest
from bot.local.rows import RowKeeper
from bot.log import set_up_logging
from bot.settings import Settings
from models.files.file_folder import FileFolder
from tests.bench import population
from tests.bench.clerks import turns_a_second
from tests.bench.memory import resident_megabytes
from tests.bench.start import ROOT, seconds_to_answer
from tests.bench.town import NOW
from tests.fakes.conversation import StandingClock
from tests.faults.trial import Ground, Line, Size

HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What was measured."""

    grown_mb: float  # in the second half of the day
    tasks_left: int
    handles_left: int
    idle_share: float  # of one core


async def long_day(ground: Ground, database: str, size: Size) -> list[Line]:
    """Row 16: a day in which many people write, every tick runs, and then nothing happens."""
    folder, _ = ground.place(database)
    await asyncio.to_thread(seconds_to_answer, folder / "start")  # makes the tables
    start_s = await asyncio.to_thread(seconds_to_answer, folder / "start")
    idle_s = 10 if size.updates >= 10_000 else 3
    command = [sys.executable, "-m", __name__, str(folder / "day"), str(size.updates), str(idle_s)]
    told = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=True, cwd=ROOT)
    day = Day(**json.loads(told.stdout))
    holds = day.grown_mb < 10 and (day.tasks_left, day.handles_left) == (0, 0) and start_s < 4 and day.idle_share < 0.01
    came = (
        f"grown {day.grown_mb:.1f} MB in its second half, {day.tasks_left} tasks and {day.handles_left} handles left, "
        f"start to answer {start_s:.1f} s, idle {day.idle_share:.1%}"
    )
    return [Line(row=16, what=f"a day with {size.updates:,} updates", database=database, came=came, holds=holds)]


async def _live(folder: Path, updates: int, idle_s: float) -> Day:
    """Live through a day; return what it left behind."""
    await _open_and_close(folder)  # what is loaded once is no leak
    handles, tasks = _handles(), len(asyncio.all_tasks())
    clock = StandingClock(NOW)
    with open_house(_settings(folder), clock) as house:
        people = range(1, updates // len(population.typed_answers()) + 1)
        population.fill(house.services.store.engine, len(people), clock())
        async with _front(house) as (front, api):
            grown = await _work(house, front, api, clock, people)
            idle_share = await _rest(house, idle_s)
    gc.collect()
    return Day(
        grown_mb=grown,
        tasks_left=len(asyncio.all_tasks()) - tasks,
        handles_left=_handles() - handles,
        idle_share=idle_share,
    )


def _settings(folder: Path) -> Settings:
    return Settings(_env_file=None, data_dir=folder, call=population.CALL)


async def _open_and_close(folder: Path) -> None:
    with open_house(_settings(folder), StandingClock(NOW)) as house:
        async with _front(house):
            pass


@asynccontextmanager
async def _front(house: OpenHouse) -> AsyncIterator[tuple[Front, LocalApi]]:
    clock = house.services.clock
    api = LocalApi(clock=clock, keeper=RowKeeper(house.services.store, FileFolder(house.settings.data_dir / "files")))
    async with running_front(
        house,
        population.FRONT,
        token="0:local",
        request=LocalRequest(api),
        polling_request=LocalRequest(api),
        api_url="http://local",
        stamps_presses=True,
    ) as front:
        yield front, api


async def _work(house: OpenHouse, front: Front, api: LocalApi, clock: StandingClock, people: range) -> float:
    """Let everybody write somewhen in the day, and every tick run each hour; return by how much memory grew."""
    texts = population.typed_answers()
    an_hour = -(-len(people) // HOURS)
    halfway = 0.0
    for hour in range(HOURS):
        some = people[hour * an_hour : (hour + 1) * an_hour]
        for number in some:
            await api.open_chat("An", chat_id=number)
        await turns_a_second(api, some, texts, front.inbox.expect)
        for work, _ in _ticks(house):
            await work()
        if hour == HOURS // 2 - 1:
            halfway = resident_megabytes()
        clock.pass_(hours=1)
    return resident_megabytes() - halfway


def _ticks(house: OpenHouse) -> list[tuple[schedule.Work, int]]:
    """Return what `kernbot run` does by itself, and how often."""
    return [
        (house.sweep.send_due, schedule.SWEEP_S),
        (house.planner.tick, schedule.PLAN_S),
        (house.closing.sweep, schedule.CLOSING_S),
        (house.desk.tick, schedule.DESK_S),
        (lambda: purge(house), schedule.PURGE_S),
        (house.calendars.follow, schedule.PLAN_S),
        (house.weekly.plan, schedule.PLAN_S),
    ]


async def _rest(house: OpenHouse, idle_s: float) -> float:
    """Let nothing happen but the ticks; return which share of a core that takes."""
    ticks = schedule.start_ticks(_ticks(house))
    await asyncio.sleep(1)
    used_s, began_s = time.process_time(), time.monotonic()
    await asyncio.sleep(idle_s)
    share = (time.process_time() - used_s) / (time.monotonic() - began_s)
    ticks.shutdown(wait=False)
    return share


def _handles() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


if __name__ == "__main__":
    set_up_logging(logging.WARNING)
    collection.put_off()  # as `kernbot` does
    folder, updates, idle_s = sys.argv[1:]
    Path(folder).mkdir()
    print(json.dumps(asdict(asyncio.run(_live(Path(folder), int(updates), float(idle_s))))))
