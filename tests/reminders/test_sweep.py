"""The sweep: what is due leaves once, what failed comes back, and nothing that goes wrong stops it or is lost."""

import asyncio
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from models.records.messages.claim_queries import LEASE
from models.records.messages.outbox import POSSIBLE_DUPLICATE, OutboxState
from reminders.outcome import MayHaveLeft, Sent, TryLater, Uncertain, Undeliverable
from reminders.verdict import MOST_ATTEMPTS
from tests.fakes.conversation import StandingClock
from tests.fakes.post_room import MAILBOX, PostRoom, open_post_room

SECRET = "an.peeters@heist-op-den-berg.be 483201"

BY_OUR_CLOCK = pytest.mark.sqlite_alone("there a lease ends by the clock of the process")


@pytest.fixture
def room(tmp_path: Path, clock: StandingClock) -> Iterator[PostRoom]:
    with open_post_room(tmp_path, clock) as opened:
        yield opened


async def test_what_is_due_leaves_once(room: PostRoom) -> None:
    await room.post()
    assert await room.sweep.send_due() == 1
    assert await room.sweep.send_due() == 0
    row = await room.row()
    assert (row.state, row.reason, row.settled_at) == (OutboxState.SENT, None, room.clock())
    assert len(room.way.took) == 1


async def test_one_message_that_fails_does_not_hold_up_the_others(room: PostRoom) -> None:
    for number in range(3):
        await room.post(f"joined:{number}")
    room.way.steps.extend([Undeliverable("550 no such mailbox"), TryLater("busy")])
    assert await room.sweep.send_due() == 3
    assert [row.state for row in await room.rows()] == ["failed", "due", "sent"]
    assert (await room.row("joined:0")).reason == "550 no such mailbox"


async def test_a_busy_server_is_tried_again_after_a_pause_that_doubles(room: PostRoom) -> None:
    await room.post()
    room.way.steps.extend([TryLater("busy"), TryLater("busy"), TryLater("busy", timedelta(minutes=7))])
    for pause in (timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=7)):
        await room.sweep.send_due()
        assert await room.state() == (OutboxState.DUE, pause)
        room.clock.now += pause - timedelta(microseconds=1)
        assert await room.sweep.send_due() == 0
        room.clock.now += timedelta(microseconds=1)
    assert await room.sweep.send_due() == 1
    assert await room.state() == (OutboxState.SENT, None)


async def test_a_server_that_stays_busy_is_given_up_in_the_end(room: PostRoom) -> None:
    await room.post()
    await room.change(attempt=MOST_ATTEMPTS - 2)
    room.way.steps.extend([TryLater("busy")] * 3)
    with capture_logs() as logs:
        for _ in range(3):
            await room.sweep.send_due()
            room.clock.pass_(hours=1)
    row = await room.row()
    assert (row.state, row.reason, row.attempt) == (OutboxState.FAILED, "busy", MOST_ATTEMPTS)
    assert [log["event"] for log in logs] == ["message failed"]
    assert len(room.way.took) == 2
    assert (logs[0]["outbox_id"], logs[0]["reason"]) == (row.id, "busy")


async def test_what_may_have_arrived_goes_out_once_more_and_then_counts_as_a_possible_duplicate(room: PostRoom) -> None:
    await room.post()
    room.way.steps.append(Uncertain("no answer"))
    await room.sweep.send_due()
    assert await room.state() == (OutboxState.UNCERTAIN, timedelta(minutes=15))
    room.clock.pass_(minutes=15)
    await room.sweep.send_due()
    row = await room.row()
    assert (row.state, row.reason) == (OutboxState.SENT, POSSIBLE_DUPLICATE)
    assert [claimed.was_uncertain for claimed in room.way.took] == [False, True]


async def test_what_stays_in_doubt_does_not_go_out_a_third_time(room: PostRoom) -> None:
    await room.post()
    room.way.steps.extend([Uncertain("no answer"), TryLater("busy"), Uncertain("no answer")])
    for _ in range(5):
        await room.sweep.send_due()
        room.clock.pass_(hours=1)
    row = await room.row()
    assert (row.state, row.reason) == (OutboxState.FAILED, f"{POSSIBLE_DUPLICATE}: no answer")
    assert len(room.way.took) == 3


@BY_OUR_CLOCK
async def test_what_a_dead_worker_held_goes_out_once_more(room: PostRoom) -> None:
    await room.post()
    await room.left_by_a_dead_worker()
    assert await room.sweep.send_due() == 0
    room.clock.now += LEASE
    assert await room.sweep.send_due() == 1
    row = await room.row()
    assert (row.state, row.reason) == (OutboxState.SENT, POSSIBLE_DUPLICATE)


