"""Two processes end the same round at once: every draft goes on exactly once, in small transactions."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from models.answers.answer import Answer
from models.call_files.call_file import shipped_call, shipped_content
from models.calls.stages import Stage
from models.records.applications import call_queries, case_queries
from models.records.applications.application import Application
from models.records.applications.case import Kept
from models.records.messages.outbox import OutboxMessage
from models.records.people import participant_queries, person_queries
from models.storage.database import open_engine
from models.storage.works.store import Store
from models.turns.rounds import round_end
from reminders.closing import Closing
from tests.fakes.conversation import BRUSSELS

CALL = shipped_call("profploeg")
BEFORE, AFTER = datetime(2021, 8, 10, 10, tzinfo=BRUSSELS), datetime(2021, 8, 14, 0, 1, tzinfo=BRUSSELS)
DRAFTS = 25


@pytest.fixture
def stores(any_database_url: str) -> Iterator[tuple[Store, Store]]:
    first = open_engine(any_database_url)
    with Session(first) as session:
        call_queries.remember(session, CALL, shipped_content("profploeg"), BEFORE)
        for number in range(1, DRAFTS + 1):
            _draft(session, number)
        session.commit()
    both = Store(first), Store(open_engine(any_database_url))
    yield both
    for store in both:
        store.close()


def _draft(session: Session, number: int) -> None:
    speaker = person_queries.add_speaker(session, "telegram", number, "nl", BEFORE)
    person_queries.add_mailbox(session, speaker.person_id, f"an.{number}@lier.be", BEFORE)
    application_id = case_queries.add_application(
        session, call_name=CALL.name, call_version=CALL.version, round_id="2021-1", now=BEFORE, nis_code="12021"
    )
    participant_queries.join(session, application_id, speaker.person_id, "contact", BEFORE)
    person_queries.change(session, speaker.person_id, application_id=application_id)
    answer = Answer(key="core_area", value="Dorpskern", said="Dorpskern")
    kept = Kept(answer=answer, answered_by=speaker.person_id, answered_at=BEFORE)
    case_queries.keep_answer(session, application_id, kept)


def _found(session: Session) -> tuple[Counter[tuple[str, str]], Counter[int | None], int]:
    rows = session.execute(select(Application)).scalars().all()
    letters = session.execute(select(OutboxMessage.id).where(col(OutboxMessage.kind) == "expired")).all()
    stages = Counter((row.round_id, row.stage) for row in rows)
    return stages, Counter(row.carried_from_id for row in rows if row.carried_from_id), len(letters)


async def test_two_processes_end_each_draft_once(stores: tuple[Store, Store]) -> None:
    sweeps = [Closing(store=store, clock=lambda: AFTER) for store in stores]

    ended = await asyncio.gather(*(one.sweep() for one in sweeps))

    assert sum(ended) == DRAFTS
    stages, successors, letters = await stores[0].run(_found)
    assert stages == {("2021-1", Stage.EXPIRED): DRAFTS, ("2021-2", Stage.DRAFT): DRAFTS}
    assert set(successors.values()) == {1}
    assert letters == DRAFTS


async def test_one_transaction_ends_only_a_few_so_that_turns_go_on_between(stores: tuple[Store, Store]) -> None:
    store, _ = stores
    [lot] = await store.run(round_end.lots, AFTER)

    counts = [await store.run(round_end.end_some, lot, AFTER) for _ in range(6)]

    assert counts == [5, 5, 5, 5, 5, 0]
    assert round_end.AT_ONCE == 5


async def test_nothing_ends_a_moment_before_the_deadline(stores: tuple[Store, Store]) -> None:
    closes_at = AFTER - timedelta(minutes=1)
    assert await stores[0].run(round_end.lots, closes_at - timedelta(microseconds=1)) == ()
    assert len(await stores[0].run(round_end.lots, closes_at)) == 1
