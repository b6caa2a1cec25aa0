"""What is written a little later: as if it had been at once, on each database."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from models.records.messages.inbox import Poll
from models.storage.database import open_engine
from models.storage.statements.prepared import Prepared
from models.storage.transactions.isolation import Sharing, shares
from models.storage.works.store import Store

NOON = datetime(2021, 11, 12, 12, 0, tzinfo=ZoneInfo("Europe/Brussels"))
LATER = datetime(2021, 11, 12, 13, 0, tzinfo=ZoneInfo("Europe/Brussels"))
ADD = Prepared(insert(Poll), "front", "drained_at")
MOVE = Prepared(update(Poll).where(col(Poll.front) == bindparam("which")).values(drained_at=bindparam("moment")))
READ = Prepared(select(col(Poll.front), col(Poll.drained_at)).order_by(col(Poll.front)))


@pytest.fixture
def session(any_bare_database_url: str) -> Iterator[Session]:
    engine = open_engine(any_bare_database_url)
    with Session(engine) as session:
        Poll.__table__.create(session.connection())
        session.commit()
        yield session
        session.rollback()
    engine.dispose()


def by_statement(session: Session) -> list[str]:
    return [front for front, _ in READ.rows(session)]


def by_session(session: Session) -> list[str]:
    return list(session.execute(select(col(Poll.front)).order_by(col(Poll.front))).scalars())


def by_connection(session: Session) -> list[str]:
    return list(session.connection().exec_driver_sql("SELECT front FROM poll ORDER BY front").scalars())


@pytest.mark.parametrize("ask", [by_statement, by_session, by_connection])
def test_whoever_asks_next_sees_it(session: Session, ask: Callable[[Session], list[str]]) -> None:
    ADD.later(session, front="b", drained_at=NOON)
    ADD.later(session, front="a", drained_at=NOON)
    assert ask(session) == ["a", "b"]


def test_what_is_held_back_keeps_its_order_with_what_is_changed_at_once(session: Session) -> None:
    ADD.later(session, front="a", drained_at=NOON)
    assert MOVE.changed(session, which="a", moment=LATER) == 1
    MOVE.later(session, which="a", moment=NOON)
    ADD.for_each(session, [{"front": "b", "drained_at": LATER}])
    assert [tuple(row) for row in READ.rows(session)] == [("a", NOON), ("b", LATER)]


def test_a_commit_takes_it_along_and_an_undoing_forgets_it(session: Session) -> None:
    ADD.later(session, front="kept", drained_at=NOON)
    session.commit()
    ADD.later(session, front="undone", drained_at=NOON)
    session.rollback()
    assert by_statement(session) == ["kept"]


def by_commit(session: Session) -> None:
    session.commit()


@pytest.mark.parametrize("ask", [by_statement, by_session, by_commit])
def test_an_error_is_told_by_then_without_what_was_said_and_the_session_goes_on(
    session: Session, ask: Callable[[Session], object], caplog: pytest.LogCaptureFixture
) -> None:
    ADD.changed(session, front="somebody", drained_at=NOON)
    session.commit()
    with caplog.at_level(logging.DEBUG), pytest.raises(IntegrityError) as found:  # noqa: PT012 - or at once, or with what follows
        ADD.later(session, front="somebody", drained_at=NOON)
        ADD.later(session, front="somebody else", drained_at=NOON)
        ask(session)
    assert "somebody" not in str(found.value).split("DETAIL")[0]
    assert not caplog.records
    session.rollback()
    assert by_statement(session) == ["somebody"]


async def test_a_work_whose_write_is_refused_fails_alone_in_its_group(any_bare_database_url: str) -> None:
    engine = open_engine(any_bare_database_url)
    Poll.__table__.create(engine)
    store = Store(engine)

    def add(session: Session, front: str) -> None:
        ADD.later(session, front=front, drained_at=NOON)

    await store.run(add, "telegram")
    with pytest.raises(IntegrityError):
        await store.run(add, "telegram")
    await store.run(add, "local")
    assert await store.run(by_statement) == ["local", "telegram"]
    store.close()


def counted(session: Session, tries: list[int]) -> str:
    """Lose the connection in an ordinary statement, with something held back; then go well."""
    tries.append(1)
    ADD.later(session, front=f"try {len(tries)}", drained_at=NOON)
    if len(tries) == 1:
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    return "done"


@shares(Sharing.LIGHTLY)
def counted_in_a_group(session: Session, tries: list[int]) -> str:
    return counted(session, tries)


@pytest.mark.parametrize("work", [counted, counted_in_a_group])
async def test_a_lost_connection_takes_what_was_held_back_along_and_the_work_is_tried_again(
    bare_postgres_url: str, work: Callable[[Session, list[int]], str]
) -> None:
    engine = open_engine(bare_postgres_url)
    with Session(engine) as session:
        Poll.__table__.create(session.connection())
        session.commit()
    store = Store(engine)
    try:
        async with asyncio.timeout(20):
            assert await store.run(work, []) == "done"
            assert await store.run(by_statement) == ["try 2"]  # and whoever comes next is served
    finally:
        store.close()
