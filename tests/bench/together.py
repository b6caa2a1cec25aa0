"""One of several processes that answer clerks on one PostgreSQL: `python -m tests.bench.together SHARE`, as JSON.

It says "ready", begins when a line comes, and prints how many seconds its clerks took.
"""

import asyncio
import json
import logging
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from bot import collection
from bot.fronts.front import running_front
from bot.house import open_house
from bot.local.api import LocalApi
from bot.local.request import LocalRequest
from bot.log import set_up_logging
from bot.settings import Settings
from tests.bench import population
from tests.bench.clerks import turns_a_second
from tests.bench.start import ROOT
from tests.bench.town import NOW
from tests.fakes.conversation import StandingClock

IDS_APART = 10_000_000  # between the updates of two processes


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one process does: which clerks write to it."""

    data_dir: str
    url: str
    clerks: tuple[int, int]  # first and last
    place: int  # of this process among all that ever run on the database


async def turns_together(data_dir: Path, url: str, clerks: int, processes: int, run: int) -> float:
    """Let all clerks answer what is open, in so many processes; return the turns a second of all together."""
    each = -(-clerks // processes)
    shares = [
        Share(
            data_dir=str(data_dir),
            url=url,
            clerks=(1 + place * each, min((place + 1) * each, clerks)),
            place=run * 10 + place,
        )
        for place in range(processes)
    ]
    running = [_started(share) for share in shares]
    try:
        for one in running:
            assert await asyncio.to_thread(one.stdout.readline) == "ready\n"
        began = perf_counter()
        await asyncio.gather(*(asyncio.to_thread(one.communicate, "go\n") for one in running))
        return clerks * len(population.OPEN) / (perf_counter() - began)
    finally:
        for one in running:
            one.kill()


def _started(share: Share) -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.bench.together", json.dumps(asdict(share))]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


async def _work(share: Share) -> None:
    clock = StandingClock(NOW)
    settings = Settings(_env_file=None, data_dir=Path(share.data_dir), call=population.CALL, database_url=share.url)
    with open_house(settings, clock) as house:
        api = LocalApi(clock=clock)
        api._state._ids.update_id += share.place * IDS_APART
        await house.replicas.beat()
        async with running_front(
            house,
            population.FRONT,
            token="0:local",
            request=LocalRequest(api),
            polling_request=LocalRequest(api),
            api_url="http://local",
            stamps_presses=True,
        ) as front:
            first, last = share.clerks
            numbers = range(first, last + 1)
            for number in numbers:
                await api.open_chat("An", chat_id=number)
            await turns_a_second(api, numbers, ["/aanvraag"], front.inbox.expect)
            print("ready", flush=True)
            await asyncio.to_thread(sys.stdin.readline)
            await turns_a_second(api, numbers, population.typed_answers(), front.inbox.expect)
        await house.replicas.leave()


if __name__ == "__main__":
    collection.put_off()
    set_up_logging(logging.WARNING)
    asyncio.run(_work(Share(**json.loads(sys.argv[1]))))
