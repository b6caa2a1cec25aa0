"""What is arranged after the selection, on both kinds of database."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from models.call_files.call_file import shipped_call, shipped_content
from models.records.applications import call_queries
from models.records.counted import figure_queries
from models.records.desk import form_queries
from models.records.desk.desk_form import DeskForm
from models.records.guidance import course_queries, showcase_queries
from models.records.guidance.guidance import Expert, Intake, Phase
from models.records.people import person_queries
from models.storage import migrate
from models.storage.database import open_engine
from tests.fakes.counted_cases import CountedCases

CALL = shipped_call("profploeg-2021")
NOW = datetime(2022, 4, 1, 10, 0, tzinfo=ZoneInfo("Europe/Brussels"))
GEEL, LIER = "13008", "12021"
SELECTED = ("submitted", "admissible", "selected")


@pytest.fixture
def session(any_database_url: str) -> Iterator[Session]:
    engine = open_engine(any_database_url)
    migrate.upgrade(engine)
    with Session(engine) as opened:
        call_queries.remember(opened, CALL, shipped_content(CALL.name), NOW)
        yield opened
    engine.dispose()


@pytest.fixture
def cases(session: Session) -> CountedCases:
    return CountedCases(session, CALL)


def phase(session: Session, app: int, until: str) -> None:
    row = Phase(
        application_id=app, title="Fase", from_on=date(2022, 1, 1), until_on=date.fromisoformat(until), added_at=NOW
    )
    course_queries.add(session, row)


def officer(session: Session) -> int:
    return person_queries.add_speaker(session, "local", 7, "nl", NOW).person_id


def test_an_evaluation_is_asked_of_a_guidance_whose_last_phase_is_over(session: Session, cases: CountedCases) -> None:
    over, goes_on, intake, none = (
        cases.add("2021-1", GEEL, *SELECTED, stage) for stage in ("guidance", "guidance", "intake", "guidance")
    )
    phase(session, over, "2022-03-31")
    phase(session, goes_on, "2022-03-31")
    phase(session, goes_on, "2022-04-01")
    phase(session, intake, "2022-03-31")

    assert course_queries.to_ask(session, date(2022, 3, 31), 10) == []
    assert course_queries.to_ask(session, date(2022, 4, 1), 10) == [over]
    assert none not in course_queries.to_ask(session, date(2030, 1, 1), 10)
    course_queries.ask_evaluation(session, over, NOW)
    assert course_queries.to_ask(session, date(2022, 4, 1), 10) == []


def test_it_is_asked_again_of_who_did_not_send_it(session: Session, cases: CountedCases) -> None:
    waits, done = (cases.add("2021-1", GEEL, *SELECTED, stage) for stage in ("guidance", "evaluated"))
    for app in (waits, done):
        course_queries.ask_evaluation(session, app, NOW)

    assert course_queries.to_ask_again(session, NOW - timedelta(seconds=1), 10) == []
    assert course_queries.to_ask_again(session, NOW, 10) == [waits]
    course_queries.change_evaluation(session, waits, asked_again_at=NOW)
    assert course_queries.to_ask_again(session, NOW, 10) == []


def test_all_that_is_arranged_is_loaded_as_it_stands(session: Session, cases: CountedCases) -> None:
    app, me = cases.add("2021-1", GEEL, *SELECTED, "intake"), officer(session)
    for place in ("Hier", "Daar"):
        course_queries.add(session, Intake(application_id=app, starts_at=NOW, place=place, planned_at=NOW))
    expert = Expert(application_id=app, field="events", name="Mia", organisation="Lab", added_at=NOW)
    expert_id = course_queries.add(session, expert)
    course_queries.fix_budget(session, app, 1, me, NOW)
    course_queries.fix_budget(session, app, 1_250_050, me, NOW)
    phase(session, app, "2022-05-01")

    course = course_queries.load(session, app)

    assert course.interview is not None
    assert course.planned is course.interview
    assert course.interview.place == "Daar"
    assert (course.budget_cents, course.last_day, course.is_held) == (1_250_050, date(2022, 5, 1), False)
    course_queries.drop(session, Expert, expert_id, app + 1)
    assert len(course_queries.load(session, app).experts) == 1
    course_queries.drop(session, Expert, expert_id, app)
    assert course_queries.load(session, app).experts == ()


def test_the_budgets_are_those_of_the_rounds_that_are_counted(session: Session, cases: CountedCases) -> None:
    first, second = cases.add("2021-1", GEEL, *SELECTED), cases.add("2021-2", LIER, *SELECTED)
    me = officer(session)
    course_queries.fix_budget(session, first, 1_250_000, me, NOW)
    course_queries.fix_budget(session, second, 900_000, me, NOW)

    assert figure_queries.budgets(session, CALL.name, ["2021-1"]) == {"PROF-2021-1-0001": 1_250_000}
    assert len(figure_queries.budgets(session, CALL.name, ["2021-1", "2021-2"])) == 2


def test_stories_are_found_by_tag_a_page_at_a_time(session: Session, cases: CountedCases) -> None:
    me = officer(session)
    apps = [cases.add("2021-1", GEEL, *SELECTED, "evaluated") for _ in range(3)]
    for hours, app in enumerate(apps):
        tags = " themes=beleid expertise=e_commerce " if app == apps[0] else " themes=beleving "
        showcase_queries.share(session, app, tags, me, NOW + timedelta(hours=hours))

    def found(tag: str, offset: int = 0, most: int = 9) -> list[int]:
        return [one.application_id for one in showcase_queries.listed(session, (tag,) if tag else (), offset, most)]

    assert found("") == apps[::-1]
    assert found("", 1, 1) == [apps[1]]
    assert found("themes=beleid") == [apps[0]]
    assert found("themes=bele") == []
    assert found("expertise=eXcommerce") == []
    showcase_queries.take_back(session, apps[0], NOW)
    assert found("themes=beleid") == []
    assert showcase_queries.one(session, apps[0]) is None
    showcase_queries.share(session, apps[0], " themes=beleid ", me, NOW)
    assert found("themes=beleid") == [apps[0]]


def test_a_form_that_was_begun_goes_on_and_its_words_go_once_it_is_done(session: Session) -> None:
    me = officer(session)

    def begun(nis_code: str) -> form_queries.Filled:
        row = DeskForm(officer_id=me, what="extend", round_id="2021-2", nis_code=nis_code, begun_at=NOW)
        return form_queries.begin(session, row)

    first = begun(GEEL)
    form_queries.keep(session, first.id, {"why": "Ziekte"}, "last_day")
    assert (begun(GEEL).id, begun(GEEL).values, begun(GEEL).asked) == (first.id, {"why": "Ziekte"}, "last_day")
    assert begun(LIER).id != first.id
    form_queries.finish(session, first.id, NOW)
    done = form_queries.one(session, first.id)
    assert done is not None
    assert (done.values, done.done_at) == ({}, NOW)
    assert begun(GEEL).id != first.id
