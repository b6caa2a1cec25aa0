"""What is counted, in which round, and what is not."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from models.call_files.call_file import shipped_call, shipped_content
from models.figures import figures
from models.figures.as_json import figures_as_json
from models.figures.figures import Figures, Numbers
from models.records.applications import application, call_queries
from models.storage.database import open_engine
from tests.fakes.counted_cases import CountedCases

LEUVEN, HALLE, GEEL, TIELT, AS = "24062", "23027", "13008", "37015", "71002"
NOW = datetime(2021, 12, 1, 10, 0, tzinfo=ZoneInfo("Europe/Brussels"))
CALL = shipped_call("profploeg-2021")
FIRST, SECOND = (one.closes_at for one in CALL.rounds_near(NOW))


@pytest.fixture
def session(any_database_url: str) -> Iterator[Session]:
    engine = open_engine(any_database_url)
    with Session(engine) as opened:
        call_queries.remember(opened, CALL, shipped_content(CALL.name), NOW)
        yield opened
    engine.dispose()


@pytest.fixture
def cases(session: Session) -> CountedCases:
    return CountedCases(session, CALL)


def counted(session: Session, round_id: str = "2021-1") -> Numbers:
    found = figures.figures(session, CALL, NOW)
    return next(one.numbers for one in found.rounds if one.round.id == round_id)


def test_a_draft_is_never_counted(session: Session, cases: CountedCases) -> None:
    cases.add("2021-1", GEEL, sent=False)
    cases.add("2021-1", TIELT, "expired", sent=False)
    assert counted(session) == Numbers()


def test_whoever_is_selected_was_also_admissible_and_submitted(session: Session, cases: CountedCases) -> None:
    cases.add("2021-1", GEEL, "submitted", "admissible", "selected")
    assert counted(session) == Numbers(submitted=1, admissible=1, selected=1)


@pytest.mark.parametrize("later", ["intake", "guidance"])
def test_what_follows_a_selection_stays_selected(session: Session, cases: CountedCases, later: str) -> None:
    cases.add("2021-1", GEEL, "submitted", "admissible", "selected", later)
    assert counted(session) == Numbers(submitted=1, admissible=1, selected=1)


def test_an_evaluated_guidance_is_counted_as_such(session: Session, cases: CountedCases) -> None:
    cases.add("2021-1", GEEL, "submitted", "admissible", "selected", "intake", "guidance", "evaluated")
    assert counted(session).evaluated == 1


def test_who_turned_out_unclear_was_admissible_and_who_was_inadmissible_was_not(
    session: Session, cases: CountedCases
) -> None:
    cases.add("2021-1", GEEL, "submitted", "admissible", "unclear")
    cases.add("2021-1", TIELT, "submitted", "inadmissible")
    assert counted(session) == Numbers(submitted=2, admissible=1, unclear=1, inadmissible=1)


def test_a_decision_that_was_taken_back_is_not_counted_and_one_that_was_taken_again_is(
    session: Session, cases: CountedCases
) -> None:
    cases.add("2021-1", GEEL, "submitted", "admissible", "undone:admissible", stage="submitted")
    cases.add("2021-1", TIELT, "submitted", "admissible", "undone:admissible", "admissible")
    assert counted(session) == Numbers(submitted=2, admissible=1)


@pytest.mark.parametrize(("before_closing", "submitted"), [(timedelta(microseconds=1), 0), (timedelta(), 1)])
def test_what_was_withdrawn_before_closing_was_never_submitted(
    session: Session, cases: CountedCases, before_closing: timedelta, submitted: int
) -> None:
    cases.add("2021-1", GEEL, "submitted", "withdrawn", withdrawn_at=FIRST - before_closing)
    assert counted(session).submitted == submitted


def test_late_is_begun_for_an_earlier_round_and_first_sent_after_it_closed(
    session: Session, cases: CountedCases
) -> None:
    missed = cases.add("2021-1", GEEL, "expired", sent=False)
    cases.add("2021-2", GEEL, "submitted", carried_from=missed)
    assert counted(session, "2021-2") == Numbers(submitted=1, late=1)
    assert counted(session, "2021-1") == Numbers()


def test_applying_again_after_falling_out_is_not_late_and_counts_once_in_each_round(
    session: Session, cases: CountedCases
) -> None:
    fell_out = cases.add("2021-1", GEEL, "submitted", "inadmissible")
    cases.add("2021-2", GEEL, "submitted", "admissible", "selected", carried_from=fell_out)
    assert counted(session, "2021-1") == Numbers(submitted=1, inadmissible=1)
    assert counted(session, "2021-2") == Numbers(submitted=1, admissible=1, selected=1)
    found = figures.figures(session, CALL, NOW)
    assert (found.totals.submitted, found.municipalities) == (2, 1)


def test_beginning_again_within_a_round_is_not_late(session: Session, cases: CountedCases) -> None:
    withdrawn = cases.add("2021-1", GEEL, "withdrawn", sent=False)
    cases.add("2021-1", GEEL, "submitted", carried_from=withdrawn)
    assert counted(session).late == 0


def test_centrumsteden_are_counted_among_the_selected_only(session: Session, cases: CountedCases) -> None:
    cases.add("2021-1", LEUVEN, "submitted", "admissible", "selected")
    cases.add("2021-1", HALLE, "submitted", "admissible", "selected")
    cases.add("2021-2", LEUVEN, "submitted", "admissible")
    assert counted(session).centrumsteden_selected == 1
    assert counted(session, "2021-2").centrumsteden_selected == 0


def test_provinces_stand_in_their_order_and_an_unknown_one_last(session: Session, cases: CountedCases) -> None:
    for nis_code in (None, TIELT, AS, GEEL):
        cases.add("2021-1", nis_code, "submitted", "admissible", "selected")
    by_province = figures_as_json(figures.figures(session, CALL, NOW))["rounds"][0]["by_province"]
    assert list(by_province) == ["Antwerpen", "Limburg", "West-Vlaanderen", "onbekend"]
    assert by_province["onbekend"] == {"submitted": 1, "selected": 1}


def test_of_one_round_nothing_of_the_others_is_counted(session: Session, cases: CountedCases) -> None:
    cases.add("2021-1", GEEL, "submitted")
    cases.add("2021-2", TIELT, "submitted")
    found = figures.figures(session, CALL, NOW, "2021-2")
    assert [one.round.id for one in found.rounds] == ["2021-2"]
    assert (found.totals.submitted, found.municipalities) == (1, 1)
    assert [one.nis_code for one in figures.members(session, found)] == [TIELT]


def test_a_call_that_has_no_such_round_says_so(session: Session) -> None:
    with pytest.raises(KeyError):
        figures.figures(session, CALL, NOW, "1999-1")


def test_every_number_has_its_list(session: Session, cases: CountedCases) -> None:
    missed = cases.add("2021-1", GEEL, "expired", sent=False)
    cases.add("2021-2", GEEL, "submitted", "admissible", "selected", carried_from=missed)
    cases.add("2021-1", TIELT, "submitted", "admissible", "unclear")
    cases.add("2021-1", HALLE, "submitted", "withdrawn", withdrawn_at=FIRST - timedelta(days=1))
    found = figures.figures(session, CALL, NOW)
    members = figures.members(session, found)
    assert len(members) == found.totals.submitted == 2
    assert sum(one.admissible for one in members) == found.totals.admissible
    assert sum(one.selected for one in members) == found.totals.selected
    assert sum(one.late for one in members) == found.totals.late
    assert [one.number for one in members] == sorted(one.number for one in members)


def test_a_yearly_call_shows_the_rounds_in_which_something_was_begun_and_the_open_one(session: Session) -> None:
    yearly = shipped_call("profploeg")
    call_queries.remember(session, yearly, shipped_content(yearly.name), NOW)
    CountedCases(session, yearly).add("2021-1", GEEL, "submitted")
    found = figures.figures(session, yearly, NOW)
    assert [one.round.id for one in found.rounds] == ["2021-1", "2022-1"]


def test_the_applications_of_another_call_are_not_counted(session: Session) -> None:
    yearly = shipped_call("profploeg")
    call_queries.remember(session, yearly, shipped_content(yearly.name), NOW)
    CountedCases(session, yearly).add("2021-1", GEEL, "submitted")
    assert whole(session).totals.submitted == 0


def whole(session: Session) -> Figures:
    return figures.figures(session, CALL, NOW)


def test_the_index_of_what_is_counted_holds_all_that_is_counted() -> None:
    assert all(f"'{step}'" in application._COUNTED for step in application.STEPS_COUNTED)
    assert application._COUNTED.count("'") == 2 * len(application.STEPS_COUNTED)
