"""Colleagues who ask to join and are answered in two processes at the same moment: one outcome, and all hear it."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from models.call_files.call_file import shipped_call, shipped_content
from models.calls.stages import Stage
from models.dialogue.conversation import House, Taken, take_turn
from models.language.moment import Moment
from models.records.applications import call_queries, case_queries
from models.records.applications.application import Application, Event, Participant
from models.records.messages.outbox import OutboxMessage
from models.records.people import participant_queries, person_queries
from models.records.people.invitation import JoinRequest
from models.storage.database import open_engine
from models.storage.works.store import Store
from models.turns.outcome import Noted
from models.turns.people import joining
from models.turns.turn import Heard
from tests.fakes.conversation import BRUSSELS

NOW = datetime(2021, 10, 20, 10, tzinfo=BRUSSELS)
PATIENCE_OVER = NOW + timedelta(days=7)
LIER = "12021"
CALL = shipped_call("profploeg-2021")
HOUSE = House(call=CALL, language="nl", key=b"k" * 32)
AN, ELS, BRAM, CLEO = 1, 2, 3, 4  # chats, and the people in them: the first two work on the application of Lier
THEIRS = 1  # that application
NAMES = {AN: "An", ELS: "Els", BRAM: "Bram", CLEO: "Cleo"}
YES, NO = 1, 0
Two = tuple[Store, Store]


@pytest.fixture
def engine(any_database_url: str) -> Iterator[Engine]:
    engine = open_engine(any_database_url)
    with Session(engine) as session:
        call_queries.remember(session, CALL, shipped_content("profploeg-2021"), NOW)
        for number in NAMES:
            _works(session, number, None if number == ELS else _draft(session))
        case_queries.change(session, THEIRS, live_key=f"{CALL.name}/2021-2/{LIER}")
        participant_queries.join(session, THEIRS, ELS, "colleague", NOW)
        person_queries.change(session, ELS, application_id=THEIRS)
        session.commit()
    yield engine
    engine.dispose()


def _draft(session: Session) -> int:
    return case_queries.add_application(
        session, call_name=CALL.name, call_version=CALL.version, round_id="2021-2", now=NOW, nis_code=LIER
    )


def _works(session: Session, number: int, application_id: int | None) -> None:
    speaker = person_queries.add_speaker(session, "telegram", number, "nl", NOW)
    assert speaker.person_id == number
    person_queries.add_mailbox(session, number, f"{NAMES[number].lower()}@lier.be", NOW)
    person_queries.change(session, number, name=NAMES[number], agreed_at=NOW, application_id=application_id)
    if application_id is not None:
        participant_queries.join(session, application_id, number, "contact", NOW)


@pytest.fixture
def two(engine: Engine) -> Iterator[Two]:
    stores = Store(engine), Store(open_engine(engine.url.render_as_string(hide_password=False)))
    yield stores
    for store in stores:
        store.close()


async def says(store: Store, who: int, work: Callable, *args: object, at: datetime = NOW) -> Noted:
    """Take a turn of somebody in this process; return what they are told first."""
    heard = Heard(front="telegram", chat_id=who, moment=Moment.exactly(at))
    taken: Taken = await store.run(take_turn, HOUSE, heard, at, work, *args)
    return taken.outcome.notes[0].what


def found(engine: Engine, wanted: object) -> list:
    with engine.connect() as connection:
        return list(connection.execute(wanted).scalars())


def told(engine: Engine) -> Counter[tuple[str, int]]:
    """Return how many mails of each kind wait for each person."""
    mails = select(col(OutboxMessage.kind), col(OutboxMessage.person_id)).where(col(OutboxMessage.way) == "mail")
    with engine.connect() as connection:
        return Counter((kind, person_id) for kind, person_id in connection.execute(mails))


def works_there(engine: Engine) -> set[int]:
    on_it = (col(Participant.application_id) == THEIRS, col(Participant.left_at).is_(None))
    return set(found(engine, select(col(Participant.person_id)).where(*on_it)))


async def asked(store: Store, who: int) -> int:
    """Let somebody ask to join; return the request."""
    assert await says(store, who, joining.ask_to_join, THEIRS) is Noted.JOIN_ASKED
    [request] = found(store.engine, select(col(JoinRequest.id)).where(col(JoinRequest.person_id) == who))
    return request


def decided(engine: Engine, what: str) -> int:
    return found(engine, select(func.count()).select_from(Event).where(col(Event.what) == what))[0]


async def test_two_colleagues_who_ask_at_once_are_both_asked_for(engine: Engine, two: Two) -> None:
    heard = await asyncio.gather(*(says(two[n], (BRAM, CLEO)[n], joining.ask_to_join, THEIRS) for n in (0, 1)))
    assert heard == [Noted.JOIN_ASKED, Noted.JOIN_ASKED]
    assert sorted(found(engine, select(col(JoinRequest.person_id)))) == [BRAM, CLEO]
    assert told(engine) == {("join_request", AN): 2, ("join_request", ELS): 2}
    requests = set(found(engine, select(col(OutboxMessage.ref_id))))
    assert requests == set(found(engine, select(col(JoinRequest.id))))


async def test_who_asks_twice_at_once_asks_once_and_reads_the_second_time_that_it_waits(
    engine: Engine, two: Two
) -> None:
    heard = await asyncio.gather(*(says(store, BRAM, joining.ask_to_join, THEIRS) for store in two))
    assert sorted(heard) == sorted([Noted.JOIN_ASKED, Noted.JOIN_WAITS])
    assert found(engine, select(col(JoinRequest.person_id))) == [BRAM]


@pytest.mark.parametrize("answers", [{AN: YES, ELS: NO}, {AN: NO, ELS: YES}])
async def test_who_is_let_in_and_kept_out_at_once_gets_one_answer_and_both_who_gave_one_hear_which(
    engine: Engine, two: Two, answers: dict[int, int]
) -> None:
    bram, cleo = await asked(two[0], BRAM), await asked(two[1], CLEO)
    given = [(store, who, request) for store, who in zip(two, answers, strict=True) for request in (bram, cleo)]
    heard = await asyncio.gather(
        *(says(store, who, joining.answer_request, request, answers[who]) for store, who, request in given)
    )
    for who, request in ((BRAM, bram), (CLEO, cleo)):
        [granted] = found(engine, select(col(JoinRequest.granted)).where(col(JoinRequest.id) == request))
        was_told = Noted.COLLEAGUE_LET_IN if granted else Noted.COLLEAGUE_KEPT_OUT
        assert [note for note, (_, _, one) in zip(heard, given, strict=True) if one == request] == [was_told] * 2
        assert (who in works_there(engine)) == granted
        letters = {kind: told(engine)[kind, who] for kind in ("let_in", "join_refused")}
        assert letters == {"let_in": int(granted), "join_refused": int(not granted)}
    assert decided(engine, "let_in") + decided(engine, "kept_out") == 2
    assert decided(engine, "let_in") == len(works_there(engine) & {BRAM, CLEO})


async def test_who_comes_in_by_right_while_a_colleague_refuses_has_one_outcome(engine: Engine, two: Two) -> None:
    request = await asked(two[0], BRAM)
    came, answered = await asyncio.gather(
        says(two[0], BRAM, joining.ask_to_join, THEIRS, at=PATIENCE_OVER),
        says(two[1], AN, joining.answer_request, request, NO, at=PATIENCE_OVER),
    )
    [granted] = found(engine, select(col(JoinRequest.granted)))
    assert came is (Noted.JOINED if granted else Noted.JOIN_REFUSED)
    assert answered is (Noted.COLLEAGUE_LET_IN if granted else Noted.COLLEAGUE_KEPT_OUT)
    assert (BRAM in works_there(engine)) == granted
    assert told(engine)["join_refused", BRAM] == int(not granted)
    own = found(engine, select(col(Application.stage)).where(col(Application.id) == 2))
    assert own == [Stage.WITHDRAWN if granted else Stage.DRAFT]
