"""Frozen figures: shown again as they were, compared, and found out when somebody changed them."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session

from models.call_files.call_file import shipped_content
from models.figures import figures, snapshots
from models.figures.snapshots import Change
from models.records.applications import call_queries
from models.records.counted import snapshot_queries
from models.storage.database import open_engine
from tests.fakes.counted_cases import CountedCases
from tests.models.figures.test_figures import AS, CALL, GEEL, NOW, TIELT


@pytest.fixture
def session(sqlite_url: str) -> Iterator[Session]:
    engine = open_engine(sqlite_url)
    with Session(engine) as opened:
        call_queries.remember(opened, CALL, shipped_content(CALL.name), NOW)
        yield opened
    engine.dispose()


def freeze(session: Session, **later: float) -> snapshots.Frozen:
    return snapshots.freeze(session, figures.figures(session, CALL, NOW + timedelta(**later)))


def test_a_snapshot_stays_what_it_was_when_the_facts_go_on(session: Session) -> None:
    cases = CountedCases(session, CALL)
    cases.add("2021-1", GEEL, "submitted")
    taken = freeze(session)
    cases.add("2021-1", TIELT, "submitted")

    again = snapshots.frozen(session, taken.snapshot_id)

    assert again == taken
    assert again is not None
    assert again.content["rounds"][0]["submitted"] == 1
    assert again.is_intact


def test_the_same_facts_have_the_same_checksum_at_another_moment(session: Session) -> None:
    CountedCases(session, CALL).add("2021-1", GEEL, "submitted")
    assert freeze(session).checksum == freeze(session, days=3).checksum


def test_another_fact_has_another_checksum(session: Session) -> None:
    cases = CountedCases(session, CALL)
    cases.add("2021-1", GEEL, "submitted")
    before = freeze(session)
    cases.add("2021-1", TIELT, "submitted")
    assert freeze(session).checksum != before.checksum


def test_the_difference_names_each_number_that_changed(session: Session) -> None:
    cases = CountedCases(session, CALL)
    cases.add("2021-1", GEEL, "submitted")
    before = freeze(session)
    cases.add("2021-1", AS, "submitted", "admissible", "selected")
    after = freeze(session)

    changed = snapshots.differences(before.content, after.content)

    assert Change(place="2021-1 / submitted", before=1, after=2) in changed
    assert Change(place="2021-1 / by_province / Limburg / selected", before=0, after=1) in changed
    assert Change(place="totals / municipalities", before=1, after=2) in changed
    assert all(one.before != one.after for one in changed)
    assert snapshots.differences(after.content, after.content) == ()


def test_a_snapshot_that_was_changed_by_hand_is_found_out(session: Session) -> None:
    CountedCases(session, CALL).add("2021-1", GEEL, "submitted")
    taken = freeze(session)
    row = snapshot_queries.one(session, taken.snapshot_id)
    assert row is not None
    content = json.loads(row.content)
    content["rounds"][0]["submitted"] = 35
    row.content = json.dumps(content)
    session.flush()
    found = snapshots.frozen(session, taken.snapshot_id)
    assert found is not None
    assert not found.is_intact


def test_the_newest_snapshots_come_first(session: Session) -> None:
    ids = [freeze(session, hours=hour).snapshot_id for hour in range(4)]
    assert [one.snapshot_id for one in snapshots.newest(session, CALL.name, 3)] == ids[:0:-1]
    assert snapshots.newest(session, "another") == ()
    assert snapshots.frozen(session, 999) is None
