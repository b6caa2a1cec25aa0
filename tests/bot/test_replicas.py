"""Several processes on one PostgreSQL: one polls, any takes what is brought, and a chat keeps its order."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot.fronts import poll_turn
from bot.fronts.poll_turn import Arrival
from bot.local.api import LocalApi
from bot.replicas import MAILBOX, poll_of
from bot.web.chat.front import open_web_chat
from models.records.messages import lease_queries
from tests.fakes.conversation import StandingClock
from tests.fakes.replicas import Replica, brought, replica

AN = 7_001


@pytest.fixture
def api(clock: StandingClock) -> LocalApi:
    """Telegram, in memory."""
    return LocalApi(clock=clock, press_dates=False)


@pytest.fixture
async def two(
    tmp_path: Path, postgres_url: str, api: LocalApi, clock: StandingClock
) -> AsyncIterator[tuple[Replica, Replica]]:
    async with AsyncExitStack() as stack:
        one, other = [await stack.enter_async_context(replica(tmp_path, postgres_url, api, clock)) for _ in range(2)]
        await api.open_chat("An", chat_id=AN)
        yield one, other


async def said(api: LocalApi, *texts: str) -> list[dict]:
    for one in texts:
        await api.say(AN, one)
    return brought(api)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - it looks into a database
            await asyncio.sleep(0.01)


def inbox(session: Session) -> list[tuple[str | None, bool]]:
    """Return (holder, whether it was answered) of every update, in order."""
    rows = session.execute(text("SELECT holder, answered_at IS NOT NULL FROM inbox ORDER BY update_id"))
    return [tuple(row) for row in rows]


async def answered(one: Replica) -> list[bool]:
    return [done for _, done in await one.house.services.store.run(inbox)]


async def until_answered(one: Replica, count: int) -> None:
    async with asyncio.timeout(20):
        while await answered(one) != [True] * count:  # noqa: ASYNC110 - rows
            await asyncio.sleep(0.02)


async def answers(api: LocalApi) -> list[str]:
    return [message.text_html for message in await api.messages(AN) if message.from_bot]


async def test_what_is_brought_is_stored_before_it_is_confirmed_and_answered_by_who_took_it(
    api: LocalApi, two: tuple[Replica, Replica]
) -> None:
    one, other = two
    [hello] = await said(api, "/start")
    done = one.front.inbox.expect(hello["update_id"])
    await one.webhook.take(hello)
    [(holder, _)] = await other.house.services.store.run(inbox)
    assert holder == one.house.replicas.worker
    await done
    assert len(await answers(api)) == 1


async def test_the_same_update_brought_to_two_processes_is_applied_and_answered_once(
    api: LocalApi, two: tuple[Replica, Replica]
) -> None:
    one, other = two
    [hello] = await said(api, "/start")
    done = one.front.inbox.expect(hello["update_id"])
    await one.webhook.take(hello)
    await other.webhook.take(hello)
    await done
    await other.webhook.take(hello)
    await other.front.take_up_unanswered()
    assert len(await answers(api)) == 1
    assert await answered(one) == [True]


async def test_what_follows_in_a_chat_waits_for_the_process_that_has_it_in_its_hands(
    api: LocalApi, two: tuple[Replica, Replica]
) -> None:
    one, other = two
    first, second, third = await said(api, "/start", "/help", "/status")
    one.request.may_send.clear()
    await one.webhook.take(first)
    await other.webhook.take(second)
    await one.webhook.take(third)
    await asyncio.sleep(0.1)
    assert await answers(api) == []
    assert other.house.replicas.worker not in {holder for holder, _ in await one.house.services.store.run(inbox)}
    one.request.may_send.set()
    await until_answered(one, 3)
    hello, help_, status = await answers(api)
    assert "Ik help jouw gemeente" in hello
    assert "/ontbreekt" in help_
    assert "/ontbreekt" not in status


async def test_what_a_dead_process_had_in_its_hands_is_taken_over_and_applied_once(
    api: LocalApi, two: tuple[Replica, Replica]
) -> None:
    one, other = two
    first, second = await said(api, "/start", "/help")
    one.request.may_send.clear()
    await one.webhook.take(first)
    await one.webhook.take(second)
    async with asyncio.timeout(20):
        while not await one.house.services.store.run(_is_applied):  # noqa: ASYNC110 - a row
            await asyncio.sleep(0.01)
    await other.front.take_up_unanswered()
    assert await answers(api) == []  # it lives
    await one.dies()
    await other.front.take_up_unanswered()
    await until_answered(other, 2)
    assert len(await answers(api)) == 2


def _is_applied(session: Session) -> bool:
    return bool(session.execute(text("SELECT count(applied_at) FROM inbox")).scalar_one())


async def test_one_process_holds_the_poll_and_another_has_it_once_it_lets_go_or_is_gone(
    two: tuple[Replica, Replica],
) -> None:
    one, other = two
    for each in two:
        each.house.replicas.want(poll_of("telegram"))
        await each.house.replicas.beat()
    assert [each.house.replicas.holds(poll_of("telegram")) for each in two] == [True, False]
    assert other.house.replicas.alive == 2
    await one.dies()
    await other.house.replicas.beat()
    assert other.house.replicas.holds(poll_of("telegram"))
    await one.house.replicas.beat()
    assert not one.house.replicas.holds(poll_of("telegram"))
    await other.house.replicas.leave()
    await one.house.replicas.beat()
    assert one.house.replicas.holds(poll_of("telegram"))


async def test_the_process_that_does_not_hold_the_poll_asks_for_nothing_and_takes_over(
    tmp_path: Path, postgres_url: str, api: LocalApi, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poll_turn, "LOOK_S", 0.02)
    await api.open_chat("An", chat_id=AN)
    async with replica(tmp_path, postgres_url, api, clock, Arrival.POLLED_BY_ONE) as one:
        await until(lambda: one.front.turn.is_ours)
        async with replica(tmp_path, postgres_url, api, clock, Arrival.POLLED_BY_ONE) as other:
            await one.front.inbox.expect(await api.say(AN, "/start"))
            assert not other.front.turn.is_ours
            await one.house.replicas.leave()
            await until(lambda: other.front.turn.is_ours)
    assert len(await answers(api)) == 1


async def test_a_process_whose_own_lease_ran_out_does_not_judge_the_others_for_a_while(
    two: tuple[Replica, Replica],
) -> None:
    one, _ = two
    assert one.house.replicas.judges
    await one.dies()  # the database was away
    await one.house.replicas.beat()
    assert not one.house.replicas.judges


async def test_on_sqlite_a_process_holds_everything_and_asks_nobody(tmp_path: Path, clock: StandingClock) -> None:
    async with replica(tmp_path, "", LocalApi(clock=clock), clock) as alone:
        assert alone.house.replicas.holds(MAILBOX)
        assert alone.house.replicas.holds(poll_of("telegram"))
        assert await alone.house.services.store.run(_leases) == 0


def _leases(session: Session) -> int:
    return int(session.execute(text("SELECT count(*) FROM lease")).scalar_one())


async def test_a_chat_of_the_browser_goes_on_at_another_process_which_sees_what_is_new(
    two: tuple[Replica, Replica],
) -> None:
    one, other = two
    async with open_web_chat(one.house) as here, open_web_chat(other.house) as there:
        chat, neighbour = await here.api.open_chat("An"), await there.api.open_chat("Bram")
        assert chat != neighbour
        await here.answered(await here.api.say(chat, "/start"))
        assert await there.api.messages(chat) == await here.api.messages(chat)
        with here.api.watch(chat) as seen:
            await there.answered(await there.api.say(chat, "/help"))
            await here.api.follow()
            texts = [seen.get_nowait().text_html for _ in range(seen.qsize())]
        assert "/help" in texts
        assert any("/ontbreekt" in words for words in texts)
        ids = [message.message_id for message in await here.api.messages(chat)]
        assert ids == sorted(set(ids))


async def test_how_long_a_lease_lasts_the_database_says(two: tuple[Replica, Replica]) -> None:
    one, _ = two
    beat = await one.house.services.store.run(lease_queries.beat, one.house.replicas.worker, ())
    assert (beat.was_alive, beat.alive) == (True, 2)
