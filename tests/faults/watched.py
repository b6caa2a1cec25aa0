"""A sweep that stands still, a way that is shut, a database that is away: row 18 of what delivery must survive."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from structlog.testing import capture_logs

from models.turns.watching.operating import Operator
from reminders.outcome import WayShut
from reminders.watch import Watch
from tests.fakes.conversation import StandingClock
from tests.fakes.deadline import brussels
from tests.fakes.post_room import PostRoom, ScriptedWay, open_post_room
from tests.faults.trial import Ground, Line

OPERATOR = "beheer@kernbot.be"
LOOK_S = 15  # as often as the real tick looks
PATIENCE_S = 600
Goes = Callable[[PostRoom], Awaitable[None]]


async def watched(ground: Ground, database: str) -> list[Line]:
    """Row 18: what goes wrong turns health red in time, and the operator hears it once, and once when it is well."""
    return [
        await _trial(ground, database, "no sweep", _nothing, 120),
        await _trial(ground, database, "sweeps, but a message stays due", _swept, 300),
    ]


async def _nothing(_: PostRoom) -> None:
    return


async def _swept(room: PostRoom) -> None:
    await room.sweep.send_due()


async def _trial(ground: Ground, database: str, what: str, goes: Goes, bound_s: int) -> Line:
    folder, url = ground.place(database)
    clock = StandingClock(brussels("2021-10-20 10:00"))
    with open_post_room(folder, clock, url=url) as room:
        watch = Watch(
            store=room.house.services.store,
            sweep=room.sweep,
            clock=clock,
            operator=Operator(email=OPERATOR, language="nl"),
            began_at=clock(),
        )
        await room.sweep.send_due()
        room.sweep.ways["mail"] = Shut()
        await room.post()
        with capture_logs() as logs:
            red_s = await _until_red(watch, room, goes)
            for _ in range(3):
                clock.pass_(seconds=LOOK_S)
                await watch.look()
            room.sweep.ways["mail"] = room.way
            clock.pass_(hours=1)
            await room.sweep.send_due()
            for _ in range(2):
                await watch.look()
        await room.sweep.send_due()
        mails = [row for row in await room.rows() if row.kind == "health" and row.state == "sent"]
    said = [log["event"] for log in logs if log["event"] in {"not well", "well again"}]
    holds = bound_s < red_s <= bound_s + LOOK_S and said == ["not well", "well again"] and len(mails) == 2
    came = f"red after {red_s:.0f} s; the operator: {', '.join(said)}, {len(mails)} mails"
    return Line(row=18, what=f"{what} (bound {bound_s} s)", database=database, came=came, holds=holds)


async def _until_red(watch: Watch, room: PostRoom, goes: Goes) -> float:
    """Let time pass until health is red; return the seconds."""
    began = room.clock()
    while (await watch.health()).is_well and room.clock() < began + timedelta(seconds=PATIENCE_S):
        room.clock.pass_(seconds=LOOK_S)
        await goes(room)
    await watch.look()
    return (room.clock() - began).total_seconds()


class Shut(ScriptedWay):
    """A way out that is shut for all."""

    async def send(self, *_: object) -> WayShut:
        return WayShut("no connection")
