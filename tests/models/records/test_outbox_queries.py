"""The outbox as a queue: posted once, claimed by one, settled by who holds the claim."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlmodel import Session, col

from models.records.messages import claim_queries, outbox_queries
from models.records.messages.claim_queries import LEASE, Claimed
from models.records.messages.outbox import IN_THE_TERMINAL, OutboxMessage, OutboxState
from models.records.messages.outbox_queries import Addressee, Message
from models.storage.database import open_engine
from models.storage.works.store import Store

NOW = datetime(2021, 10, 20, 8, 0, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
LETTER = Message(key="joined:1", kind="joined", way="mail", address="an@x.be", language="nl")


@pytest.fixture
def session(any_database_url: str) -> Iterator[Session]:
    engine = open_engine(any_database_url)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def claim(session: Session, now: datetime = NOW, *, way: str = "mail", worker: str = "one") -> Claimed | None:
    batch = claim_queries.claim(session, worker, way, now, most=1)
    return batch[0] if batch else None


def claimed(session: Session, now: datetime = NOW) -> Claimed:
    found = claim(session, now)
    assert found is not None
    return found


def after_the_lease(session: Session) -> datetime:
    """Let a lease end; PostgreSQL judges that by its own clock, so there the lease is cut short."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(update(OutboxMessage).values(leased_until=NOW))
    return NOW + LEASE


def only_row(session: Session) -> OutboxMessage:
    session.expire_all()
    return session.execute(select(OutboxMessage)).scalar_one()


def test_what_is_posted_together_is_kept_as_what_is_posted_alone(any_database_url: str) -> None:
    engine = open_engine(any_database_url)
    like = replace(LETTER, payload={"words": 'it\'s 100% "so": 2'}, last_at=NOW + timedelta(days=9), due_at=NOW)
    with Session(engine) as session:
        outbox_queries.post(session, replace(like, key="alone"), NOW)
        each = [Addressee(key, "mail", "an@x.be", "nl") for key in ("alone", "together", "together")]
        outbox_queries.post_alike(session, like, each, NOW)
        outbox_queries.post_alike(session, like, [], NOW)
        alone, together = session.scalars(select(OutboxMessage).order_by(col(OutboxMessage.id)))
        apart = {"id": 0, "key": ""}
        assert (alone.key, together.key) == ("alone", "together")
        assert alone.model_dump() | apart == together.model_dump() | apart
        words = "SELECT CAST(due_at AS TEXT), CAST(created_at AS TEXT), CAST(last_at AS TEXT) FROM outbox ORDER BY id"
        first, second = session.connection().exec_driver_sql(words)
        assert first == second
    engine.dispose()


def test_posting_the_same_key_twice_is_harmless(session: Session) -> None:
    outbox_queries.post(session, LETTER, NOW)
    outbox_queries.post(session, replace(LETTER, address="else@x.be"), NOW + timedelta(hours=1))
    row = only_row(session)
    assert (row.address, row.due_at) == ("an@x.be", NOW)


def test_posting_a_message_that_left_already_does_not_send_it_again(session: Session) -> None:
    outbox_queries.post(session, LETTER, NOW)
    claim_queries.settle(session, claimed(session), OutboxState.SENT, NOW)
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
    again = claimed(session, after_the_lease(session))
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
    assert claim_queries.settle(session, claimed(session), state, NOW, due_at=later, reason="why")
    row = only_row(session)
    assert (row.state, row.reason, row.leased_until) == (state, "why", None)
    assert row.settled_at == (None if waits else NOW)
    assert claim(session, NOW) is None
    assert (claim(session, later) is not None) == waits


def test_an_uncertain_message_is_known_as_such_when_it_is_claimed_again(session: Session) -> None:
    outbox_queries.post(session, LETTER, NOW)
    claim_queries.settle(session, claimed(session), OutboxState.UNCERTAIN, NOW, due_at=NOW)
    assert claimed(session).was_uncertain


def test_a_worker_whose_lease_ended_changes_nothing_any_more(session: Session) -> None:
    outbox_queries.post(session, LETTER, NOW)
    slow = claimed(session)
    other = claimed(session, after_the_lease(session))
    assert not claim_queries.settle(session, slow, OutboxState.FAILED, NOW + LEASE, reason="too slow")
    assert claim_queries.settle(session, other, OutboxState.SENT, NOW + LEASE)
    assert not claim_queries.settle(session, slow, OutboxState.DUE, NOW + LEASE, due_at=NOW)
    assert only_row(session).state == OutboxState.SENT


def test_of_several_that_were_sent_only_that_of_a_worker_whose_lease_ended_is_not_its_own(session: Session) -> None:
    outbox_queries.post(session, LETTER, NOW)
    slow = claimed(session)
    other = claimed(session, after_the_lease(session))
    outbox_queries.post(session, replace(LETTER, key="next"), NOW)
    following = claimed(session)
    assert claim_queries.settle_sent(session, [(slow, None), (following, "why")], NOW) == [False, True]
    assert claim_queries.settle_sent(session, [(other, None)], NOW) == [True]
    rows = session.scalars(select(OutboxMessage).order_by(col(OutboxMessage.id))).all()
    assert [(row.state, row.reason, row.settled_at) for row in rows] == [("sent", None, NOW), ("sent", "why", NOW)]


def test_the_outbox_counts_by_state(session: Session) -> None:
    for key in ("a", "b", "c"):
        outbox_queries.post(session, replace(LETTER, key=key), NOW)
    claim_queries.settle(session, claimed(session), OutboxState.SENT, NOW)
    assert outbox_queries.count_by_state(session) == {"due": 2, "sent": 1}


