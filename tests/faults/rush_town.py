"""One process of the rush: a house whose clock runs through a deadline, and the clerks who press in it.

As a process of its own: `python -m tests.faults.rush_town SHIFT`, a shift as JSON. It says "ready", reads when the
round ends on the monotonic clock of this machine, and prints what it found as JSON.
"""

import asyncio
import json
import logging
import random
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import collection
from bot.fronts.front import running_front
from bot.house import OpenHouse, open_house
from bot.local.api import LocalApi
from bot.local.request import LocalRequest
from bot.local.values import LocalMessage
from bot.log import set_up_logging
from bot.settings import Settings
from models.dialogue.conversation import take_turn
from models.records.messages import inbox_queries
from tests.bench import population
from tests.fakes.conversation import BRUSSELS

FRONT = "rush"
CLOSES_AT = datetime(2021, 8, 14, tzinfo=BRUSSELS)  # the first round of 2021: "up to and including 13 August"
SUBMIT, CONFIRM = "ready", "Ja, indienen"
IDS_APART = 10_000_000  # between the updates of two processes
PATIENCE_S = 120


Ready = Callable[[], Awaitable[float]]


@dataclass(slots=True, kw_only=True)
class RushClock:
    """A clock by which the round ends when the machine's own reaches `ends_at`."""

    ends_at: float

    def __call__(self) -> datetime:
        return CLOSES_AT.astimezone(UTC) + timedelta(seconds=time.monotonic() - self.ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What one process does: which clerks press in it, and over how many seconds around the deadline."""

    data_dir: str
    url: str
    clerks: tuple[int, int]  # first and last
    lasts_s: float
    place: int  # of this process among all


@dataclass(slots=True, kw_only=True)
class Found:
    """What came of it, in this process."""

    last: dict[int, tuple[int, str]] = field(default_factory=dict)  # by clerk: the last update, its stamp if it has one
    committed_s: list[float] = field(default_factory=list)  # from receipt to the commit of what came of it
    waited_s: list[float] = field(default_factory=list)  # the same from the press
    unanswered: int = 0


@dataclass(slots=True, kw_only=True)
class Stopwatch:
    """Notes when each update was pressed, received and committed."""

    found: Found
    pressed: dict[int, float] = field(default_factory=dict)
    _received: dict[int, float] = field(default_factory=dict)
    _update_of: dict[int, int] = field(default_factory=dict)  # by its row

    def around(self, run: Callable[..., Any]) -> Callable[..., Any]:
        """Return the store's `run` with an eye on it."""

        async def watched(work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            if work is inbox_queries.keep:
                self._received |= {one.update_id: time.monotonic() for one in args[1]}
            came = await run(work, *args, **kwargs)
            if work is inbox_queries.keep:
                self._update_of |= {row.row_id: update_id for update_id, row in came.items()}
            elif work is take_turn:
                self._committed(self._update_of.get(args[1].update_row))
            return came

        return watched

    def _committed(self, update_id: int | None) -> None:
        now = time.monotonic()
        if update_id in self.pressed:
            self.found.committed_s.append(now - self._received[update_id])
            self.found.waited_s.append(now - self.pressed[update_id])


@dataclass(slots=True, kw_only=True)
class Clerk:
    """Somebody with a finished draft, who sends it in two steps: half of them press, half of them type."""

    number: int
    api: LocalApi
    clock: Callable[[], datetime]
    watch: Stopwatch

    async def work(self, at: float) -> None:
        await asyncio.sleep(at - time.monotonic())
        with self.api.watch(self.number) as seen:
            types = self.number % 2 == 1
            await (self._says("/indienen") if types else self._presses(0, SUBMIT))
            try:
                async with asyncio.timeout(PATIENCE_S):
                    summary = await self._answer(seen)
                    button = _button(summary)
                    if button is None:  # it is late: the draft goes on in the next round
                        return
                    await (self._says("ja") if types else self._presses(summary.message_id, button))
                    await self._answer(seen)
            except TimeoutError:
                self.watch.found.unanswered += 1

    async def _says(self, words: str) -> None:
        stamp = self.clock().replace(microsecond=0)
        await self._does(self.api.say(self.number, words, at=stamp), stamp.isoformat())

    async def _presses(self, message_id: int, data: str) -> None:
        await self._does(self.api.press(self.number, message_id, data, force=True), "")

    async def _does(self, doing: Awaitable[int], stamp: str) -> None:
        began = time.monotonic()
        update_id = await doing
        self.watch.pressed[update_id] = began
        self.watch.found.last[self.number] = (update_id, stamp)

    async def _answer(self, seen: "asyncio.Queue[Any]") -> LocalMessage:
        while True:
            one = await seen.get()
            if isinstance(one, LocalMessage) and one.from_bot and one.edited_at is None:
                return one


def _button(message: LocalMessage) -> str | None:
    labels = (one for row in message.buttons for one in row)
    return next((one.data for one in labels if one.label.startswith(CONFIRM)), None)


async def work(shift: Shift, ready: Ready) -> Found:
    """Let the clerks send at moments spread evenly around the deadline, which `ready` gives."""
    found = Found()
    clock = RushClock(ends_at=time.monotonic() + 3_600)
    settings = Settings(_env_file=None, data_dir=Path(shift.data_dir), database_url=shift.url, call=population.CALL)
    with open_house(settings, clock) as house:
        await house.replicas.beat()
        await _rush(house, shift, clock, found, ready)
        await house.replicas.leave()
        await house.post.close()
    return found


async def _rush(house: OpenHouse, shift: Shift, clock: RushClock, found: Found, ready: Ready) -> None:
    watch = Stopwatch(found=found)
    house.services.store.run = watch.around(house.services.store.run)
    api = LocalApi(clock=clock, press_dates=False)
    api._state._ids.update_id += shift.place * IDS_APART
    chance = random.Random(shift.place)
    async with running_front(
        house,
        FRONT,
        token="0:rush",
        request=LocalRequest(api),
        polling_request=LocalRequest(api),
        api_url="http://local",
    ):
        first, last = shift.clerks
        clerks = [Clerk(number=n, api=api, clock=clock, watch=watch) for n in range(first, last + 1)]
        for clerk in clerks:
            await api.open_chat("An", chat_id=clerk.number)
        beats = asyncio.create_task(_beat(house))
        clock.ends_at = await ready()
        await house.replicas.beat()  # all are there by now, as those that run all day know
        moments = (clock.ends_at + shift.lasts_s * chance.uniform(-0.5, 0.5) for _ in clerks)
        await asyncio.gather(*(clerk.work(at) for clerk, at in zip(clerks, moments, strict=True)))
        beats.cancel()


async def _beat(house: OpenHouse) -> None:
    while True:
        await asyncio.sleep(2)
        await house.replicas.beat()


async def _told_when() -> float:
    print("ready", flush=True)
    return float(await asyncio.to_thread(sys.stdin.readline))


def main() -> None:
    """Work a shift."""
    told = json.loads(sys.argv[1])
    collection.put_off()
    set_up_logging(logging.WARNING)
    with suppress(KeyboardInterrupt):
        print(json.dumps(asdict(asyncio.run(work(Shift(**told), _told_when)))))


if __name__ == "__main__":
    main()
