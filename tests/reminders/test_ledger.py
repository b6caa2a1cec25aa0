"""The record of what left: at once, several in one transaction, and nothing of it forgotten."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from structlog.testing import capture_logs

from models.records.messages import claim_queries
from models.records.messages.claim_queries import LEASE, Claimed
from models.records.messages.outbox import OutboxState
from models.storage.works.store import StoreUnavailable
from reminders.lane import AHEAD
from reminders.ledger import Ledger
from reminders.outcome import Sent
from reminders.verdict import Verdict
from tests.fakes.conversation import StandingClock
from tests.fakes.post_room import PostRoom, ScriptedWay, open_post_room

SENT = Verdict(state=OutboxState.SENT)


@pytest.fixture
def room(tmp_path: Path, clock: StandingClock) -> Iterator[PostRoom]:
    with open_post_room(tmp_path, clock) as opened:
        yield opened


async def in_hand(room: PostRoom, many: int) -> tuple[Claimed, ...]:
    """Post messages and claim them."""
    for number in range(many):
        await room.post(f"joined:{number}")
    return await room.house.services.store.run(claim_queries.claim, "one", "mail", room.clock(), most=many)


async def states(room: PostRoom) -> list[str]:
    return [row.state for row in await room.rows()]


async def test_messages_that_end_together_share_a_transaction(room: PostRoom) -> None:
    claimed = await in_hand(room, 10)
    commits: list[object] = []
    event.listen(room.house.services.store.engine, "commit", commits.append)
    ledger = Ledger(room.sweep)
    await asyncio.gather(*(ledger.put(one, SENT) for one in claimed))
    assert len(commits) <= 2
    assert await states(room) == ["sent"] * 10


async def test_what_could_not_be_recorded_is_recorded_when_the_database_is_back(
    room: PostRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimed = await in_hand(room, 3)
    ledger = Ledger(room.sweep)

    async def away(*_: object) -> None:
        raise StoreUnavailable("locked")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(room.house.services.store, "run", away)
        told = await asyncio.gather(*(ledger.put(one, SENT) for one in claimed), return_exceptions=True)
        assert [type(one) for one in told] == [StoreUnavailable] * 3
        with pytest.raises(StoreUnavailable):
            await ledger.catch_up()
    await ledger.catch_up()
    assert await states(room) == ["sent"] * 3
    await ledger.catch_up()
    assert room.sweep.ended["mail", "sent"] == 3


async def test_a_mistake_of_ours_in_one_keeps_no_other_back(room: PostRoom) -> None:
    claimed = await in_hand(room, 3)
    ledger = Ledger(room.sweep)
    wrong = Verdict(state=OutboxState.DUE, pause=timedelta.max)  # no moment is that late
    verdicts = [SENT, wrong, SENT]
    with capture_logs() as logs:
        await asyncio.gather(*(ledger.put(one, given) for one, given in zip(claimed, verdicts, strict=True)))
    assert await states(room) == ["sent", "sending", "sent"]
    assert [(log["event"], log["outbox_id"]) for log in logs] == [("message not sent", claimed[1].row_id)]


async def test_what_was_put_is_recorded_though_nobody_waits_for_it(room: PostRoom) -> None:
    [claimed] = await in_hand(room, 1)
    ledger = Ledger(room.sweep)
    putting = asyncio.create_task(ledger.put(claimed, SENT))
    await asyncio.sleep(0)
    putting.cancel()
    await ledger.written()
    assert await states(room) == ["sent"]


async def test_mails_are_claimed_before_nothing_waits_and_none_of_them_twice(room: PostRoom) -> None:
    """Also when the clock jumps past the leases of what is in hand."""
    way = room.sweep.ways["mail"] = Hurrying(room, places=2)
    for number in range(30):
        await room.post(f"joined:{number}")
    assert await room.sweep.send_due() == 30
    assert sorted(one.message.key for one in way.took) == sorted(f"joined:{number}" for number in range(30))
    assert way.most_claimed <= 2 * AHEAD + 2
    assert await states(room) == ["sent"] * 30


class Hurrying(ScriptedWay):
    """A way out at which more time than a lease passes with each message."""

    most_claimed = 0

    def __init__(self, room: PostRoom, places: int) -> None:
        super().__init__(places=places)
        self.room = room

    async def send(self, claimed: Claimed, *_: object) -> Sent:
        self.took.append(claimed)
        self.room.clock.now += LEASE
        self.most_claimed = max(self.most_claimed, (await states(self.room)).count("sending"))
        return Sent()
