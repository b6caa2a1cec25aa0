"""Statements spelled once: values go in and come out as with SQLAlchemy, and so do errors."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, bindparam, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, col

from models.records.messages.inbox import Poll, StoredUpdate
from models.storage.database import open_engine
from models.storage.statements.prepared import Prepared
from models.storage.statements.upsert import insert_into

WORDS = '\'%s\\ \u2028 {"é": 1}'  # 16 at the most, for a front
NOON = datetime(2021, 11, 12, 12, 0, tzinfo=ZoneInfo("Europe/Brussels"))

ADD = Prepared(insert(Poll), "front", "drained_at")
READ = Prepared(select(col(Poll.front), col(Poll.drained_at)).order_by(col(Poll.front)))
ONE = Prepared(select(col(Poll.drained_at)).where(col(Poll.front) == bindparam("which")))
MOVE = Prepared(update(Poll).where(col(Poll.drained_at) < bindparam("before")).values(drained_at=bindparam("moment")))
SET = Prepared(update(Poll).where(col(Poll.front) == bindparam("which")).values(drained_at=bindparam("moment")))
RENAME = Prepared(update(Poll).where(col(Poll.front) == bindparam("which")).values(front="local"))
KEEP = Prepared(
    lambda dialect: insert_into(dialect, StoredUpdate).on_conflict_do_nothing().returning(col(StoredUpdate.sent_after)),
    *("front", "update_id", "raw", "received_at", "sent_after", "tries"),
)


@pytest.fixture
def session(any_bare_database_url: str) -> Iterator[Session]:
    engine: Engine = open_engine(any_bare_database_url)
    with Session(engine) as session:
        Poll.__table__.create(session.connection())
        StoredUpdate.__table__.create(session.connection())
        yield session
        session.rollback()
    engine.dispose()


def test_a_moment_comes_back_as_it_was_given(session: Session) -> None:
    ADD.changed(session, front="telegram", drained_at=NOON)
    [[front, drained_at]] = READ.rows(session)
    assert (front, drained_at) == ("telegram", NOON)
    assert drained_at.utcoffset() is not None


def test_a_moment_without_a_zone_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        ADD.changed(session, front="telegram", drained_at=datetime(2021, 11, 12))  # noqa: DTZ001


def test_what_was_changed_is_counted(session: Session) -> None:
    ADD.for_each(session, [{"front": front, "drained_at": NOON} for front in ("a", "b")])
    assert MOVE.changed(session, before=datetime(2022, 1, 1, tzinfo=UTC), moment=NOON) == 2
    assert MOVE.changed(session, before=NOON, moment=NOON) == 0


def test_a_row_that_is_not_there_is_none(session: Session) -> None:
    assert ONE.row(session, which="telegram") is None


def test_nothing_to_do_is_nothing(session: Session) -> None:
    ADD.for_each(session, [])
    assert READ.rows(session) == []


def test_a_value_that_stands_in_the_statement_need_not_be_given(session: Session) -> None:
    ADD.changed(session, front="telegram", drained_at=NOON)
    assert RENAME.changed(session, which="telegram") == 1
    assert ONE.row(session, which="local") is not None


def test_what_each_database_spells_in_its_own_way_works_in_each(session: Session) -> None:
    update = {"front": "local", "update_id": 7, "raw": "{}", "received_at": NOON, "sent_after": NOON, "tries": 0}
    assert KEEP.row(session, **update) == [NOON]
    assert KEEP.row(session, **update) is None  # it is there already


def test_many_are_stored_at_once_and_those_that_are_new_told(session: Session) -> None:
    def came(number: int, sent_after: datetime | None) -> dict[str, object]:
        rest = {"raw": WORDS, "received_at": NOON, "sent_after": sent_after, "tries": 0}
        return {"front": "local", "update_id": number} | rest

    assert KEEP.for_each(session, [came(1, None)]) == [[None]]
    assert KEEP.for_each(session, [came(1, None), came(2, NOON), came(2**40, None), came(2, None)]) == [[NOON], [None]]
    rows = session.execute(select(col(StoredUpdate.update_id), col(StoredUpdate.raw)).order_by(col(StoredUpdate.id)))
    assert [tuple(row) for row in rows] == [(1, WORDS), (2, WORDS), (2**40, WORDS)]


def test_each_is_changed_to_its_own(session: Session) -> None:
    ADD.for_each(session, [{"front": front, "drained_at": NOON} for front in ("a", "b", WORDS)])
    later = {front: NOON + timedelta(hours=hours) for hours, front in enumerate(("a", WORDS, "not there"))}
    SET.for_each(session, [{"which": front, "moment": moment} for front, moment in later.items()])
    assert {row[0]: row[1] for row in READ.rows(session)} == {"a": later["a"], "b": NOON, WORDS: later[WORDS]}


@pytest.mark.parametrize("names", [[], ["a"], ["b", "not there", "a", WORDS, "a"]])
def test_what_is_asked_of_many_is_found_for_each(session: Session, names: list[str]) -> None:
    there = {"a": NOON, "b": NOON + timedelta(hours=1), WORDS: NOON + timedelta(hours=2)}
    ADD.for_each(session, [{"front": front, "drained_at": at} for front, at in there.items()])
    found = ONE.rows_of_each(session, [{"which": name} for name in names])
    assert found == [[[there[name]]] if name in there else [] for name in names]


def test_it_is_part_of_the_transaction(session: Session) -> None:
    session.commit()
    ADD.changed(session, front="telegram", drained_at=NOON)
    session.rollback()
    assert READ.rows(session) == []


@pytest.mark.parametrize("many", [False, True])
def test_an_error_is_told_as_sqlalchemy_tells_it_and_repeats_no_value(session: Session, many: bool) -> None:
    twice = {"front": "somebody said", "drained_at": NOON}
    ADD.changed(session, **twice)
    with pytest.raises(IntegrityError) as found:
        ADD.for_each(session, [twice]) if many else ADD.changed(session, **twice)
    assert isinstance(found.value, DBAPIError)
    assert found.value.orig is not None
    assert found.value.params is None
    assert "somebody" not in str(found.value).split("DETAIL")[0]
