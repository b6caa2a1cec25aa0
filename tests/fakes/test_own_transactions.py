"""The watch over works with a transaction of their own finds the one that writes answers and leaves the application."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine
from sqlmodel import Session, SQLModel

from models.answers.answer import Answer
from models.records.applications import case_queries
from models.records.applications.application import Application, KeptAnswer
from models.records.applications.case import Kept
from tests.fakes import own_transactions

NOON = datetime(2021, 10, 20, 12, 0, tzinfo=UTC)
ONE, OTHER = 1, 2


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine, [KeptAnswer.__table__, Application.__table__])
    with Session(engine) as session:
        for _ in (ONE, OTHER):
            add(session)
        yield session
    engine.dispose()


def add(session: Session) -> int:
    return case_queries.add_application(session, call_name="c", call_version="v", round_id="r", now=NOON)


def answer(session: Session, application_id: int) -> None:
    kept = Kept(
        answer=Answer(key="challenge", value="Leegstand.", said="Leegstand."), answered_by=None, answered_at=NOON
    )
    case_queries.keep_answer(session, application_id, kept)


def only_answer(session: Session) -> None:
    answer(session, ONE)


def forget(session: Session) -> None:
    case_queries.forget_answer(session, ONE, "challenge")


def change_another(session: Session) -> None:
    answer(session, ONE)
    case_queries.change(session, OTHER, closed_at=NOON)


def change_it(session: Session) -> None:
    answer(session, ONE)
    case_queries.change(session, ONE, closed_at=NOON)


def begin(session: Session) -> None:
    answer(session, add(session))


def write_no_answer(session: Session) -> None:
    case_queries.change(session, ONE, closed_at=NOON)


@pytest.mark.parametrize("work", [only_answer, forget, change_another])
def test_who_writes_answers_and_leaves_their_application_is_named(
    session: Session, work: Callable[[Session], None]
) -> None:
    answer(session, ONE)
    own_transactions.watched(work)(session)
    assert own_transactions.found() == [f"{__name__}.{work.__name__}"]


@pytest.mark.parametrize("work", [change_it, begin, write_no_answer])
def test_who_changes_or_adds_their_application_is_not(session: Session, work: Callable[[Session], None]) -> None:
    own_transactions.watched(only_answer)(session)
    own_transactions.found()
    own_transactions.watched(work)(session)
    assert own_transactions.found() == []
