"""What a turn reads and writes, on both kinds of database."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from models.answers.answer import Answer
from models.call_files.call_file import shipped_call, shipped_content
from models.records.applications import attachment_queries, call_queries, case_queries, event_queries, overview_queries
from models.records.applications.attachment import Attachment
from models.records.applications.case import Kept
from models.records.messages import inbox_queries
from models.records.messages.inbox_queries import AnsweredUpdate, NewUpdate
from models.records.people import participant_queries, person_queries
from models.storage.database import open_engine

FRONT = "local"
CHAT = 7
NOON = datetime(2021, 10, 20, 12, 0, 0, 250_000, tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.fixture
def session(any_database_url: str) -> Iterator[Session]:
    engine = open_engine(any_database_url)
    with Session(engine, autoflush=False) as session:
        yield session
        session.rollback()
    engine.dispose()


@pytest.fixture
def person_id(session: Session) -> int:
    return person_queries.add_speaker(session, FRONT, CHAT, "nl", NOON).person_id


@pytest.fixture
def application_id(session: Session, person_id: int) -> int:
    call = shipped_call("profploeg-2021")
    call_queries.remember(session, call, shipped_content(call.name), NOON)
    round_id = call.rounds_near(NOON)[-1].id
    found = case_queries.add_application(
        session, call_name=call.name, call_version=call.version, round_id=round_id, now=NOON
    )
    participant_queries.join(session, found, person_id, "contact", NOON)
    person_queries.change(session, person_id, application_id=found)
    return found


def kept(value: object, said: str, person_id: int, at: datetime = NOON, **rest: object) -> Kept:
    answer = Answer(key="challenge", value=value, said=said, **rest)
    return Kept(answer=answer, answered_by=person_id, answered_at=at)


def test_an_answer_is_read_as_it_was_kept(session: Session, application_id: int, person_id: int) -> None:
    given = kept(["a", "é"], 'Er is "leegstand"\nin Itegem', person_id, unclear=("place", "cause"), stale=True)
    case_queries.keep_answer(session, application_id, given, f"{FRONT}:{CHAT}:3")
    case = case_queries.load(session, application_id)
    assert case.kept == {"challenge": given}
    assert case.kept["challenge"].answered_at.utcoffset() == timedelta(0)
    assert case.skipped == frozenset()


def test_an_answer_is_written_over_the_one_before(session: Session, application_id: int, person_id: int) -> None:
    case_queries.keep_answer(session, application_id, kept("one", "one", person_id), skipped=True)
    second = kept(None, "two", person_id, NOON + timedelta(seconds=1), problem="too_long")
    case_queries.keep_answer(session, application_id, second)
    assert case_queries.load(session, application_id).kept == {"challenge": second}


def test_an_application_that_is_not_there_is_an_error(session: Session) -> None:
    with pytest.raises(KeyError):
        case_queries.load(session, 1)


def test_who_speaks_is_known_with_their_place(session: Session, application_id: int, person_id: int) -> None:
    case_queries.place(session, application_id, person_id, "challenge", NOON)
    person_queries.ask(session, person_id, "add:challenge")
    person_queries.remember_open_messages(
        session, FRONT, [AnsweredUpdate(row_id=None, chat_id=CHAT, open_message_id=5)]
    )
    speaker = person_queries.speaker(session, FRONT, CHAT)
    assert speaker is not None
    assert (speaker.person_id, speaker.application_id, speaker.place) == (person_id, application_id, "challenge")
    assert (speaker.asked_at, speaker.asked, speaker.open_message_id) == (NOON, "add:challenge", 5)
    assert person_queries.speaker(session, FRONT, CHAT + 1) is None


def test_what_happened_is_read_as_it_was_recorded(session: Session, application_id: int, person_id: int) -> None:
    event_queries.record(session, application_id, "answered", at=NOON, person_id=person_id, channel=FRONT)
    [event] = event_queries.history(session, application_id)
    assert (event.what, event.at, event.person_id, event.item_key, event.detail) == (
        "answered",
        NOON,
        person_id,
        None,
        "",
    )


def test_an_update_is_stored_once_applied_once_and_then_answered(session: Session) -> None:
    updates = [NewUpdate(update_id=number, raw="{}", sent_before=NOON) for number in (4, 5)]
    first = inbox_queries.keep(session, FRONT, updates[:1], NOON, drained=True)
    both = inbox_queries.keep(session, FRONT, updates, NOON + timedelta(seconds=9), drained=False)
    assert (list(first), list(both)) == ([4], [5])
    assert (first[4].sent_after, both[5].sent_after) == (None, NOON)  # the poll before it left nothing behind
    row_id = both[5].row_id
    assert inbox_queries.applied_at(session, row_id) is None
    for moment in (NOON, NOON + timedelta(seconds=9)):
        inbox_queries.mark_applied(session, row_id, moment)
    assert inbox_queries.applied_at(session, row_id) == NOON
    mark = AnsweredUpdate(row_id=row_id, chat_id=None, open_message_id=None)
    inbox_queries.mark_answered(session, [mark], NOON)
    assert [one.update_id for one in inbox_queries.unanswered(session, FRONT)] == [4]


def test_the_files_of_an_item_are_listed_without_those_of_others(
    session: Session, application_id: int, person_id: int
) -> None:
    for key in ("college_decision", "annex", "annex"):
        attachment = Attachment(
            application_id=application_id,
            item_key=key,
            file_name=f"{key}.pdf",
            media_type="application/pdf",
            size=9,
            sha256="0" * 64,
            stored_name=key,
            added_by=person_id,
            added_at=NOON,
        )
        attachment_queries.add(session, attachment)
    assert [file.name for file in overview_queries.files(session, application_id, "annex")] == ["annex.pdf"] * 2
    assert len(overview_queries.files(session, application_id)) == 3


def test_answers_that_were_offered_are_shown_newest_first(
    session: Session, application_id: int, person_id: int
) -> None:
    for said, offered in (("first", True), ("hidden", False), ("second", True), ("stands", True)):
        case_queries.keep_earlier(session, application_id, kept(said, said, person_id), offered=offered)
    case_queries.keep_answer(session, application_id, kept("stands", "stands", person_id))
    case = case_queries.load(session, application_id)
    others = overview_queries.other_answers(session, case, "challenge")
    assert [(other.said, other.at) for other in others] == [("second", NOON), ("first", NOON)]
