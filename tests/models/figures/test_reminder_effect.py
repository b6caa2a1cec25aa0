"""What counts as the effect of a reminder: within two days, in an application of who was reminded, on both sides."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from models.call_files.call_file import shipped_content
from models.figures.reminder_effect import WITHIN, Effect, effects, reminder_effect
from models.records.applications import call_queries
from models.records.applications.application import Event, Participant
from models.records.counted.effect_queries import Doing, Reminded
from models.records.messages.outbox import OutboxMessage
from models.records.people.person import Person
from models.storage.database import open_engine
from tests.fakes.counted_cases import CountedCases
from tests.models.figures.test_figures import CALL, GEEL, NOW, TIELT

BRUSSELS = ZoneInfo("Europe/Brussels")
LAST_DAY = date(2021, 8, 13)
NINE = datetime(2021, 8, 6, 9, 0, tzinfo=BRUSSELS)  # seven days before
ROUND = CALL.round("2021-1")
A_LITTLE = timedelta(microseconds=1)


def effect(*doings: tuple[timedelta, str], application_id: int = 1) -> Effect:
    done = {application_id: [Doing(at=NINE + after, what=what) for after, what in doings]}
    [found] = effects([Reminded(at=NINE, application_ids=(1, 2))], done, LAST_DAY, BRUSSELS)
    return found


@pytest.mark.parametrize(
    ("after", "answered"), [(timedelta(), 0), (A_LITTLE, 1), (WITHIN, 1), (WITHIN + A_LITTLE, 0), (-A_LITTLE, 0)]
)
def test_an_answer_comes_after_the_reminder_and_within_two_days(after: timedelta, answered: int) -> None:
    assert effect((after, "answered")) == Effect(days_before=7, sent=1, answered=answered, submitted=0)


def test_many_answers_after_one_reminder_are_one_effect() -> None:
    found = effect(*((timedelta(hours=one), "answered") for one in range(1, 9)))
    assert (found.sent, found.answered) == (1, 1)


def test_who_applied_within_two_days_is_counted_as_answering_too() -> None:
    assert effect((timedelta(hours=1), "submitted")) == Effect(days_before=7, sent=1, answered=1, submitted=1)


def test_an_answer_in_the_other_application_of_the_same_person_counts_and_in_a_strange_one_does_not() -> None:
    assert effect((timedelta(hours=1), "answered"), application_id=2).answered == 1
    assert effect((timedelta(hours=1), "answered"), application_id=3).answered == 0


def test_reminders_are_grouped_by_how_long_before_the_last_day_they_left() -> None:
    moments = [NINE, NINE + timedelta(minutes=1), NINE + timedelta(days=4), NINE + timedelta(days=7, hours=5)]
    found = effects([Reminded(at=at, application_ids=(1,)) for at in moments], {}, LAST_DAY, BRUSSELS)
    assert [(one.days_before, one.sent) for one in found] == [(7, 2), (3, 1), (0, 1)]


@pytest.fixture
def session(any_database_url: str) -> Iterator[Session]:
    engine = open_engine(any_database_url)
    with Session(engine) as opened:
        call_queries.remember(opened, CALL, shipped_content(CALL.name), NOW)
        yield opened
    engine.dispose()


def works_on(session: Session, application_id: int) -> int:
    """Return a person who works on an application."""
    person = Person(language="nl", created_at=NINE)
    session.add(person)
    session.flush()
    session.add(Participant(application_id=application_id, person_id=person.id, role="contact", joined_at=NINE))
    session.flush()
    return person.id


def reminded(session: Session, person_id: int, at: datetime, kind: str = "reminder", state: str = "sent") -> None:
    row = OutboxMessage(
        key=f"{kind}:{person_id}:{at}:{state}",
        kind=kind,
        way="mail",
        address="an@geel.be",
        person_id=person_id,
        language="nl",
        due_at=at,
        created_at=at,
        settled_at=at,
        state=state,
    )
    session.add(row)
    session.flush()


def done(session: Session, application_id: int, at: datetime, what: str = "answered") -> None:
    session.add(Event(application_id=application_id, at=at, channel="mail", what=what))
    session.flush()


def test_what_left_is_counted_with_what_was_done_after_it_by_province(session: Session) -> None:
    cases = CountedCases(session, CALL)
    geel, tielt = cases.add("2021-1", GEEL, sent=False), cases.add("2021-1", TIELT, sent=False)
    an, bram = works_on(session, geel), works_on(session, tielt)
    for person in (an, bram):
        reminded(session, person, NINE)
    done(session, geel, NINE + timedelta(hours=3))
    done(session, tielt, NINE + timedelta(hours=3), "asked")  # that is not done by its people
    found = reminder_effect(session, CALL, ROUND)
    assert found == (Effect(days_before=7, sent=2, answered=1, submitted=0),)
    assert reminder_effect(session, CALL, ROUND, "West-Vlaanderen") == (
        Effect(days_before=7, sent=1, answered=0, submitted=0),
    )


def test_what_did_not_leave_is_no_reminder_or_belongs_to_another_round_is_left_out(session: Session) -> None:
    cases = CountedCases(session, CALL)
    geel = cases.add("2021-1", GEEL, sent=False)
    an = works_on(session, geel)
    reminded(session, an, NINE, state="failed")
    reminded(session, an, NINE, kind="receipt")
    reminded(session, an, ROUND.closes_at)
    reminded(session, an, ROUND.opens_at - A_LITTLE)
    assert reminder_effect(session, CALL, ROUND) == ()
    assert reminder_effect(session, CALL, CALL.round("2021-2")) == ()
