"""The webhook: only who knows the secret is heard, what is brought is stored first, and nothing hostile gets in."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot.local.api import LocalApi
from models.records.messages import inbox_queries
from models.storage.works.store import StoreUnavailable
from tests.fakes.conversation import StandingClock, Town
from tests.fakes.replicas import ADDRESS, SECRET, Replica, brought, replica
from tests.fakes.site import Answer, Served, serving

AN = 7_001
DEEP = "[" * 100_000


@pytest.fixture
async def api(clock: StandingClock) -> LocalApi:
    """Telegram, in memory, with a chat."""
    api = LocalApi(clock=clock, press_dates=False)
    await api.open_chat("An", chat_id=AN)
    return api


@pytest.fixture
async def bot(tmp_path: Path, api: LocalApi, clock: StandingClock) -> AsyncIterator[Replica]:
    async with replica(tmp_path, "", api, clock) as bot:
        yield bot


@pytest.fixture
async def site(bot: Replica) -> AsyncIterator[Served]:
    async with serving(bot.house, webhook=bot.webhook) as site:
        yield site


async def bring(site: Served, body: str | bytes, secret: str | None = SECRET) -> Answer:
    headers = {"X_Telegram_Bot_Api_Secret_Token": secret} if secret is not None else {}
    return await site.post("/telegram/webhook", body, Content_Type="application/json", **headers)


async def hello(api: LocalApi) -> dict:
    await api.say(AN, "/start")
    [update] = brought(api)
    return update


def stored(session: Session) -> int:
    return int(session.execute(text("SELECT count(*) FROM inbox")).scalar_one())


async def test_an_update_is_stored_and_answered_and_the_same_one_again_changes_nothing(
    bot: Replica, site: Served, api: LocalApi
) -> None:
    update = await hello(api)
    answered = bot.front.inbox.expect(update["update_id"])
    assert (await bring(site, json.dumps(update))).status == 200
    await answered
    assert (await bring(site, json.dumps(update))).status == 200
    assert await bot.house.services.store.run(stored) == 1
    assert sum(message.from_bot for message in await api.messages(AN)) == 1


@pytest.mark.parametrize("secret", [None, "", "a-secret-of-sixteeN", "é" * 16, SECRET + "x"])
async def test_who_does_not_know_the_secret_is_not_heard(
    bot: Replica, site: Served, api: LocalApi, secret: str | None
) -> None:
    answer = await bring(site, json.dumps(await hello(api)), secret)
    assert (answer.status, answer.text) == (403, "Forbidden\n")
    assert await bot.house.services.store.run(stored) == 0


async def test_where_telegram_is_polled_there_is_no_such_door(town: Town) -> None:
    async with serving(town.house) as site:
        assert (await bring(site, "{}")).status == 404


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "null",
        "[]",
        DEEP,
        '{"a":' * 50_000,
        "{}",
        '{"update_id": true}',
        '{"update_id": "1"}',
        '{"update_id": 0}',
        '{"update_id": 1e400}',
        '{"update_id": 99999999999999999999}',
        '{"update_id": 1, "message": 3}',
        '{"update_id": 1, "message": {"message_id": 1, "date": 1e300, "chat": {"id": 1, "type": "private"}}}',
        b"\xff\xfe\x00",
    ],
    ids=range(15),
)
async def test_what_is_no_update_is_refused_and_nothing_is_stored(
    bot: Replica, site: Served, body: str | bytes
) -> None:
    assert (await bring(site, body)).status == 400
    assert await bot.house.services.store.run(stored) == 0


async def test_a_chat_id_larger_than_any_is_none(bot: Replica, site: Served, api: LocalApi) -> None:
    update = await hello(api)
    update["message"]["chat"]["id"] = 10**30
    assert (await bring(site, json.dumps(update))).status == 400


async def test_ten_megabytes_are_refused(bot: Replica, site: Served) -> None:
    head = f"POST /telegram/webhook HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n"
    answer = await site.raw(f"{head}Content-Length: 10000000\r\n\r\n".encode() + b" " * 1_000_001)
    assert answer.startswith(b"HTTP/1.1 413")
    assert await bot.house.services.store.run(stored) == 0


async def test_what_cannot_be_stored_is_not_confirmed_so_telegram_brings_it_again(
    bot: Replica, site: Served, api: LocalApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise StoreUnavailable("full")

    update = json.dumps(await hello(api))
    with monkeypatch.context() as broken:
        broken.setattr(inbox_queries, "keep", full)
        assert (await bring(site, update)).status == 503
    assert (await bring(site, update)).status == 200


async def test_telegram_is_told_where_to_bring_updates_and_asked_whether_any_are_left(
    bot: Replica, api: LocalApi, clock: StandingClock
) -> None:
    await bot.webhook.look()
    assert api._state.updates.webhook_url == ADDRESS
    await bot.webhook.look()
    assert await bot.house.services.store.run(_drained_at) is not None
    before = await bot.house.services.store.run(_drained_at)
    clock.pass_(minutes=1)
    await api.say(AN, "/start")  # on its way
    await bot.webhook.look()
    assert await bot.house.services.store.run(_drained_at) == before


def _drained_at(session: Session) -> object:
    return session.execute(text("SELECT drained_at FROM poll WHERE front = 'telegram'")).scalar_one_or_none()
