"""The outbox as a queue: posted once, claimed by one, settled by who holds the claim."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import Session

from models.records import outbox_queries
from models.records.outbox import OutboxMessage, OutboxState
from models.records.outbox_queries import LEASE, Claimed, Message
from models.storage import migrate
from models.storage.database import open_engine
from models.storage.store import Store

NOW = datetime(2021, 10, 20, 8, 0, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
LETTER = Message(key="joined:1", kind="joined", way="mail", address="an@x.be", language="nl")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    engine = open_engine(f"sqlite:///{tmp_path / 'kernbot.db'}")
    migrate.upgrade(engine)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def claim(session: Session, now: datetime = NOW, *, way: str = "mail", worker: str = "one") -> Claimed | None:
    return outbox_queries.claim_next_due(session, worker, way, now)


def claimed(session: Session, now: datetime = NOW) -> Claimed:
    found = claim(session, now)
    assert found is not None
    return found


def only_row(session: Session) -> OutboxMessage:
    session.expire_all()
    return session.execute(select(OutboxMessage)).scalar_one()


def test_posting_the_same_key_twice_is_harmless(session: Session) -> None:
    outbox_queries.post(session, LETTER, NOW)
    outbox_queries.post(session, replace(LETTER, address="else@x.be"), NOW + timedelta(hours=1))
    row = only_row(session)
    assert (row.address, row.due_at) == ("an@x.be", NOW)


def test_posting_a_message_that_left_already_does_not_send_it_again(session: Session) -> None:
    outbox_queries.post(session, LETTER, NOW)
    outbox_queries.settle(session, claimed(session), OutboxState.SENT, NOW)
    outbox_queries.post(session, LETTER, NOW)
    assert claim(session) is None


def test_a_claim_gives_back_what_was_posted(session: Session) -> None:
    letter = replace(LETTER, ref_id=2**40, payload={"about": 7}, last_at=NOW + timedelta(minutes=10))
    outbox_queries.post(session, letter, NOW)
    found = claimed(session)
    assert found.message == letter
    assert (found.attempt, found.was_uncertain) == (1, False)


def test_the_message_that_is_due_longest_leaves_first(session: Session) -> None:
    for key, minutes in (("late", 2), ("first", 0), ("second", 1)):
        outbox_queries.post(session, replace(LETTER, key=key), NOW + timedelta(minutes=minutes))
    assert [claimed(session, NOW + timedelta(hours=1)).message.key for _ in range(3)] == ["first", "second", "late"]


def test_nothing_leaves_before_it_is_due(session: Session) -> None:
    outbox_queries.post(session, LETTER, NOW)
    assert claim(session, NOW - INSTANT) is None
    assert claim(session, NOW) is not None


def test_a_worker_takes_only_messages_of_the_way_it_asks_for(session: Session) -> None:
    outbox_queries.post(session, LETTER, NOW)
    assert claim(session, way="telegram") is None
    assert claim(session, way="mail") is not None


def test_what_is_claimed_is_not_claimed_again_while_the_lease_lasts(session: Session) -> None:
    outbox_queries.post(session, LETTER, NOW)
    claimed(session)
    assert claim(session, NOW + LEASE - INSTANT, worker="two") is None


def test_what_a_dead_worker_held_goes_out_again_and_may_have_arrived(session: Session) -> None:
    outbox_queries.post(session, LETTER, NOW)
    claimed(session)
    again = claimed(session, NOW + LEASE)
    assert (again.attempt, again.was_uncertain) == (2, True)


@pytest.mark.parametrize(
    ("state", "waits"),
    [
        (OutboxState.DUE, True),
        (OutboxState.UNCERTAIN, True),
        (OutboxState.SENT, False),
        (OutboxState.FAILED, False),
        (OutboxState.CANCELLED, False),
        (OutboxState.EXPIRED, False),
    ],
)
def test_a_message_waits_or_is_settled(session: Session, state: OutboxState, waits: bool) -> None:
    outbox_queries.post(session, LETTER, NOW)
    later = NOW + timedelta(minutes=1)
    assert outbox_queries.settle(session, claimed(session), state, NOW, due_at=later, reason="why")
    row = only_row(session)
    assert (row.state, row.reason, row.leased_until) == (state, "why", None)
    assert row.settled_at == (None if waits else NOW)
    assert claim(session, NOW) is None
    assert (claim(session, later) is not None) == waits


def test_an_uncertain_message_is_known_as_such_when_it_is_claimed_again(session: Session) -> None:
    outbox_queries.post(session, LETTER, NOW)
    outbox_queries.settle(session, claimed(session), OutboxState.UNCERTAIN, NOW, due_at=NOW)
    assert claimed(session).was_uncertain


def test_a_worker_whose_lease_ended_changes_nothing_any_more(session: Session) -> None:
    outbox_queries.post(session, LETTER, NOW)
    slow = claimed(session)
    other = claimed(session, NOW + LEASE)
    assert not outbox_queries.settle(session, slow, OutboxState.FAILED, NOW + LEASE, reason="too slow")
    assert outbox_queries.settle(session, other, OutboxState.SENT, NOW + LEASE)
    assert not outbox_queries.settle(session, slow, OutboxState.DUE, NOW + LEASE, due_at=NOW)
    assert only_row(session).state == OutboxState.SENT


def test_the_outbox_counts_by_state(session: Session) -> None:
    for key in ("a", "b", "c"):
        outbox_queries.post(session, replace(LETTER, key=key), NOW)
    outbox_queries.settle(session, claimed(session), OutboxState.SENT, NOW)
    assert outbox_queries.count_by_state(session) == {"due": 2, "sent": 1}


async def test_two_workers_at_once_never_claim_the_same_message(tmp_path: Path) -> None:
    import asyncio

    url = f"sqlite:///{tmp_path / 'kernbot.db'}"
    migrate.upgrade(first := open_engine(url))
    stores = [Store(first), Store(open_engine(url))]
    for number in range(60):
        await stores[0].run(outbox_queries.post, replace(LETTER, key=f"joined:{number}"), NOW)

    async def claim_all(store: Store, worker: str) -> list[str]:
        keys: list[str] = []
        while (found := await store.run(outbox_queries.claim_next_due, worker, "mail", NOW)) is not None:
            keys.append(found.message.key)
        return keys

    shares = await asyncio.gather(*(claim_all(store, f"worker {n}") for n, store in enumerate(stores * 2)))
    keys = [key for share in shares for key in share]
    assert sorted(keys) == sorted(f"joined:{number}" for number in range(60))
    for store in stores:
        store.close()
