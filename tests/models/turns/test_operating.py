"""What the operator is told, and the figures that are watched, on both kinds of database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from models.calls.stages import Stage
from models.records.applications import case_queries
from models.records.messages import claim_queries, failure_queries, outbox_queries, vital_queries
from models.records.messages.inbox import StoredUpdate
from models.records.messages.outbox import POSSIBLE_DUPLICATE, OutboxState
from models.records.messages.outbox_queries import Message
from models.records.people import preference_queries
from models.records.people.interest import Interest
from models.records.people.person import Mailbox, Person
from models.storage.database import open_engine
from models.turns.watching import operating
from models.turns.watching.health import Health, Reason
from models.turns.watching.operating import Operator

NOW = datetime(2021, 10, 20, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
OPERATOR = Operator(email="beheer@kernbot.be", language="nl")
RED = Health(reasons=(Reason(what="no_sweep", values={"minutes": 3}),))
WELL = Health()


@pytest.fixture
def session(any_database_url: str) -> Iterator[Session]:
    engine = open_engine(any_database_url)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def post(session: Session, key: str, now: datetime = NOW) -> None:
    message = Message(key=key, kind="joined", way="mail", address="an@x.be", language="nl")
    outbox_queries.post(session, message, now)


def end(session: Session, key: str, state: OutboxState, reason: str | None = None, now: datetime = NOW) -> None:
    """Post a message and let it end."""
    post(session, key, now)
    [claimed] = claim_queries.claim(session, "one", "mail", now, most=1)
    assert claimed.message.key == key
    claim_queries.settle(session, claimed, state, now, due_at=now, reason=reason)


def test_the_operator_is_told_of_each_change_and_at_most_once_an_hour(session: Session) -> None:
    tell = operating.tell_health
    assert tell(session, OPERATOR, WELL, NOW)  # nothing to tell
    assert outbox_queries.count_by_state(session) == {}
    assert tell(session, OPERATOR, RED, NOW)
    assert tell(session, OPERATOR, RED, NOW + HOUR)  # they know
    assert tell(session, OPERATOR, WELL, NOW + HOUR)
    assert not tell(session, OPERATOR, RED, NOW + HOUR * 2 - timedelta(microseconds=1))
    assert outbox_queries.count_by_state(session) == {"due": 2}
    assert tell(session, OPERATOR, RED, NOW + HOUR * 2)
    assert outbox_queries.count_by_state(session) == {"due": 3}


def test_what_did_not_arrive_is_found_in_its_groups_and_in_its_day(session: Session) -> None:
    end(session, "failed", OutboxState.FAILED, "550")
    end(session, "late", OutboxState.EXPIRED)
    end(session, "twice", OutboxState.SENT, f"{POSSIBLE_DUPLICATE}: no answer")
    end(session, "sent", OutboxState.SENT)
    end(session, "day before", OutboxState.FAILED, now=NOW - timedelta(days=1))
    found = failure_queries.troubled(session, NOW, NOW + HOUR)
    assert {name: [one.reason for one in group] for name, group in found.items()} == {
        "failed": ["550"],
        "expired": [""],
        "handed_over": [],
        "uncertain": [f"{POSSIBLE_DUPLICATE}: no answer"],
        "unanswered": [],
    }
    assert not any(failure_queries.troubled(session, NOW - HOUR, NOW).values())  # up to its end, not with it


def test_the_list_is_made_once_for_each_morning(session: Session) -> None:
    end(session, "failed", OutboxState.FAILED)
    next_morning = datetime(2021, 10, 21, 6, 30, tzinfo=UTC)
    assert not any(operating.list_failures(session, OPERATOR, next_morning - timedelta(seconds=1)).values())
    assert len(operating.list_failures(session, OPERATOR, next_morning)["failed"]) == 1
    assert operating.list_failures(session, OPERATOR, next_morning + HOUR) == {}
    assert outbox_queries.count_by_state(session) == {"due": 1, "failed": 1}


def test_the_figures_count_what_there_is(session: Session) -> None:
    post(session, "waiting", NOW - HOUR)
    case_queries.add_application(session, call_name="c", call_version=_call(session), round_id="1", now=NOW)
    for number, more in enumerate([{}, {"answered_at": NOW}, {"parked_at": NOW}]):
        session.add(StoredUpdate(front="local", update_id=number, raw="", received_at=NOW, **more))
    session.flush()
    found = vital_queries.vitals(session, NOW)
    assert (found.outbox, found.oldest_due_at) == ({"due": 1}, NOW - HOUR)
    assert (found.inbox_waiting, found.inbox_parked) == (1, 1)
    assert found.applications == {Stage.DRAFT: 1}


def _call(session: Session) -> str:
    from models.call_files import call_file
    from models.records.applications import call_queries

    content = call_file.shipped_content("profploeg-2021")
    assert content is not None
    call = call_file.call_from_content(content)
    call_queries.remember(session, call, content, NOW)
    session.flush()
    return call.version


def test_stopping_mails_to_a_mailbox_finds_who_proved_it_and_is_reminded_there(session: Session) -> None:
    for number, way in enumerate(["mail", "chat", "mail"], start=1):
        session.add(Person(id=number, language="nl", created_at=NOW, reminders=way))
        session.flush()
        session.add(Mailbox(person_id=number, email="an@x.be" if number < 3 else "jos@x.be", proven_at=NOW))
    line = {"call_name": "c", "name": "An", "nis_code": "12014", "consent": "", "source": "", "imported_at": NOW}
    session.add(Interest(email="an@x.be", **line))
    session.flush()
    preference_queries.stop_mails_to(session, "an@x.be")
    assert [preference_queries.kept(session, number).way for number in (1, 2, 3)] == ["off", "chat", "mail"]
    preference_queries.stop_interest(session, ["an@x.be"], NOW)
    preference_queries.stop_interest(session, ["an@x.be"], NOW + HOUR)
    row = session.get(Interest, 1)
    session.refresh(row)
    assert row.stopped_at == NOW
    preference_queries.start_interest(session, [])
    assert preference_queries.interest_line(session, 1).is_stopped
