"""Which questions wait for whom, on both kinds of database."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from models.call_files.call_file import shipped_call, shipped_content
from models.records.applications import call_queries
from models.records.desk import question_queries
from models.records.desk.officer_queries import Beat
from models.records.guidance import course_queries
from models.records.guidance.guidance import Intake
from models.records.people import person_queries
from models.storage import migrate
from models.storage.database import open_engine
from tests.fakes.counted_cases import CountedCases

CALL = shipped_call("profploeg-2021")
NOW = datetime(2022, 4, 1, 10, 0, tzinfo=ZoneInfo("Europe/Brussels"))
GEEL = "13008"
AGENCY = Beat(own=None, without=frozenset({"Antwerpen"}))  # Geel has a province with officers of its own


@pytest.fixture
def session(any_database_url: str) -> Iterator[Session]:
    engine = open_engine(any_database_url)
    migrate.upgrade(engine)
    with Session(engine) as opened:
        call_queries.remember(opened, CALL, shipped_content(CALL.name), NOW)
        yield opened
    engine.dispose()


def person(session: Session, chat_id: int) -> int:
    return person_queries.add_speaker(session, "local", chat_id, "nl", NOW).person_id


def plan(session: Session, app: int, planned_by: int) -> None:
    row = Intake(application_id=app, starts_at=NOW, place="Gemeentehuis", planned_by=planned_by, planned_at=NOW)
    course_queries.add(session, row)


def waiting(session: Session, planner: int | None) -> list[int]:
    found = question_queries.waiting(session, AGENCY, 9, planner)
    assert question_queries.count_waiting(session, AGENCY, planner) == len(found)
    return found


def test_a_question_also_waits_for_who_planned_the_last_interview_of_a_guidance(session: Session) -> None:
    cases = CountedCases(session, CALL)
    els, jan, an = (person(session, chat_id) for chat_id in (7, 8, 9))
    guided = cases.add("2021-1", GEEL, "submitted", "selected", "guidance")
    withdrawn = cases.add("2021-1", GEEL, "submitted", "selected", "withdrawn")
    for app, planner in ((guided, els), (guided, jan), (withdrawn, els)):
        plan(session, app, planner)
    of_guided, _, of_nobody = (
        question_queries.add(session, an, app, None, "Wanneer?", NOW) for app in (guided, withdrawn, None)
    )
    assert waiting(session, None) == [of_nobody]
    assert waiting(session, els) == [of_nobody]
    assert sorted(waiting(session, jan)) == [of_guided, of_nobody]
    question_queries.answer(session, of_guided, "Vrijdag.", NOW, jan)
    assert waiting(session, jan) == [of_nobody]
