"""Whole rows by statements that are spelled once: as the session would read and add them."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import bindparam
from sqlmodel import Session, col

from models.records.messages.inbox import StoredUpdate
from models.storage.database import open_engine
from models.storage.statements.row_queries import PreparedAdding, PreparedRows

NOON = datetime(2021, 11, 12, 12, 0, tzinfo=ZoneInfo("Europe/Brussels"))
ADDING = PreparedAdding(StoredUpdate)
NEWEST_FIRST = PreparedRows(
    StoredUpdate, col(StoredUpdate.front) == bindparam("which"), by=col(StoredUpdate.update_id).desc()
)


@pytest.fixture
def session(any_bare_database_url: str) -> Iterator[Session]:
    engine = open_engine(any_bare_database_url)
    with Session(engine) as session:
        StoredUpdate.__table__.create(session.connection())
        yield session
        session.rollback()
    engine.dispose()


def add(session: Session, number: int) -> int:
    return ADDING.add(session, front="local", update_id=number, raw="{}", received_at=NOON, tries=0)


def test_each_row_that_is_added_has_a_number_of_its_own(session: Session) -> None:
    first, second = (add(session, number) for number in (7, 8))
    assert second > first
    assert session.get_one(StoredUpdate, second).update_id == 8


def test_rows_come_back_whole_and_in_order(session: Session) -> None:
    ids = [add(session, number) for number in (7, 8)]
    rows = NEWEST_FIRST.all(session, which="local")
    assert [row.id for row in rows] == ids[::-1]
    assert (rows[0].received_at, rows[0].parked_at, rows[0].tries) == (NOON, None, 0)


def test_the_first_is_one_of_them_or_nothing(session: Session) -> None:
    assert NEWEST_FIRST.first(session, which="local") is None
    for number in (7, 8):
        add(session, number)
    first = NEWEST_FIRST.first(session, which="local")
    assert first is not None
    assert first.update_id == 8


def test_what_is_read_belongs_to_no_session(session: Session) -> None:
    add(session, 7)
    row = NEWEST_FIRST.first(session, which="local")
    assert row not in session
