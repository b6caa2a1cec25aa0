"""The watch: red when a sweep stands still or a message stays, the operator told once, and again when it is well."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from models.records.messages.outbox import POSSIBLE_DUPLICATE, OutboxMessage
from models.storage.works.store import StoreUnavailable
from models.turns.watching.operating import Operator
from reminders.outcome import TryLater, Uncertain, Undeliverable
from reminders.watch import Watch
from tests.fakes.conversation import StandingClock
from tests.fakes.post_room import PostRoom, open_post_room

OPERATOR = "beheer@kernbot.be"


@pytest.fixture
def room(tmp_path: Path, clock: StandingClock) -> Iterator[PostRoom]:
    with open_post_room(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
def watch(room: PostRoom) -> Watch:
    return watch_of(room)


def watch_of(room: PostRoom, email: str = OPERATOR) -> Watch:
    return Watch(
        store=room.house.services.store,
        sweep=room.sweep,
        clock=room.clock,
        operator=Operator(email=email, language="nl"),
        began_at=room.clock(),
    )


async def reasons(watch: Watch) -> list[str]:
    return [reason.what for reason in (await watch.health()).reasons]


async def told(room: PostRoom, kind: str = "health") -> list[OutboxMessage]:
    return [row for row in await room.rows() if row.kind == kind]


async def turn_red(room: PostRoom, watch: Watch) -> None:
    """Let nobody sweep for three minutes, and the watch see it twice."""
    room.clock.pass_(minutes=3)
    await watch.look()
    await watch.look()


async def turn_well(room: PostRoom, watch: Watch) -> None:
    await room.sweep.send_due()
    await watch.look()


async def test_before_the_first_sweep_it_has_two_minutes(room: PostRoom, watch: Watch) -> None:
    room.clock.pass_(minutes=2)
    assert await reasons(watch) == []
    room.clock.pass_(seconds=1)
    assert await reasons(watch) == ["no_sweep"]
    await room.sweep.send_due()
    assert await reasons(watch) == []


async def test_a_sweep_that_cannot_reach_the_database_is_no_good_one(
    room: PostRoom, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.sweep.send_due()
    room.clock.pass_(minutes=3)

    async def away(*_: object, **__: object) -> None:
        raise StoreUnavailable("OperationalError")

    with monkeypatch.context() as patched:
        patched.setattr(room.sweep.store, "run", away)
        await room.sweep.send_due()
        assert await reasons(watch) == ["no_database"]
    assert await reasons(watch) == ["no_sweep"]


async def test_a_message_that_stays_due_turns_it_red_though_sweeps_go_on(room: PostRoom, watch: Watch) -> None:
    await room.post(way="telegram", address="1")  # nobody sends by that way here
    room.clock.pass_(minutes=5)
    await room.sweep.send_due()
    assert await reasons(watch) == []
    room.clock.pass_(seconds=1)
    await room.sweep.send_due()
    assert await reasons(watch) == ["old_row"]


async def test_a_message_that_is_to_leave_later_is_not_late(room: PostRoom, watch: Watch) -> None:
    await room.post(due_at=room.clock() + timedelta(hours=1))
    room.clock.pass_(minutes=59)
    await room.sweep.send_due()
    assert await reasons(watch) == []


async def test_the_operator_is_told_once_when_it_turns_red_and_once_when_it_is_well(
    room: PostRoom, watch: Watch
) -> None:
    with capture_logs() as logs:
        await turn_red(room, watch)
        await watch.look()
        [red] = await told(room)
        room.clock.pass_(hours=1)
        await turn_well(room, watch)
        await watch.look()
    assert [(log["event"], log["log_level"]) for log in logs] == [("not well", "error"), ("well again", "warning")]
    assert logs[0]["reasons"] == ["nobody has looked for 3 minutes at what is to leave"]
    assert (red.address, red.way, red.language) == (OPERATOR, "mail", "nl")
    assert [bool(json.loads(row.payload)["reasons"]) for row in await told(room)] == [True, False]


async def test_one_look_that_is_red_is_a_jump_of_the_clock(room: PostRoom, watch: Watch) -> None:
    with capture_logs() as logs:
        room.clock.pass_(hours=1)
        await watch.look()
        await turn_well(room, watch)
    assert logs == []
    assert await told(room) == []


async def test_there_is_at_most_one_mail_an_hour_and_the_last_word_is_true(room: PostRoom, watch: Watch) -> None:
    await turn_red(room, watch)
    for _ in range(5):  # it goes up and down for half an hour
        await turn_well(room, watch)
        await turn_red(room, watch)
    await turn_well(room, watch)
    assert len(await told(room)) == 1
    room.clock.pass_(minutes=30)
    await room.sweep.send_due()
    room.clock.pass_(minutes=20)
    await turn_well(room, watch)
    assert [bool(json.loads(row.payload)["reasons"]) for row in await told(room)] == [True, False]


async def test_after_a_restart_the_operator_hears_that_it_is_well_again(room: PostRoom, watch: Watch) -> None:
    await turn_red(room, watch)
    room.clock.pass_(hours=2)
    await turn_well(room, watch_of(room))
    assert len(await told(room)) == 2
    await turn_well(room, watch_of(room))
    assert len(await told(room)) == 2


async def test_without_a_mailbox_the_log_is_all(room: PostRoom) -> None:
    watch = watch_of(room, "")
    with capture_logs() as logs:
        await turn_red(room, watch)
    assert [log["event"] for log in logs] == ["not well"]
    assert await told(room) == []


async def test_the_mail_says_what_is_wrong_since_when_and_what_to_do(room: PostRoom, watch: Watch) -> None:
    await turn_red(room, watch)
    await room.sweep.send_due()
    [parcel] = room.way.parcels
    assert parcel.letter is not None
    assert parcel.letter.subject == "Kernbot is niet in orde"
    assert "er is al 3 minuten niet gekeken wat er moet vertrekken" in parcel.letter.text
    assert "woensdag 20 oktober 2021 om 10.03 uur (Brussel)" in parcel.letter.text
    assert "kernbot doctor" in parcel.letter.text


# The list of each morning.


async def let_things_go_wrong(room: PostRoom) -> None:
    """Let one message fail, one be late, one perhaps come twice, one be in doubt, and one go another way."""
    gone = Undeliverable("550 no such mailbox")
    room.way.steps.extend([gone, gone, Uncertain("no answer"), Uncertain("no answer")])
    await room.post("failed")
    await room.post("replaced")
    await room.post("twice")
    await room.post("doubtful")
    await room.post("late", last_at=room.clock())
    await room.post("fine")
    await room.sweep.send_due()
    room.clock.pass_(minutes=15)
    room.way.steps.extend([TryLater("busy"), TryLater("busy")])
    await room.sweep.send_due()
    await room.change("twice", due_at=room.clock())
    await room.sweep.send_due()
    await room.change("fine", instead_of_id=(await room.row("replaced")).id)


async def test_each_morning_the_operator_gets_what_did_not_arrive_by_number_without_names(
    room: PostRoom, watch: Watch
) -> None:
    await let_things_go_wrong(room)
    assert (await room.row("twice")).reason == POSSIBLE_DUPLICATE
    room.clock.move_to("2021-10-21 08:30:00")
    await watch.list_failures()
    await watch.list_failures()
    [row] = await told(room, "failures")
    assert (row.key, row.address) == ("failures:2021-10-21", OPERATOR)

    await room.change("doubtful", due_at=room.clock() + timedelta(hours=1))
    await room.sweep.send_due()
    letter = room.way.parcels[-1].letter
    assert letter is not None
    assert letter.subject == "5 berichten van Kernbot om na te kijken"
    for group, key, reason in [
        ("Niet aangekomen (1)", "failed", " · 550 no such mailbox"),
        ("Te laat, dus niet meer verstuurd (1)", "late", " · too late to be of use"),
        ("Langs een andere weg verstuurd (1)", "replaced", " > mail · 550 no such mailbox"),
        ("Niet zeker of het aankwam (2)", "twice", f" · {POSSIBLE_DUPLICATE}"),
        ("Niet zeker of het aankwam (2)", "doubtful", " · busy"),
    ]:
        assert group in letter.text
        assert f"- {(await room.row(key)).id} · joined · mail{reason}\n" in f"{letter.text}\n"
    assert "Peeters" not in letter.text.lower().title()
    assert "@" not in letter.text


@pytest.mark.parametrize("when", ["2021-10-20 23:59", "2021-10-21 08:29:59"])
async def test_the_list_waits_for_half_past_eight(room: PostRoom, watch: Watch, when: str) -> None:
    await watch.list_failures()  # of the day before: there was nothing
    await let_things_go_wrong(room)
    room.clock.move_to(when)
    await watch.list_failures()
    assert await told(room, "failures") == []


async def test_a_day_on_which_all_arrived_has_no_list(room: PostRoom, watch: Watch) -> None:
    await room.post()
    await room.sweep.send_due()
    room.clock.move_to("2021-10-21 09:00")
    with capture_logs() as logs:
        await watch.list_failures()
    assert logs == []
    assert await told(room, "failures") == []


async def test_after_days_off_one_list_holds_them_all(room: PostRoom, watch: Watch) -> None:
    await watch.list_failures()
    await let_things_go_wrong(room)
    room.clock.move_to("2021-10-25 12:00")  # off for five days, over a weekend
    await watch.list_failures()
    [row] = await told(room, "failures")
    assert row.key == "failures:2021-10-25"
    assert json.loads(row.payload) == {"start": "2021-10-20T06:30:00+00:00", "end": "2021-10-25T06:30:00+00:00"}


async def test_on_the_days_the_clock_changes_the_list_comes_once_at_half_past_eight(
    room: PostRoom, watch: Watch
) -> None:
    for day in ("2021-10-30", "2021-10-31", "2021-11-01"):
        room.clock.move_to(f"{day} 08:00")
        room.way.steps.append(Undeliverable("550"))
        await room.post(day)
        await room.sweep.send_due()
        await watch.list_failures()
        for minute in (30, 31, 59):
            room.clock.move_to(f"{day} 08:{minute}")
            await watch.list_failures()
    keys = [row.key for row in await told(room, "failures")]
    assert keys == ["failures:2021-10-30", "failures:2021-10-31", "failures:2021-11-01"]


async def test_without_a_mailbox_the_log_has_the_numbers(room: PostRoom) -> None:
    await let_things_go_wrong(room)
    room.clock.move_to("2021-10-21 08:30")
    with capture_logs() as logs:
        await watch_of(room, "").list_failures()
    [line] = logs
    assert (line["event"], line["log_level"]) == ("messages did not arrive", "error")
    assert line["failed"] == [(await room.row("failed")).id]
    assert await told(room, "failures") == []