async def test_two_workers_at_once_never_claim_the_same_message(any_database_url: str) -> None:
    first = open_engine(any_database_url)
    stores = [Store(first), Store(open_engine(any_database_url))]
    for number in range(60):
        await stores[0].run(outbox_queries.post, replace(LETTER, key=f"joined:{number}"), NOW)

    async def claim_all(store: Store, worker: str) -> list[str]:
        keys: list[str] = []
        while batch := await store.run(claim_queries.claim, worker, "mail", NOW, most=7):
            keys += [one.message.key for one in batch]
        return keys

    shares = await asyncio.gather(*(claim_all(store, f"worker {n}") for n, store in enumerate(stores * 2)))
    keys = [key for share in shares for key in share]
    assert sorted(keys) == sorted(f"joined:{number}" for number in range(60))
    for store in stores:
        store.close()


async def test_a_worker_whose_clock_is_wrong_takes_nothing_out_of_the_hands_of_another(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    store = Store(engine)
    await store.run(outbox_queries.post, LETTER, NOW)
    assert await store.run(claim_queries.claim, "one", "mail", NOW, most=1)
    assert not await store.run(claim_queries.claim, "two", "mail", NOW + timedelta(days=1), most=1)
    store.close()


def test_a_batch_is_what_is_due_longest_and_no_more_than_asked(session: Session) -> None:
    for number in range(5):
        outbox_queries.post(session, replace(LETTER, key=str(number)), NOW - timedelta(minutes=number))
    batch = claim_queries.claim(session, "one", "mail", NOW, most=3)
    assert [one.message.key for one in batch] == ["4", "3", "2"]
    assert [one.message.key for one in claim_queries.claim(session, "two", "mail", NOW, most=3)] == ["1", "0"]


def test_what_was_claimed_and_not_begun_is_put_back_as_it_was(session: Session) -> None:
    outbox_queries.post(session, LETTER, NOW)
    before = claimed(session)
    claim_queries.release(session, [before])
    row = only_row(session)
    assert (row.state, row.attempt, row.worker, row.leased_until, row.due_at) == ("due", 0, None, None, NOW)
    assert not claimed(session).was_uncertain


def test_a_try_that_does_not_count_leaves_their_number(session: Session) -> None:
    outbox_queries.post(session, LETTER, NOW)
    claim_queries.settle(session, claimed(session), OutboxState.DUE, NOW, counts=False, reason="the way is shut")
    assert (only_row(session).attempt, only_row(session).due_at) == (0, NOW)


def test_what_comes_too_late_expires_without_being_claimed(session: Session) -> None:
    outbox_queries.post(session, replace(LETTER, key="a", last_at=NOW), NOW - INSTANT)
    outbox_queries.post(session, replace(LETTER, key="b", last_at=NOW + INSTANT), NOW)
    assert outbox_queries.expire(session, NOW) == 1
    assert outbox_queries.count_by_state(session) == {"expired": 1, "due": 1}


def test_the_message_that_waits_longest_is_known(session: Session) -> None:
    assert outbox_queries.oldest_due(session, NOW) is None
    for key, minutes in (("a", 1), ("b", 3), ("future", -5)):
        outbox_queries.post(session, replace(LETTER, key=key), NOW - timedelta(minutes=minutes))
    assert outbox_queries.oldest_due(session, NOW) == NOW - timedelta(minutes=3)


def test_what_is_for_a_chat_in_the_terminal_waits_until_that_is_opened(session: Session) -> None:
    outbox_queries.post(session, replace(LETTER, way=IN_THE_TERMINAL), NOW - timedelta(hours=1))
    assert outbox_queries.oldest_due(session, NOW) is None


def test_troubles_are_what_ended_badly_since_a_moment_and_what_took_its_place(session: Session) -> None:
    for key in ("early", "failed", "late", "fine"):
        outbox_queries.post(session, replace(LETTER, key=key), NOW)
    hours = {key: NOW + timedelta(hours=number) for number, key in enumerate(("early", "failed", "late", "fine"))}
    ends = {"early": OutboxState.FAILED, "failed": OutboxState.FAILED, "late": OutboxState.EXPIRED}
    for key, moment in hours.items():
        one = claimed(session)
        claim_queries.settle(session, one, ends.get(key, OutboxState.SENT), moment, reason=f"why {key}")
        if key == "failed":
            instead = replace(LETTER, key="instead", way="telegram", instead_of_id=one.row_id)
            outbox_queries.post(session, instead, moment)
    found = outbox_queries.troubles(session, hours["failed"])
    assert [(one.state, one.reason, one.instead, one.instead_state) for one in found] == [
        ("failed", "why failed", "telegram", "due"),
        ("expired", "why late", None, None),
    ]


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        ("SELECT id FROM outbox WHERE {open} AND due_at <= '2022' AND way = 'mail' ORDER BY due_at, id", "open"),
        ("SELECT id FROM outbox WHERE state = 'sending' AND leased_until <= '2022' AND way = 'mail'", "sending"),
        ("UPDATE outbox SET reason = '' WHERE {open} AND last_at <= '2022' AND state = 'due'", "last_at"),
        ("SELECT id FROM outbox WHERE state IN ('failed', 'expired') AND settled_at >= '2022'", "troubles"),
    ],
)
def test_a_sweep_looks_only_at_what_is_open(sqlite_url: str, statement: str, index: str) -> None:
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement.format(open=outbox_queries.OPEN.text)}")
        assert f"INDEX ix_outbox_{index} " in " ".join(str(row) for row in plan)
    engine.dispose()
