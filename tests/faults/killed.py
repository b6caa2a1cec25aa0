"""Workers that are killed, stopped, or share one outbox: rows 1 to 5 of what delivery must survive."""

import asyncio
import random
from datetime import timedelta

from tests.fakes.smtp_server import HANG
from tests.faults.nursery import Worker
from tests.faults.outbox_worker import STEPS
from tests.faults.post import PostBag
from tests.faults.trial import Ground, Line, Size, until

MAILS = 6  # on their way, about to be or not recorded yet in one worker: half as many more than it has connections
PLACES = MAILS + 8  # the same with chat messages
PATIENCE_S = 900


async def kills(ground: Ground, database: str, size: Size, *, seed: int) -> list[Line]:
    """Row 1: kill one of two workers at random moments while messages leave by both ways."""
    chance = random.Random(seed)
    async with ground.bag(database) as bag:
        await bag.fill(size.messages, chat=size.messages // 4)
        workers = [ground.nursery.start(bag.order(f"worker {number}")) for number in range(2)]
        at_once = max(2, size.messages // (size.kills + 1))
        for number in range(size.kills):
            await _let_some_leave(bag, chance.randrange(1, at_once), chance.uniform(0.0, 0.02))
            place = chance.randrange(2)
            await asyncio.to_thread(workers[place].kill)
            await asyncio.to_thread(bag.let_lease_end, workers[place].order.name)
            workers[place] = ground.nursery.start(bag.order(f"worker {number + 2}"))
            if number % 20 == 19 and not await asyncio.to_thread(bag.waiting):
                await bag.fill(size.messages // 4, chat=size.messages // 16)
        await let_all_leave(bag)
        codes = [await asyncio.to_thread(worker.stop) for worker in workers]
        found = await bag.arrived()
    holds = found.lost == 0 and found.other_ids == 0 and found.double <= size.kills * PLACES and codes == [0, 0]
    what = f"{size.kills} kills, {found.messages} messages, 2 workers"
    came = f"{found.line()} (bound {size.kills * PLACES})"
    return [Line(row=1, what=what, database=database, came=came, holds=holds)]


async def _let_some_leave(bag: PostBag, messages: int, then_s: float) -> None:
    """Wait until some more messages came to the servers, and for a moment, so that others are on their way."""
    came = bag.came()
    await until(lambda: bag.came() >= came + messages or not bag.waiting(), 60, pause_s=0.005)
    await asyncio.sleep(then_s)


async def let_all_leave(bag: PostBag) -> None:
    """Wait until everything left; what is in doubt is not waited for a quarter of an hour."""

    def is_done() -> bool:
        bag.let_pauses_end()
        return not bag.waiting()

    await until(is_done, PATIENCE_S)


async def steps(ground: Ground, database: str) -> list[Line]:
    """Row 2: a worker dies at each step, and another one goes on."""
    lines = []
    for step in STEPS:
        async with ground.bag(database) as bag:
            await bag.fill(2, chat=1)
            dying = ground.nursery.start(bag.order("dying", dies=step))
            await asyncio.to_thread(dying.ended)
            left_in = dict(bag.states())
            await asyncio.to_thread(bag.let_lease_end, "dying")
            worker = ground.nursery.start(bag.order("next"))
            await let_all_leave(bag)
            code = await asyncio.to_thread(worker.stop)
            found = await bag.arrived()
        holds = found.lost == 0 and found.double <= 2 and found.other_ids <= 1 and code == 0
        came = f"left {_words(left_in)}; then {found.line()}"
        lines.append(Line(row=2, what=f"kill {step}", database=database, came=came, holds=holds))
    return lines


def _words(states: dict[str, int]) -> str:
    return " ".join(f"{count} {state}" for state, count in sorted(states.items()))


async def stopped(ground: Ground, database: str) -> list[Line]:
    """Row 3: SIGTERM while mails leave, and while the server hangs at a verb or after the dot."""
    lines = []
    for verb, state in (("", "due"), ("RCPT", "due"), ("DOT", "uncertain")):
        async with ground.bag(database) as bag:
            await bag.fill(60 if verb else 600)  # so many that some still wait when it is told to stop
            worker = ground.nursery.start(bag.order("stopped"))
            if verb:
                await until(lambda bag=bag: len(bag.smtp.mails) > 5)
                bag.smtp.always(verb, HANG)
                await until(lambda bag=bag: bag.smtp.left_hanging > 0)
            else:
                await until(lambda bag=bag: len(bag.smtp.mails) > 10)
            loop = asyncio.get_running_loop()
            began = loop.time()
            code = await asyncio.to_thread(worker.stop)
            took_s = loop.time() - began
            states = bag.states()
            bag.smtp.behave()
            worker = ground.nursery.start(bag.order("next"))
            await let_all_leave(bag)
            await asyncio.to_thread(worker.stop)
            found = await bag.arrived()
        in_doubt = MAILS if verb == "DOT" else 0
        holds = (code, found.lost, states["sending"]) == (0, 0, 0) and took_s < 10 and found.double <= in_doubt
        came = f"exit {code} in {took_s:.1f} s, left {_words(states)}; then {found.line()}"
        what = f"SIGTERM, server hangs at {verb}" if verb else "SIGTERM while mails leave"
        lines.append(Line(row=3, what=what, database=database, came=came, holds=holds and states[state] > 0))
    return lines


async def shared(ground: Ground, database: str, size: Size, *, workers: int, clock_off_s: float = 0) -> list[Line]:
    """Rows 4 and 5: several processes on one database, perhaps one whose clock is wrong."""
    async with ground.bag(database) as bag:
        await bag.fill(size.shared, chat=size.shared // 20)
        started: list[Worker] = []
        for number in range(workers):
            off_s = clock_off_s if number else 0
            started.append(ground.nursery.start(bag.order(f"worker {number}", clock_off_s=off_s)))
        took_s = await until(lambda: not bag.waiting(), PATIENCE_S)
        codes = [await asyncio.to_thread(worker.stop) for worker in started]
        found = await bag.arrived()
    row, clock = (5, f", one clock {timedelta(seconds=clock_off_s)} off") if clock_off_s else (4, "")
    holds = found.lost == found.double == 0 and not any(codes)
    what = f"{workers} processes, {size.shared} messages{clock}"
    return [Line(row=row, what=what, database=database, came=f"{found.line()} in {took_s:.0f} s", holds=holds)]
