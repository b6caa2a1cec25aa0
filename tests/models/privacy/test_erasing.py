"""Erasing, table by table: a row of each names the person, and afterwards none does; on both databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import Session

from models.privacy import erasing
from models.privacy.erasing import Request
from models.records.people import whose_queries
from models.records.privacy import own_data_queries
from models.records.privacy.data_register import Erase, register
from models.records.tables import metadata
from models.storage.database import open_engine
from tests.fakes.one_of_everything import CHAT, COLLEAGUE, MAILBOX, NAME, NOW, fill
from tests.fakes.traces import in_rows

WORDS = [NAME, MAILBOX, str(CHAT)]
REQUEST = Request(reason="operator", channel="system", now=NOW, key=b"key")


@pytest.fixture
def session(any_database_url: str) -> Iterator[Session]:
    engine = open_engine(any_database_url)
    with Session(engine) as opened:
        fill(opened)
        opened.commit()
        yield opened
    engine.dispose()


def left(session: Session) -> list[tuple[str, str, str]]:
    session.commit()
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    return [one for one in in_rows(engine, WORDS) if one[:2] != ("erasure", "chores")]  # what is still to be done


def counts(session: Session) -> dict[str, int]:
    tables = metadata().tables
    return {
        name: session.connection().execute(select(func.count()).select_from(tables[name])).scalar_one()
        for name in tables
    }


def test_every_table_in_which_words_can_stand_names_the_person_before(session: Session) -> None:
    named = {table for table, _, _ in left(session)}
    assert {"person", "chat", "mailbox", "answer", "submission", "call_note", "decision", "inbox", "mail_in"} <= named


def test_afterwards_no_row_names_the_person(session: Session) -> None:
    assert erasing.erase_mailbox(session, MAILBOX, REQUEST)
    assert left(session) == []


def test_the_chat_erases_the_same(session: Session) -> None:
    erasing.erase_speaker(session, 1, REQUEST)
    assert left(session) == []


def test_rows_go_or_stay_as_the_register_says(session: Session) -> None:
    before = counts(session)
    erasing.erase_mailbox(session, MAILBOX, REQUEST)
    after = counts(session)
    going = {name for name, entry in register().items() if entry.erase is Erase.GOES and entry.unless is None}
    less = {name for name in before if after[name] < before[name]}
    assert going <= less
    assert less - going <= {"answer", "local_file", "attachment"}


def test_a_colleague_is_left_alone(session: Session) -> None:
    erasing.erase_mailbox(session, MAILBOX, REQUEST)
    engine = session.get_bind()
    session.commit()
    assert isinstance(engine, Engine)
    assert in_rows(engine, [COLLEAGUE]) == [("mailbox", "email", COLLEAGUE)]


def test_whom_nobody_knows_is_said_so(session: Session) -> None:
    assert not erasing.erase_mailbox(session, "nobody@lier.be", REQUEST)


def test_erasing_twice_changes_nothing_more(session: Session) -> None:
    erasing.erase_mailbox(session, MAILBOX, REQUEST)
    before = counts(session)
    assert not erasing.erase_mailbox(session, MAILBOX, REQUEST)
    assert counts(session) == before


def test_the_own_data_hold_a_row_of_every_table_that_is_of_a_person(session: Session) -> None:
    data = own_data_queries.collect(session, whose_queries.of_mailbox(session, MAILBOX))
    of_people = {name for name, entry in register().items() if entry.whose or entry.found_by or entry.chats}
    assert data.keys() == of_people
    assert data["person"][0]["name"] == NAME


def test_the_own_data_hold_no_secret(session: Session) -> None:
    data = own_data_queries.collect(session, whose_queries.of_mailbox(session, MAILBOX))
    assert {column for rows in data.values() for row in rows for column in row} & {"nonce", "token_hash"} == set()
