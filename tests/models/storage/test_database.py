"""How the database is opened: moments in UTC, nothing half-written, nothing that points nowhere."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session

from models.records.applications.application import Event
from models.records.messages.inbox import Poll, StoredUpdate
from models.storage.database import open_engine

BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.fixture
def engine(any_database_url: str) -> Iterator[Engine]:
    engine = open_engine(any_database_url)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2021, 11, 12, 22, 59, 59, 999999, tzinfo=UTC),
        datetime(2021, 10, 31, 2, 30, tzinfo=BRUSSELS, fold=0),
        datetime(2021, 10, 31, 2, 30, tzinfo=BRUSSELS, fold=1),
        datetime(2022, 3, 27, 3, 0, tzinfo=BRUSSELS),
        datetime(2021, 1, 1, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
    ],
)
def test_a_moment_comes_back_aware_and_the_same(engine: Engine, moment: datetime) -> None:
    with Session(engine) as session:
        session.add(Poll(front="x", drained_at=moment))
        session.commit()
        session.expire_all()
        back = session.get_one(Poll, "x").drained_at
    assert back.utcoffset() is not None
    assert back.astimezone(UTC) == moment.astimezone(UTC)  # two moments of a folded hour differ only in UTC


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    with Session(engine) as session:
        session.add(Poll(front="x", drained_at=datetime(2021, 11, 12)))  # noqa: DTZ001 - meant
        with pytest.raises(StatementError, match="without a time zone"):
            session.flush()


def test_no_moment_comes_back_as_none(engine: Engine) -> None:
    now = datetime(2021, 11, 12, tzinfo=UTC)
    with Session(engine) as session:
        session.add(StoredUpdate(front="x", update_id=2**40, raw="{}", received_at=now))
        session.commit()
        session.expire_all()
        row = session.execute(select(StoredUpdate)).scalar_one()
        assert (row.update_id, row.answered_at) == (2**40, None)


def test_a_row_that_points_nowhere_is_refused(engine: Engine) -> None:
    with Session(engine) as session:
        session.add(Event(application_id=1, at=datetime(2021, 11, 12, tzinfo=UTC), channel="x", what="x"))
        with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
            session.flush()


def test_sqlite_is_set_so_that_a_power_cut_loses_nothing_that_was_committed(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    engine.dispose()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_what_is_read_in_a_transaction_holds_until_its_end(engine: Engine) -> None:
    with Session(engine) as session:
        session.execute(text("SELECT count(*) FROM poll"))
        level = session.connection().get_isolation_level()
    assert level == "SERIALIZABLE"
