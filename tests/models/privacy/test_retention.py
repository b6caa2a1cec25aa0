"""What is kept as long as its call says: when it goes, that it goes, and that a clock that jumped erases nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from bot.erasing.retention_tick import RetentionTick
from models.answers.answer import Answer
from models.call_files import call_file
from models.calls.stages import Stage
from models.privacy import letting_go, retention
from models.privacy.retention import APPLICATIONS, DRAFTS, LISTED, MAILS, PEOPLE, Due
from models.records.applications import case_queries
from models.records.applications.application import Application
from models.records.applications.case import Case, Kept
from models.records.applications.submission import Submission
from models.records.guidance.guidance import Phase
from models.records.messages.mail_in import MailIn
from models.records.people import participant_queries, person_queries
from models.records.people.interest import Interest
from models.records.people.person import Person
from models.storage.database import open_engine
from models.storage.works.store import Store
from models.turns.rounds import loading

CALL = call_file.shipped_call("profploeg-2021")
BEGUN = datetime(2021, 10, 20, 8, tzinfo=UTC)
CLOSED = CALL.round("2021-2").closes_at
TEXT, KEY = "In de Kerkstraat staan 9 winkels leeg.", b"key"


@pytest.fixture
def session(any_database_url: str) -> Iterator[Session]:
    engine = open_engine(any_database_url)
    with Session(engine) as opened:
        loading.load_call(opened, CALL, call_file.shipped_content(CALL.name), BEGUN)
        yield opened
    engine.dispose()


def application(session: Session, *, was_sent: bool = False, last_day: date | None = None) -> int:
    """Return an application with a text, of a person who works on it alone."""
    person_id = person_queries.add_person(session, "nl", BEGUN)
    app = case_queries.add_application(
        session, call_name=CALL.name, call_version=CALL.version, round_id="2021-2", now=BEGUN, nis_code="12021"
    )
    participant_queries.join(session, app, person_id, "contact", BEGUN)
    answer = Answer(key="challenge", value=TEXT, said=TEXT)
    case_queries.keep_answer(session, app, Kept(answer=answer, answered_by=person_id, answered_at=BEGUN))
    if was_sent:
        case_queries.change(session, app, stage=Stage.SUBMITTED, first_sent_at=BEGUN)
        content = f'{{"answers":{{"challenge":"{TEXT}"}},"attachments":[],"number":"PROF-1"}}'
        session.add(
            Submission(
                application_id=app,
                version=1,
                sent_at=BEGUN,
                checksum="c" * 64,
                content=content,
                coach_version="1",
                coach_outcome="{}",
            )
        )
    if last_day is not None:
        session.add(Phase(application_id=app, title="Start", from_on=last_day, until_on=last_day, added_at=BEGUN))
    session.flush()
    return app


def due(session: Session, what: str, now: datetime = BEGUN) -> Due:
    return next(one for one in retention.plan(session, now) if one.what == what)


def case(session: Session, app: int) -> Case:
    session.expire_all()
    return case_queries.load(session, app)


def let_go(session: Session, now: datetime) -> int:
    count = 0
    while some := letting_go.let_go_some(session, now, KEY):
        count += some
    session.flush()
    session.expire_all()
    return count


def test_a_draft_goes_so_many_days_after_its_round_closed(session: Session) -> None:
    app = application(session)
    goes_at = due(session, DRAFTS).goes_at
    assert goes_at == CLOSED + timedelta(days=CALL.retention.drafts_days)
    assert let_go(session, goes_at - timedelta(seconds=1)) == 0
    assert case(session, app).kept
    assert let_go(session, goes_at) == 2  # the draft, and the person who has nothing left
    assert not case(session, app).kept
    assert session.get_one(Application, app).stage == Stage.WITHDRAWN
    assert session.get_one(Person, 1).erased_at == goes_at


def test_what_was_sent_is_kept_longer_and_its_checksum_for_good(session: Session) -> None:
    app = application(session, was_sent=True)
    goes_at = due(session, APPLICATIONS).goes_at
    assert goes_at == CLOSED + timedelta(days=CALL.retention.applications_days)
    let_go(session, goes_at)
    row = session.get_one(Submission, 1)
    assert (row.checksum, TEXT in row.content, row.erased_at) == ("c" * 64, False, goes_at)
    assert session.get_one(Application, app).stage == Stage.SUBMITTED


def test_a_guidance_lets_its_application_be_kept_from_its_end(session: Session) -> None:
    application(session, was_sent=True, last_day=date(2022, 6, 30))
    end = datetime(2022, 7, 1, tzinfo=CALL.zone)
    assert due(session, APPLICATIONS).goes_at == end + timedelta(days=CALL.retention.applications_days)
    assert let_go(session, end + timedelta(days=CALL.retention.applications_days)) == 2


def test_a_line_of_a_list_goes_after_it_was_taken_over(session: Session) -> None:
    line = {"call_name": CALL.name, "name": "An", "email": "an@lier.be", "nis_code": "12021", "language": "nl"}
    session.add(Interest(**line, consent="webinar", source="lijst.csv", imported_at=BEGUN))
    session.flush()
    goes_at = due(session, LISTED).goes_at
    assert goes_at == BEGUN + timedelta(days=CALL.retention.interest_days)
    assert (let_go(session, goes_at - timedelta(seconds=1)), let_go(session, goes_at)) == (0, 1)


def test_who_sent_a_mail_is_forgotten_and_its_row_stays(session: Session) -> None:
    session.add(MailIn(content_key="k", raw=b"", received_at=BEGUN, stored_at=BEGUN, sender="an@lier.be", subject="x"))
    session.flush()
    goes_at = due(session, MAILS).goes_at
    assert goes_at == BEGUN + timedelta(days=CALL.retention.mails_days)
    assert let_go(session, goes_at) == 1
    row = session.get_one(MailIn, 1)
    assert (row.sender, row.subject, row.content_key) == (None, None, "k")


def test_who_only_said_hello_goes_as_long_as_a_draft_is_kept(session: Session) -> None:
    person_queries.add_person(session, "nl", BEGUN)
    over = BEGUN + timedelta(days=CALL.retention.drafts_days)
    assert [one.what for one in retention.plan(session, over - timedelta(seconds=1))] == []
    assert [one.what for one in retention.plan(session, over)] == [PEOPLE]
    assert let_go(session, over) == 1


async def test_it_is_done_once_a_day_and_never_by_a_clock_that_jumped(session: Session, any_database_url: str) -> None:
    app = application(session)
    session.commit()
    over = due(session, DRAFTS).goes_at
    session.rollback()
    store, at = Store(open_engine(any_database_url)), [over - timedelta(days=20)]
    tick = RetentionTick(store=store, clock=lambda: at[0], key=KEY)

    async def after(**time: float) -> bool:
        """Let time pass and tick; return whether the text is there still."""
        at[0] += timedelta(**time)
        await tick.tick()
        is_there = bool(case(session, app).kept)
        session.rollback()
        return is_there

    assert await after()  # only begins to count
    assert await after(days=32), "a month at once may be a wrong clock: a person decides"
    assert await after(days=-13)
    assert not await after(days=2)
    store.close()
