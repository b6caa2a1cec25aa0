"""How the planner finds who works on a draft: by the part of the people, never through all applications again."""

from pathlib import Path

from sqlmodel import Session

from models.records.reminding import candidate_queries
from models.storage import migrate
from models.storage.database import open_engine

PART = {"behind_id": 0, "up_to_id": 1000, "at": "2021-11-05", "of_call": "profploeg-2021", "of_round": "2021-2"}


def test_a_part_of_the_people_is_read_by_the_people_whatever_indexes_applications_have(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'kernbot.db'}")
    migrate.upgrade(engine)
    with Session(engine) as session:
        spelled = candidate_queries._drafts(("municipality",), None, frozenset())._in(session.connection())
        given = spelled.constants | PART
        cursor = session.connection().connection.cursor()
        cursor.execute(f"EXPLAIN QUERY PLAN {spelled.words}", [given[name] for name in spelled.order])
        first, *_ = (row[-1] for row in cursor.fetchall())
        cursor.close()
    engine.dispose()
    assert first.startswith("SEARCH participant USING INDEX ix_participant_person_id")
