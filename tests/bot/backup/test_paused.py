"""After a backup came back nothing leaves before somebody says so."""

from datetime import timedelta

import pytest

from bot.backup.putting_back import put_back
from bot.commands import resuming
from bot.commands.mistakes import Refused
from models.records.messages import claim_queries
from models.records.messages.outbox import OutboxState
from tests.fakes.backed_up import LATER, Places
from tests.fakes.post_room import ScriptedWay


async def test_nothing_leaves_until_somebody_says_so_and_then_what_was_sent_stays_sent(places: Places) -> None:
    await places.filled()
    places.clock.pass_(hours=1)
    done = put_back(places.two, places.file, places.clock())
    assert done.in_doubt == 2  # what was due and what a worker held
    with places.room("two") as room:
        await room.post("new")
        assert await room.sweep.send_due() == 0
        assert [row.state for row in await room.rows()] == ["sent", "uncertain", "uncertain", "due", "due"]
        assert await room.house.services.store.run(resuming.resume, room.clock(), None) == 0
        assert await room.sweep.send_due() == 3
        assert {taken.message.key for taken in room.way.took} == {"held", "due", "new"}
        assert {row.key: row.state for row in await room.rows()}["later"] == "due"


async def test_what_was_due_before_a_moment_can_be_left_out(on_sqlite: Places) -> None:
    await on_sqlite.filled()
    on_sqlite.clock.pass_(hours=1)
    put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock())
    with on_sqlite.room("two") as room:
        store, before = room.house.services.store, room.clock() - timedelta(minutes=5)
        await room.post("new")
        assert await store.run(resuming.resume, room.clock(), before) == 2
        assert await room.sweep.send_due() == 1
        assert [taken.message.key for taken in room.way.took] == ["new"]
        assert (await room.row("due")).state == OutboxState.CANCELLED


async def test_a_moment_after_the_restore_leaves_nothing_out_and_is_refused(on_sqlite: Places) -> None:
    await on_sqlite.filled()
    put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock())
    with on_sqlite.room("two") as room, pytest.raises(Refused, match="never left"):
        await room.house.services.store.run(resuming.resume, room.clock(), room.clock() + timedelta(seconds=1))


async def test_where_nothing_was_put_back_nothing_is_resumed(on_sqlite: Places) -> None:
    with on_sqlite.room("one") as room, pytest.raises(Refused, match="nothing is paused"):
        await room.house.services.store.run(resuming.resume, room.clock(), None)


async def test_a_worker_claims_nothing_while_sending_is_paused(on_sqlite: Places) -> None:
    await on_sqlite.filled()
    put_back(on_sqlite.two, on_sqlite.file, on_sqlite.clock())
    with on_sqlite.room("two") as room:
        run = room.house.services.store.run
        assert await run(claim_queries.claim, "any", "mail", room.clock() + LATER, most=9) == ()
        room.house.sweep.ways["mail"] = ScriptedWay()
        await room.sweep.send_due()
        assert room.sweep.last_good_at == room.clock()  # it looked, so that it is not taken for dead
