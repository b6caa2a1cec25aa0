"""A message whose way fails for good goes by the person's other way, once, and a person sees it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from models.records.messages import outbox_queries
from models.records.messages.outbox import OutboxState
from models.records.people import person_queries, reach_queries
from reminders.outcome import Moved, TryLater, Uncertain, Undeliverable, WayShut
from tests.fakes.conversation import StandingClock, Town
from tests.fakes.post_room import MAILBOX, PostRoom, ScriptedWay, open_post_room
from tests.fakes.underway import MAILBOX as CLERK
from tests.fakes.underway import at_seven

NO_MAILBOX = Undeliverable("RCPT: 550 5.1.1 unknown", about_address=True)
BLOCKED = Undeliverable("Forbidden", about_address=True)


@pytest.fixture
def room(tmp_path: Path, clock: StandingClock) -> Iterator[PostRoom]:
    with open_post_room(tmp_path, clock) as opened:
        opened.sweep.ways["local"] = ScriptedWay()
        yield opened


def chat_of(room: PostRoom) -> ScriptedWay:
    way = room.sweep.ways["local"]
    assert isinstance(way, ScriptedWay)
    return way


async def is_marked(room: PostRoom, way: str, address: str) -> bool:
    return bool(await room.house.services.store.run(reach_queries.marked, {(way, address)}))


async def test_a_mail_that_is_refused_for_good_goes_by_chat_in_the_same_minute(room: PostRoom) -> None:
    await room.post()
    room.way.steps.append(NO_MAILBOX)
    await room.sweep.send_due()
    await room.sweep.send_due()
    failed, instead = await room.rows()
    assert (failed.state, instead.state) == (OutboxState.FAILED, OutboxState.SENT)
    assert (instead.way, instead.address, instead.instead_of_id) == ("local", "1", failed.id)
    assert await is_marked(room, "mail", MAILBOX)
    [trouble] = await room.house.services.store.run(outbox_queries.troubles, room.clock() - timedelta(days=1))
    assert (trouble.way, trouble.reason, trouble.instead) == ("mail", "RCPT: 550 5.1.1 unknown", "local")


async def test_a_chat_that_is_blocked_gets_its_message_by_mail(room: PostRoom) -> None:
    await room.post(way="local", address="1")
    chat_of(room).steps.append(BLOCKED)
    await room.sweep.send_due()
    await room.sweep.send_due()
    assert [(row.way, row.state) for row in await room.rows()] == [("local", "failed"), ("mail", "sent")]
    assert await is_marked(room, "local", "1")


async def test_what_fails_by_both_ways_is_not_handed_back_and_forth(room: PostRoom) -> None:
    await room.post()
    room.way.steps.append(NO_MAILBOX)
    chat_of(room).steps.append(BLOCKED)
    for _ in range(4):
        await room.sweep.send_due()
    assert [row.state for row in await room.rows()] == ["failed", "failed"]


async def test_the_next_message_to_a_dead_mailbox_goes_by_chat_without_a_try(room: PostRoom) -> None:
    await room.post()
    room.way.steps.append(NO_MAILBOX)
    await room.sweep.send_due()
    room.way.took.clear()
    await room.post("joined:2")
    await room.sweep.send_due()
    await room.sweep.send_due()
    assert room.way.took == []
    assert (await room.row("joined:2")).reason == "nothing arrives at this address"
    assert len(chat_of(room).took) == 2


async def test_a_refusal_of_the_words_does_not_mark_the_address(room: PostRoom) -> None:
    await room.post()
    room.way.steps.append(Undeliverable("message: 554 spam"))
    await room.sweep.send_due()
    assert not await is_marked(room, "mail", MAILBOX)
    assert len(await room.rows()) == 2


async def test_a_code_is_never_said_in_chat(room: PostRoom) -> None:
    assert room.sweep.ways_for("code") == room.sweep.ways_for("invitation") == {"mail"}
    assert room.sweep.ways_for("receipt") == {"mail", "local"}


async def test_what_goes_by_both_ways_anyway_is_not_sent_twice(room: PostRoom) -> None:
    await room.post("joined:1:mail")
    await room.post("joined:1:chat", way="local", address="1")
    room.way.steps.append(NO_MAILBOX)
    await room.sweep.send_due()
    await room.sweep.send_due()
    assert [row.state for row in await room.rows()] == ["failed", "sent"]


async def test_a_chat_message_that_may_have_arrived_goes_by_mail_after_a_quarter_of_an_hour(room: PostRoom) -> None:
    await room.post(way="local", address="1")
    chat_of(room).steps.append(Uncertain("no answer"))
    await room.sweep.send_due()
    assert (await room.row()).state == OutboxState.UNCERTAIN
    room.clock.pass_(minutes=15)
    for _ in range(2):
        await room.sweep.send_due()
    doubtful, instead = await room.rows()
    assert (doubtful.state, instead.state, instead.way) == ("failed", "sent", "mail")
    assert (doubtful.reason or "").startswith("possible duplicate")
    assert len(chat_of(room).took) == 1


async def test_a_chat_with_a_new_number_keeps_it_and_gets_the_message(room: PostRoom) -> None:
    await room.post(way="local", address="1")
    chat_of(room).steps.append(Moved("-1001"))
    await room.sweep.send_due()
    row = await room.row()
    assert (row.state, row.address) == ("sent", "-1001")
    assert await room.house.services.store.run(person_queries.chats_of, room.person_id) == [("local", -1001)]


async def test_a_way_that_is_shut_is_met_by_one_message_and_then_lets_all_through(room: PostRoom) -> None:
    for number in range(5):
        await room.post(f"joined:{number}")
    room.way.steps.extend([WayShut("no connection"), WayShut("no connection")])
    for seconds, tried in ((0, 1), (4, 1), (1, 2), (9, 2), (1, 7)):
        room.clock.pass_(seconds=seconds)
        await room.sweep.send_due()
        assert len(room.way.took) == tried
    assert {(row.state, row.attempt) for row in await room.rows()} == {("sent", 1)}


async def test_what_a_way_chokes_on_makes_room_for_the_others(room: PostRoom) -> None:
    await room.post("bad")
    await room.post("good")
    room.way.steps.append(WayShut("NetworkError", perhaps_the_message=True))
    await room.sweep.send_due()
    room.clock.pass_(seconds=5)
    await room.sweep.send_due()
    assert [row.state for row in await room.rows()] == ["due", "sent"]


async def test_a_clock_that_is_set_back_keeps_no_way_shut(room: PostRoom) -> None:
    await room.post()
    room.way.steps.append(WayShut("no connection", timedelta(minutes=15)))
    await room.post("later", due_at=room.clock() - timedelta(days=2))
    await room.sweep.send_due()
    room.clock.pass_(days=-1)
    await room.sweep.send_due()
    assert "sent" in {row.state for row in await room.rows()}


async def test_four_days_of_a_busy_server_end_at_the_other_way(room: PostRoom) -> None:
    await room.post()
    await room.change(attempt=109)
    room.way.steps.append(TryLater("busy"))
    await room.sweep.send_due()
    assert [row.way for row in await room.rows()] == ["mail", "local"]


async def test_the_clerk_reads_that_mails_do_not_arrive_and_how_to_mend_it(town: Town) -> None:
    chat = await at_seven(town)
    await chat.types_the_code(CLERK)
    run = town.house.services.store.run
    await run(reach_queries.mark, "mail", CLERK, "RCPT: 550", town.clock())
    assert f"Mails naar {CLERK} komen niet aan" in await chat.says("/status")
    await chat.says("/wijzig 4")
    assert "code van 6 cijfers" in await chat.says(CLERK)
    town.clock.pass_(minutes=1)
    await chat.types_the_code(CLERK)
    assert "komen niet aan" not in await chat.says("/status")


async def test_a_person_who_writes_can_be_reached_again(town: Town) -> None:
    chat = await town.begun("An")
    run, place = town.house.services.store.run, ("local", str(chat.chat_id))
    await run(_marked, place, town)
    await chat.says("/status")
    assert not await run(reach_queries.marked, {place})


def _marked(session: Session, place: tuple[str, str], town: Town) -> None:
    reach_queries.mark(session, *place, "Forbidden", town.clock())
