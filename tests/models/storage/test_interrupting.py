"""A program that stops waits for no lock of another program; what ends by itself is left alone."""

import asyncio
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlmodel import Session

from models.storage.database import open_engine
from models.storage.transactions import interrupting
from models.storage.works.store import Store, StoreUnavailable
from tests.fakes.held_database import held


@pytest.fixture
def store(postgres_url: str) -> Iterator[Store]:
    opened = Store(open_engine(postgres_url))
    yield opened
    opened.close()


def look(session: Session) -> int:
    return session.execute(text("SELECT count(*) FROM inbox")).scalar_one()


async def test_what_another_program_holds_is_given_up_and_the_store_can_be_closed(
    store: Store, postgres_url: str
) -> None:
    with held(postgres_url):
        interrupting.soon(store.engine, 0.1)
        began = time.monotonic()
        with pytest.raises(StoreUnavailable):
            await store.run(look)
        assert time.monotonic() - began < 5
    store.close()
    after = Store(open_engine(postgres_url))
    assert await after.run(look) == 0
    after.close()


async def test_before_that_moment_it_is_waited_for(store: Store, postgres_url: str) -> None:
    interrupting.soon(store.engine, 30)
    with held(postgres_url):
        looking = asyncio.create_task(store.run(look))
        await asyncio.sleep(0.2)
        assert not looking.done()
    assert await looking == 0


def test_an_engine_of_sqlite_needs_no_such_thing(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    interrupting.soon(engine, 0)
    with Session(engine) as session:
        assert look(session) == 0
    engine.dispose()
