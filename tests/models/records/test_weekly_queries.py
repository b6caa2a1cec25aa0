"""What stands in the weekly lists and who gets one, on both kinds of database; and what calendars have."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from models.call_files.call_file import shipped_call, shipped_content
from models.calls.stages import Stage
from models.records.applications import call_queries, case_queries, event_queries
from models.records.people import foreign_mailbox_queries, participant_queries, person_queries
from models.records.people.interest import Interest
from models.records.reminding import plan_queries, weekly_queries
from models.records.reminding.plan_queries import Calendar
from models.storage.database import open_engine
from models.turns.reminding import weekly_lists
from tests.fakes.case_rows import accepted_officer

NOW = datetime(2021, 10, 20, 8, 0, tzinfo=UTC)
CALL = shipped_call("profploeg-2021")
HEIST, LIER = "12014", "12021"


@pytest.fixture
def session(any_database_url: str) -> Iterator[Session]:
    engine = open_engine(any_database_url)
    with Session(engine) as opened:
        call_queries.remember(opened, CALL, shipped_content("profploeg-2021"), NOW)
        yield opened
    engine.dispose()


def a_person(session: Session, chat_id: int, mailbox: str | None = None) -> int:
    found = person_queries.add_speaker(session, "local", chat_id, "nl", NOW).person_id
    if mailbox is not None:
        person_queries.add_mailbox(session, found, mailbox, NOW)
    return found


def an_application(session: Session, nis_code: str, **values: object) -> int:
    found = case_queries.add_application(
        session, call_name=CALL.name, call_version=CALL.version, round_id="2021-2", now=NOW, nis_code=nis_code
    )
    if values:
        case_queries.change(session, found, **values)
    return found


def test_how_far_an_application_is_stands_there_without_a_word_of_it(session: Session) -> None:
    draft = an_application(session, HEIST)
    an, bram = a_person(session, 1), a_person(session, 2, "bram@x.be")
    participant_queries.join(session, draft, an, "contact", NOW)
    case_queries.place(session, draft, an, "challenge", NOW)
    [one] = weekly_queries.standings(session, CALL.name, "2021-2", [HEIST, LIER])
    assert (one.nis_code, one.stage, one.place) == (HEIST, Stage.DRAFT, "challenge")
    assert (one.is_owned, one.has_mailbox, one.is_foreign) == (False, False, False)
    participant_queries.join(session, draft, bram, "colleague", NOW)
    case_queries.place(session, draft, bram, "effect", NOW + timedelta(minutes=1))
    names = {"email": "bram@x.be", "nis_code": HEIST, "person_id": bram, "application_id": draft}
    foreign_id = foreign_mailbox_queries.add(session, **names, now=NOW)
    case_queries.change(session, draft, live_key="x")
    [one] = weekly_queries.standings(session, CALL.name, "2021-2", [HEIST, LIER])
    assert (one.is_owned, one.has_mailbox, one.is_foreign, one.place) == (True, True, True, "effect")
    assert foreign_mailbox_queries.decide(session, foreign_id, is_confirmed=True, reason="", decided_by=an, now=NOW)
    [one] = weekly_queries.standings(session, CALL.name, "2021-2", [HEIST, LIER])
    assert one.is_foreign is False


def test_the_mailbox_of_who_left_no_longer_counts(session: Session) -> None:
    draft = an_application(session, HEIST)
    bram = a_person(session, 2, "bram@x.be")
    participant_queries.join(session, draft, bram, "contact", NOW)
    participant_queries.leave(session, draft, bram, NOW)
    [one] = weekly_queries.standings(session, CALL.name, "2021-2", [HEIST])
    assert not one.has_mailbox


def test_other_rounds_calls_and_towns_stay_out(session: Session) -> None:
    an_application(session, LIER)
    an_application(session, HEIST, round_id="2021-1")
    assert weekly_queries.standings(session, CALL.name, "2021-2", [HEIST]) == ()


def test_what_waits_counts_from_its_last_step_or_its_sending(session: Session) -> None:
    first = an_application(session, HEIST, stage=Stage.ADMISSIBLE, number="B", last_sent_at=NOW)
    event_queries.record(session, first, "admissible", at=NOW + timedelta(days=2), person_id=None, channel="local")
    an_application(session, LIER, stage=Stage.SUBMITTED, number="A", last_sent_at=NOW + timedelta(days=1))
    an_application(session, LIER, stage=Stage.SELECTED, number="C", last_sent_at=NOW)
    found = weekly_queries.undecided(session)
    assert [(one.number, one.since_at - NOW) for one in found] == [("A", timedelta(days=1)), ("B", timedelta(days=2))]


def test_interest_is_counted_by_town_each_mailbox_once_without_who_stopped(session: Session) -> None:
    for number, (email, stopped) in enumerate([("an@x.be", None), ("els@x.be", None), ("jos@x.be", NOW)]):
        row = {"call_name": CALL.name, "name": "X", "email": email, "nis_code": HEIST, "stopped_at": stopped}
        session.add(Interest(**row, consent="webinar", source=str(number), imported_at=NOW))
    session.flush()
    assert weekly_queries.interested(session, CALL.name) == {HEIST: 2}


def test_only_who_accepted_and_was_not_revoked_gets_a_list_and_once(session: Session) -> None:
    for chat_id, (accepted, revoked) in enumerate([(NOW, None), (None, None), (NOW, NOW)], start=1):
        row = accepted_officer("province", a_person(session, chat_id), NOW, "Antwerpen")
        row.accepted_at, row.revoked_at = accepted, revoked
        session.add(row)
    session.flush()
    assert weekly_lists.plan(session, CALL, NOW) == 0  # the first time only notes when it was
    monday = datetime(2021, 10, 25, 6, 30, tzinfo=UTC)
    assert [weekly_lists.plan(session, CALL, monday + timedelta(minutes=m)) for m in (0, 1, 2)] == [1, 0, 0]


def test_a_mark_that_a_clock_far_ahead_made_holds_nothing_up(session: Session) -> None:
    session.add(accepted_officer("agency", a_person(session, 1), NOW))
    session.flush()
    weekly_lists.plan(session, CALL, NOW + timedelta(days=900))
    assert weekly_lists.plan(session, CALL, NOW) == 0
    assert weekly_lists.plan(session, CALL, NOW + timedelta(days=6)) == 1


def test_a_calendar_is_kept_over_its_older_self_and_found_while_it_is_not_ended(session: Session) -> None:
    draft, an = an_application(session, HEIST), a_person(session, 1)
    kept = Calendar(
        application_id=draft, person_id=an, sequence=0, days="", sent_at=NOW, ended_at=None, works_on_it=False
    )
    plan_queries.keep_calendar(session, kept)
    [found] = plan_queries.followed(session)
    assert (found.calendar, found.stage, found.round.id, found.habit) == (kept, Stage.DRAFT, "2021-2", None)
    participant_queries.join(session, draft, an, "contact", NOW)
    assert plan_queries.followed(session, draft)[0].calendar.works_on_it
    ended = Calendar(
        application_id=draft, person_id=an, sequence=4, days="x", sent_at=NOW, ended_at=NOW, works_on_it=True
    )
    plan_queries.keep_calendar(session, ended)
    assert plan_queries.followed(session) == ()
    assert plan_queries.calendar(session, draft, an) == ended


def test_how_a_college_meets_goes_along_to_what_carries_it_on(session: Session) -> None:
    before, after, an = an_application(session, HEIST), an_application(session, LIER), a_person(session, 1)
    plan_queries.copy(session, before, after)
    assert plan_queries.asked(session, after) is None
    plan_queries.answer(session, before, an, NOW, weekday=0, agenda_days=7)
    plan_queries.copy(session, before, after)
    assert plan_queries.asked(session, after) == plan_queries.asked(session, before)
