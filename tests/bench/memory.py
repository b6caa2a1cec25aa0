"""How much memory a process holds after many turns, with few and with many people."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlmodel import Session

from bot import collection
from bot.fronts.front import running_front
from bot.house import open_house
from bot.local.api import LocalApi
from bot.local.request import LocalRequest
from bot.local.rows import RowKeeper
from bot.opening import current_call
from bot.settings import Settings
from models.files.file_folder import FileFolder
from models.storage import migrate
from models.storage.database import open_engine
from tests.bench import population
from tests.bench.clerks import turns_a_second
from tests.bench.start import ROOT
from tests.bench.table import Row, Size, at_most
from tests.bench.town import NOW
from tests.fakes.conversation import StandingClock

MEGABYTE = 1_000_000


async def rows(folder: Path, size: Size) -> list[Row]:
    """Measure a process of its own for each number of people: half the turns, then the other half."""
    few, many = (_measured(folder / str(people), people, size.turns) for people in size.people)
    found = [
        _below(f"memory after {size.turns:,} turns of {people:,} people", after, 150)
        for people, (_, after) in zip(size.people, (few, many), strict=True)
    ]
    found += [
        _below(f"growth in the second half of them, {people:,} people", after - halfway, 10)
        for people, (halfway, after) in zip(size.people, (few, many), strict=True)
    ]
    target, holds = at_most(many[1] / few[1], 1.1)
    return [
        *found,
        Row(
            bench=f"memory with {size.people[1]:,} people / with {size.people[0]:,}",
            value=f"{many[1]:.0f} MB",
            reference=f"{few[1]:.0f} MB",
            ratio=many[1] / few[1],
            target=target,
            holds=holds,
        ),
    ]


def _below(bench: str, megabytes: float, bound: int) -> Row:
    target, holds = at_most(megabytes, bound)
    return Row(bench=bench, value=f"{megabytes:.0f} MB", target=f"{target} MB", holds=holds)


def _measured(folder: Path, people: int, turns: int) -> tuple[float, float]:
    """Return the megabytes after half of the turns and after all of them."""
    folder.mkdir(parents=True)
    _fill(_settings(folder), people)
    command = [sys.executable, "-m", __name__, str(folder), str(people), str(turns)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    halfway, after = json.loads(said)
    return halfway, after


def _settings(folder: Path) -> Settings:
    return Settings(_env_file=None, data_dir=folder, call=population.CALL)


def _fill(settings: Settings, people: int) -> None:
    engine = open_engine(settings.url)
    migrate.upgrade(engine)
    with Session(engine) as session:
        current_call(session, settings.call, NOW)
        session.commit()
    population.fill(engine, people, NOW)
    engine.dispose()


async def _talk(folder: Path, people: int, turns: int) -> tuple[float, float]:
    """Let everybody type as often; return the megabytes halfway and at the end."""
    clock = StandingClock(NOW)
    texts = population.typed_answers()[: turns // people]
    with open_house(_settings(folder), clock) as house:
        store = house.services.store
        api = LocalApi(clock=clock, keeper=RowKeeper(store, FileFolder(folder / "local-files")))
        async with running_front(
            house,
            population.FRONT,
            token="0:local",
            request=LocalRequest(api),
            polling_request=LocalRequest(api),
            api_url="http://local",
            stamps_presses=True,
        ) as front:
            found = []
            for who, what in _halves(range(1, people + 1), texts):
                for number in who:
                    await api.open_chat("An", chat_id=number)
                await turns_a_second(api, who, what, front.inbox.expect)
                found.append(resident_megabytes())
    return found[0], found[1]


def _halves(people: range, texts: Sequence[str]) -> Iterator[tuple[range, Sequence[str]]]:
    """Return who types what in each half: everybody half of the texts, or half of the people the only one."""
    middle = len(texts) // 2
    if middle:
        yield people, texts[:middle]
        yield people, texts[middle:]
    else:
        yield people[: len(people) // 2], texts
        yield people[len(people) // 2 :], texts


def resident_megabytes() -> float:
    """Return what the process holds in memory now, as Linux tells it."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / MEGABYTE


if __name__ == "__main__":
    collection.put_off()  # as `kernbot` does
    folder, people, turns = sys.argv[1:]
    print(json.dumps(asyncio.run(_talk(Path(folder), int(people), int(turns)))))