async def test_a_message_at_which_every_worker_dies_is_given_up(room: PostRoom) -> None:
    await room.post()
    await room.change(attempt=MOST_ATTEMPTS)
    assert await room.sweep.send_due() == 1
    assert await room.state() == (OutboxState.FAILED, None)
    assert room.way.took == []


async def test_what_comes_too_late_expires(room: PostRoom) -> None:
    last_at = room.clock() + timedelta(minutes=10)
    await room.post("late", last_at=last_at)
    await room.post("in time", last_at=last_at + timedelta(microseconds=1))
    room.clock.pass_(minutes=10)
    await room.sweep.send_due()
    assert (await room.row("late")).state == OutboxState.EXPIRED
    assert (await room.row("in time")).state == OutboxState.SENT


async def test_what_may_have_arrived_and_then_comes_too_late_says_both(room: PostRoom) -> None:
    await room.post(last_at=room.clock() + timedelta(minutes=10))
    room.way.steps.append(Uncertain("no answer"))
    await room.sweep.send_due()
    room.clock.pass_(minutes=15)
    await room.sweep.send_due()
    row = await room.row()
    assert (row.state, row.reason) == (OutboxState.EXPIRED, f"{POSSIBLE_DUPLICATE}: too late to be of use")


async def test_what_is_of_no_use_any_more_is_cancelled(room: PostRoom) -> None:
    await room.post("code:1", kind="code", ref_id=999)
    assert await room.sweep.send_due() == 1
    assert await room.state("code:1") == (OutboxState.CANCELLED, None)
    assert room.way.took == []


async def test_a_mistake_of_ours_before_sending_is_tried_again_and_given_up_in_the_end(room: PostRoom) -> None:
    await room.post("bad", kind="no such kind")
    await room.post("good")
    with capture_logs() as logs:
        assert await room.sweep.send_due() == 2
    assert await room.state("bad") == (OutboxState.DUE, timedelta(seconds=30))
    assert (await room.row("good")).state == OutboxState.SENT
    assert re.fullmatch(r"our mistake [0-9a-f]{8}: KeyError", (await room.row("bad")).reason or "")
    assert logs[0]["error_number"] in ((await room.row("bad")).reason or "")

    await room.change("bad", attempt=MOST_ATTEMPTS - 1, due_at=room.clock())
    await room.sweep.send_due()
    row = await room.row("bad")
    assert row.state == OutboxState.FAILED
    assert "our mistake" in (row.reason or "")


async def test_a_letter_that_cannot_be_written_is_tried_again(room: PostRoom) -> None:
    await room.post()
    await room.change(language="fr")  # there is no letter in French
    await room.sweep.send_due()
    row = await room.row()
    assert row.state == OutboxState.DUE
    assert (row.reason or "").endswith("TemplateNotFound")
    await room.change(language="nl", due_at=room.clock())
    await room.sweep.send_due()
    assert (await room.row()).state == OutboxState.SENT


async def test_a_mistake_of_ours_while_sending_leaves_it_open_whether_it_left(room: PostRoom) -> None:
    await room.post()
    await room.post("next")
    room.way.steps.append(ZeroDivisionError(SECRET))
    with capture_logs() as logs:
        assert await room.sweep.send_due() == 2
    assert await room.state() == (OutboxState.UNCERTAIN, timedelta(minutes=15))
    assert (await room.row("next")).state == OutboxState.SENT
    assert [log["error"] for log in logs] == ["ZeroDivisionError"]


async def test_a_log_line_leads_to_the_mistake_and_names_nobody(room: PostRoom) -> None:
    await room.post()
    room.way.steps.append(ValueError(SECRET))
    with capture_logs() as logs:
        await room.sweep.send_due()
    [log] = logs
    row = await room.row()
    assert (log["event"], log["outbox_id"], log["kind"]) == ("message not sent", row.id, "joined")
    assert log["at"][-1].startswith("post_room.py:")
    told = f"{logs} {row.reason}"
    assert MAILBOX not in told
    assert "483201" not in told
    assert "An Peeters" not in told


async def test_a_way_that_hangs_holds_up_no_other_way(room: PostRoom) -> None:
    hanging, chat = Hanging(), Hanging()
    chat.go_on.set()
    room.sweep.ways |= {"mail": hanging, "chat": chat}
    await room.post("mail", way="mail")
    await room.post("chat", way="chat")
    sweeping = asyncio.create_task(room.sweep.send_due())
    await hanging.begun.wait()
    await chat.begun.wait()
    hanging.go_on.set()
    assert await sweeping == 2


