"""The erase list outlives a restore, tells nobody who is on it, and leaves alone who came back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from models.privacy import erase_list, erasing
from models.privacy.erasing import Request
from models.records.people import person_queries, whose_queries
from models.records.privacy import erasure_queries
from models.storage.database import open_engine
from tests.fakes.one_of_everything import CHAT, COLLEAGUE, MAILBOX, NOW, fill
from tests.fakes.traces import in_rows

KEY, OTHER = b"k" * 32, b"o" * 32
LATER = NOW + timedelta(days=30)
HEX = st.text("0123456789abcdef", min_size=64, max_size=64)


def test_a_mark_tells_neither_the_mailbox_nor_that_it_is_one() -> None:
    mark = erase_list.mark_of(KEY, "mail", MAILBOX)
    assert (len(mark), MAILBOX in mark) == (64, False)
    assert mark != erase_list.mark_of(OTHER, "mail", MAILBOX)
    assert mark == erase_list.mark_of(KEY, "mail", MAILBOX.upper())


@given(st.dictionaries(HEX, st.datetimes(timezones=st.just(UTC))))
def test_what_is_written_is_read_again(marks: dict[str, datetime]) -> None:
    assert erase_list.from_lines(erase_list.as_lines(marks)) == marks


@given(st.text())
def test_whatever_the_file_holds_it_is_read(text: str) -> None:
    assert set(erase_list.from_lines(text)) <= {line.strip().partition(" ")[0] for line in text.splitlines()}


def test_of_two_moments_the_newest_counts() -> None:
    mark = "a" * 64
    assert erase_list.together({mark: LATER}, {mark: NOW}) == {mark: LATER}


@pytest.fixture
def restored(any_database_url: str) -> Iterator[Session]:
    """A database as a backup brings it back, from before the person was erased."""
    engine = open_engine(any_database_url)
    with Session(engine) as opened:
        fill(opened)
        opened.commit()
        yield opened
    engine.dispose()


def apply(session: Session, marks: dict[str, datetime], key: bytes = KEY) -> int:
    count = erasing.apply_erase_list(session, marks, key=key, now=LATER)
    session.commit()
    return count


def left(session: Session, words: list[str]) -> list[tuple[str, str, str]]:
    return [one for one in in_rows(session.get_bind(), words) if one[0] != "erasure"]  # type: ignore[arg-type]


@pytest.mark.parametrize(("way", "address"), [("mail", MAILBOX), ("web", str(CHAT))])
def test_who_is_on_the_list_is_erased_again(restored: Session, way: str, address: str) -> None:
    marks = {erase_list.mark_of(KEY, way, address): NOW + timedelta(days=1)}
    assert apply(restored, marks) == 1
    assert left(restored, [MAILBOX, str(CHAT)]) == []
    assert left(restored, [COLLEAGUE])
    assert erasure_queries.marks(restored) == {**erasure_queries.marks(restored), **marks}
    assert apply(restored, marks) == 0


def test_who_came_back_after_being_erased_is_left_alone(restored: Session) -> None:
    marks = {erase_list.mark_of(KEY, "mail", MAILBOX): NOW - timedelta(days=1)}
    apply(restored, marks)
    assert left(restored, [MAILBOX])


def test_another_installation_can_do_nothing_with_the_list(restored: Session) -> None:
    marks = {erase_list.mark_of(KEY, "mail", MAILBOX): LATER}
    assert apply(restored, marks, key=OTHER) == 0
    assert left(restored, [MAILBOX])


def test_erasing_puts_every_mailbox_and_chat_on_the_list(restored: Session) -> None:
    request = Request(reason="asked", channel="web", now=LATER, key=KEY)
    erasing.erase_speaker(restored, 1, request)
    wanted = {erase_list.mark_of(KEY, way, address) for way, address in (("mail", MAILBOX), ("web", str(CHAT)))}
    assert wanted <= erasure_queries.marks(restored).keys()


def test_a_mailbox_of_two_people_stays_with_the_other_when_one_is_erased(restored: Session) -> None:
    person_queries.add_mailbox(restored, 2, MAILBOX, NOW)
    assert whose_queries.of_person_alone(restored, 1).mailboxes == frozenset()
    assert whose_queries.of_mailbox(restored, MAILBOX).person_ids == {1, 2}
    erasing.erase_speaker(restored, 1, Request(reason="asked", channel="web", now=LATER, key=KEY))
    assert person_queries.proven_mailboxes(restored, 2) == (MAILBOX, COLLEAGUE)