async def test_two_sweeps_at_once_send_each_message_once(tmp_path: Path, clock: StandingClock) -> None:
    with open_post_room(tmp_path, clock, "one") as one, open_post_room(tmp_path, clock, "two") as two:
        for number in range(40):
            await one.post(f"joined:{number}")
        await asyncio.gather(one.sweep.send_due(), two.sweep.send_due())
        took = [claimed.message.key for claimed in one.way.took + two.way.took]
        assert sorted(took) == sorted(f"joined:{number}" for number in range(40))
        assert {row.state for row in await one.rows()} == {OutboxState.SENT}


@BY_OUR_CLOCK
async def test_a_worker_that_was_too_slow_leaves_the_record_to_who_took_over(
    tmp_path: Path, clock: StandingClock
) -> None:
    with open_post_room(tmp_path, clock, "slow") as slow, open_post_room(tmp_path, clock, "quick") as quick:
        slow.sweep.ways["mail"] = hanging = Hanging(Undeliverable("550 no"))
        await slow.post()
        sweeping = asyncio.create_task(slow.sweep.send_due())
        await hanging.begun.wait()
        clock.now += LEASE
        assert await quick.sweep.send_due() == 1
        hanging.go_on.set()
        with capture_logs() as logs:
            await sweeping
        assert (await slow.row()).state == OutboxState.SENT
        assert [log["event"] for log in logs] == ["lease ended before the message"]


async def test_a_stop_lets_what_is_under_way_end(room: PostRoom) -> None:
    room.sweep.ways["mail"] = hanging = Hanging()
    await room.post("first")
    await room.post("second")
    sweeping = asyncio.create_task(room.sweep.send_due())
    await hanging.begun.wait()
    stopping = asyncio.create_task(room.sweep.stop(60))
    await asyncio.sleep(0)
    hanging.go_on.set()
    await stopping
    assert await sweeping == 1
    assert [row.state for row in await room.rows()] == ["sent", "due"]
    assert await room.sweep.send_due() == 0


@pytest.mark.parametrize(
    ("ended_by", "state", "pause"),
    [
        (MayHaveLeft(), OutboxState.UNCERTAIN, timedelta(minutes=15)),
        (asyncio.CancelledError(), OutboxState.DUE, timedelta()),
    ],
)
async def test_what_does_not_end_in_time_is_recorded_as_it_is(
    room: PostRoom, ended_by: asyncio.CancelledError, state: OutboxState, pause: timedelta
) -> None:
    room.sweep.ways["mail"] = hanging = Hanging(when_cancelled=ended_by)
    await room.post()
    sweeping = asyncio.create_task(room.sweep.send_due())
    await hanging.begun.wait()
    await room.sweep.stop(0)
    assert await room.state() == (state, pause)
    assert await sweeping == 0


async def test_a_sweep_that_is_cancelled_from_outside_records_it_too(room: PostRoom) -> None:
    room.sweep.ways["mail"] = hanging = Hanging(when_cancelled=MayHaveLeft())
    await room.post()
    sweeping = asyncio.create_task(room.sweep.send_due())
    await hanging.begun.wait()
    sweeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sweeping
    assert (await room.row()).state == OutboxState.UNCERTAIN


async def test_a_stop_without_anything_under_way_is_nothing(room: PostRoom) -> None:
    await room.sweep.stop(60)
    await room.sweep.send_due()
    await room.sweep.stop(60)


async def test_a_database_that_is_away_does_not_stop_the_ticks(room: PostRoom) -> None:
    await room.post()
    room.house.services.store.close()
    with capture_logs() as logs:
        assert await room.sweep.send_due() == 0
    assert {log["event"] for log in logs} == {"outbox not reached"}


def test_the_sweep_shows_no_key(room: PostRoom) -> None:
    assert repr(room.sweep.key) not in repr(room.sweep)


class Hanging:
    """A way out that hangs until it may go on."""

    places = 1

    def __init__(
        self, outcome: Sent | Undeliverable | None = None, *, when_cancelled: asyncio.CancelledError | None = None
    ) -> None:
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()
        self.outcome = outcome or Sent()
        self.when_cancelled = when_cancelled

    async def send(self, *_: object) -> Sent | Undeliverable:
        self.begun.set()
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            raise self.when_cancelled or asyncio.CancelledError from None
        return self.outcome
