"""Two processes on one PostgreSQL that take turns at the same moment: as if one came after the other."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Engine, delete, func, insert, select, text, update
from sqlmodel import Session, col

from models.call_files.call_file import shipped_call
from models.calls.stages import Stage
from models.dialogue import speech
from models.dialogue.conversation import House, Taken, take_turn, take_turn_of_a_case
from models.language.moment import Moment
from models.records.applications import case_queries
from models.records.applications.application import Application, EarlierAnswer, Event, KeptAnswer, Participant
from models.records.applications.submission import NumberSeries, Submission
from models.records.messages.inbox import StoredUpdate
from models.records.people.mail_code import MailCode
from models.records.people.person import Chat, Person
from models.storage.database import open_engine
from models.storage.works.store import Store
from models.turns.items import picking, walking
from models.turns.outcome import Outcome
from models.turns.people import proving
from models.turns.rounds import round_end
from models.turns.sent import sending, submitting
from models.turns.turn import Heard, Turn, is_of_a_case, of_a_case
from tests.bench import population
from tests.faults import rush
from tests.faults.rush_town import CLOSES_AT, FRONT

CLERKS = 12
NOW = CLOSES_AT - timedelta(hours=1)
LATE = CLOSES_AT + timedelta(hours=1)
HOUSE = House(call=shipped_call(population.CALL), language="nl", key=b"k" * 32)
ALDERMAN = "Els Maes"
Two = tuple[Store, Store]


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    """A database with clerks who have finished drafts, each for a municipality of their own."""
    engine = open_engine(postgres_url)
    rush.fill(engine, CLERKS)
    with engine.begin() as connection:
        connection.execute(update(KeptAnswer).values(answered_at=NOW - timedelta(days=1)))
    yield engine
    engine.dispose()


@pytest.fixture
def two(engine: Engine) -> Iterator[Two]:
    stores = Store(engine), Store(open_engine(str(engine.url)))
    yield stores
    for store in stores:
        store.close()


def says(store: Store, clerk: int, work: Callable, *args: object, row: int | None = None, at=NOW):
    """Take a turn of a clerk in this process, as a handler does."""
    heard = Heard(front=FRONT, chat_id=clerk, moment=Moment.exactly(at), update_row=row, is_typed=work is speech.hear)
    take = take_turn_of_a_case if is_of_a_case(work) else take_turn
    return store.run(take, HOUSE, heard, at, work, *args)


def asked(engine: Engine, clerk: int, item: str) -> None:
    with engine.begin() as connection:
        values = {"item": item, "clerk": clerk, "now": NOW}
        connection.execute(
            text("UPDATE participant SET place = :item, asked_at = :now WHERE person_id = :clerk"), values
        )


def has_colleague(engine: Engine, case: int) -> int:
    """Let somebody join a case; return their chat."""
    with Session(engine) as session:
        person = Person(language="nl", name="Bram", agreed_at=NOW, created_at=NOW, application_id=case)
        session.add(person)
        session.flush()
        number = 900 + person.id
        session.add(Participant(application_id=case, person_id=person.id, role="colleague", joined_at=NOW))
        session.add(Chat(front=FRONT, chat_id=number, person_id=person.id, created_at=NOW))
        session.commit()
        return number


def summary_of(store: Store, case: int) -> "asyncio.Future[str]":
    return store.run(lambda session: submitting.fingerprint_of(case_queries.load(session, case)))


def found(engine: Engine, wanted: object) -> list:
    with engine.connect() as connection:
        return list(connection.execute(wanted).all())


def said(engine: Engine, key: str) -> dict[int, str]:
    rows = found(
        engine, select(col(KeptAnswer.application_id), col(KeptAnswer.said)).where(col(KeptAnswer.item_key) == key)
    )
    return dict(rows)


async def test_answers_to_many_cases_are_all_kept_each_once(engine: Engine, two: Two) -> None:
    for clerk in range(1, CLERKS + 1):
        asked(engine, clerk, "alderman")
    said_before = len(found(engine, select(Event.id)))
    turns = [says(two[clerk % 2], clerk, speech.hear, f"{ALDERMAN} {clerk}") for clerk in range(1, CLERKS + 1)]
    await asyncio.gather(*turns)
    assert said(engine, "alderman") == {clerk: f"{ALDERMAN} {clerk}" for clerk in range(1, CLERKS + 1)}
    assert len(found(engine, select(Event.id))) - said_before == CLERKS


async def test_two_people_of_one_case_lose_no_answer_of_each_other(engine: Engine, two: Two) -> None:
    bram = has_colleague(engine, 1)
    for key, one, other in (("alderman", 1, bram), ("backup_name", bram, 1)):
        place = HOUSE.call.checklist.by_key[key].number
        await says(two[0], one, walking.jump, 1, place)
        await says(two[1], other, walking.jump, 1, HOUSE.call.checklist.by_key["tried"].number)
        await asyncio.gather(
            says(two[0], one, speech.hear, f"{ALDERMAN} {one}"),
            says(two[1], other, speech.hear, f"Er kwam een onderzoek in de Kerkstraat, nummer {other}."),
        )
        assert said(engine, key)[1] == f"{ALDERMAN} {one}"
        assert f"nummer {other}." in said(engine, "tried")[1]


async def test_two_answers_to_one_item_at_once_leave_one_and_tells_who_came_second(engine: Engine, two: Two) -> None:
    bram = has_colleague(engine, 1)
    for clerk in (1, bram):
        await says(two[0], clerk, walking.jump, 1, HOUSE.call.checklist.by_key["alderman"].number)
    took = await asyncio.gather(
        says(two[0], 1, speech.hear, "An Claes", at=NOW + timedelta(minutes=1)),
        says(two[1], bram, speech.hear, "Bart Maes", at=NOW + timedelta(minutes=1)),
    )
    stands = said(engine, "alderman")[1]
    assert stands in {"An Claes", "Bart Maes"}
    told = ["colleague_answered" in {str(note.what) for note in one.outcome.notes} for one in took]
    assert sorted(told) == [False, True]
    assert stands == ("An Claes" if told[0] else "Bart Maes")


async def test_an_update_that_reaches_two_processes_is_applied_once(engine: Engine, two: Two) -> None:
    asked(engine, 1, "alderman")
    with Session(engine) as session:
        stored = StoredUpdate(front=FRONT, update_id=1, chat_id=1, raw="{}", received_at=NOW, tries=0)
        session.add(stored)
        session.commit()
        row = stored.id
    took: list[Taken] = await asyncio.gather(
        *(says(store, 1, speech.hear, ALDERMAN, row=row) for store in two for _ in range(3))
    )
    assert sum(one.outcome is not None for one in took) == 1


async def test_numbers_are_given_without_a_gap_and_none_twice(engine: Engine, two: Two) -> None:
    summaries = [await summary_of(two[0], case) for case in range(1, CLERKS + 1)]
    sent = [says(two[case % 2], case, sending.submit, case, summary) for case, summary in enumerate(summaries, start=1)]
    typed = [says(two[1 - case % 2], case, walking.later, case) for case in range(1, CLERKS + 1)]
    await asyncio.gather(*sent, *typed)
    numbers = sorted(number for (number,) in found(engine, select(col(Application.number))))
    assert [int(number.rpartition("-")[2]) for number in numbers] == list(range(1, CLERKS + 1))
    assert found(engine, select(col(NumberSeries.last))) == [(CLERKS,)]


async def test_two_people_who_send_one_case_at_once_send_it_once(engine: Engine, two: Two) -> None:
    bram = has_colleague(engine, 1)
    summary = await summary_of(two[0], 1)
    await asyncio.gather(*(says(two[n % 2], (1, bram)[n % 2], sending.submit, 1, summary) for n in range(6)))
    assert found(engine, select(func.count(col(Submission.id)))) == [(1,)]


async def test_what_is_sent_holds_every_answer_that_was_kept_before_it(engine: Engine, two: Two) -> None:
    bram = has_colleague(engine, 1)
    await says(two[1], bram, walking.jump, 1, HOUSE.call.checklist.by_key["alderman"].number)
    summary = await summary_of(two[0], 1)
    sent, typed = await asyncio.gather(
        says(two[0], 1, sending.submit, 1, summary), says(two[1], bram, speech.hear, ALDERMAN)
    )
    assert typed.outcome is not None
    submissions = [content for (content,) in found(engine, select(col(Submission.content)))]
    is_sent_first = bool(submissions) and ALDERMAN not in submissions[0]
    is_answered_first = "saved" in {str(note.what) for note in typed.outcome.notes} and not submissions
    assert is_sent_first or is_answered_first  # a summary that is not what stands any more is not sent
    assert said(engine, "alderman")[1] == ALDERMAN
    assert sent.outcome is not None


async def test_an_answer_while_the_round_ends_stands_in_the_draft_that_goes_on(engine: Engine, two: Two) -> None:
    for clerk in range(1, CLERKS + 1):
        asked(engine, clerk, "alderman")
    [lot, *_] = await two[1].run(round_end.lots, LATE)

    async def end() -> None:
        while await two[1].run(round_end.end_some, lot, LATE):
            pass

    typing = partial(says, two[0], at=LATE - timedelta(hours=1, seconds=1))
    await asyncio.gather(end(), *(typing(clerk, speech.hear, f"{ALDERMAN} {clerk}") for clerk in range(1, CLERKS + 1)))
    drafts = dict(
        found(
            engine, select(col(Application.nis_code), col(Application.id)).where(col(Application.stage) == Stage.DRAFT)
        )
    )
    towns = dict(found(engine, select(col(Application.id), col(Application.nis_code))))
    stands = said(engine, "alderman")
    assert [stands[drafts[towns[clerk]]] for clerk in range(1, CLERKS + 1)] == [
        f"{ALDERMAN} {clerk}" for clerk in range(1, CLERKS + 1)
    ]


async def test_who_decides_on_a_case_that_was_answered_meanwhile_reads_it_again(engine: Engine, two: Two) -> None:
    asked(engine, 1, "alderman")
    read, gate, seen = threading.Event(), threading.Event(), []

    def decide(session: Session) -> None:
        seen.append(case_queries.load(session, 1).answers["alderman"].said)
        read.set()
        assert gate.wait(10)
        case_queries.change(session, 1, closed_at=NOW)

    deciding = asyncio.create_task(two[1].run(decide))
    await asyncio.to_thread(read.wait)
    await says(two[0], 1, walking.later, 1)
    gate.set()
    await deciding
    assert len(seen) == 2


@pytest.mark.parametrize("work", ["types", "skips", "goes back", "chooses"])
async def test_what_people_do_most_waits_for_no_turn_beside_it(engine: Engine, two: Two, work: str) -> None:
    numbers = {key: HOUSE.call.checklist.by_key[key].number for key in ("alderman", "showcase_consent")}
    asked(engine, 1, "alderman")
    works = {
        "types": (speech.hear, ALDERMAN),
        "skips": (walking.skip, 1, numbers["alderman"]),
        "goes back": (walking.back, 1, numbers["alderman"]),
        "chooses": (picking.choose, 1, numbers["showcase_consent"], 0),
    }
    with engine.begin() as connection:
        connection.execute(delete(KeptAnswer).where(col(KeptAnswer.item_key).in_(["alderman", "backup_phone"])))
    await says(two[0], 1, walking.later, 1)  # the first turn of a process reads the call
    with engine.connect() as beside:
        beside.execute(text("LOCK TABLE number_series IN ROW SHARE MODE"))
        async with asyncio.timeout(5):
            assert (await says(two[0], 1, *works[work])).outcome is not None
        beside.rollback()


async def test_codes_are_limited_over_processes(engine: Engine, two: Two) -> None:
    def ask(session: Session, turn: Turn) -> object:
        note = proving.ask_code(session, turn, "an@heist-op-den-berg.be")
        return replace(walking.later(session, turn, 1), notes=(note,))

    await asyncio.gather(*(says(two[n % 2], 1, ask) for n in range(12)))
    assert found(engine, select(func.count(col(MailCode.id)))) == [(proving.MOST_ASKED["mailbox"],)]


async def test_who_went_over_to_the_case_of_another_while_a_text_waited_writes_over_nobody(
    engine: Engine, two: Two
) -> None:
    place, in_the_way, inside = "challenge", threading.Event(), threading.Event()
    with engine.begin() as connection:
        connection.execute(delete(KeptAnswer).where(col(KeptAnswer.item_key) == place))
        joined = {"application_id": 2, "person_id": 1, "role": "colleague", "joined_at": NOW, "place": place}
        connection.execute(insert(Participant), joined | {"asked_at": NOW})
        came = {"front": FRONT, "raw": "{}", "received_at": NOW, "tries": 0}
        connection.execute(insert(StoredUpdate), [{"id": one, "update_id": one} | came for one in (1, 2)])
    for clerk in (1, 2):
        asked(engine, clerk, place)

    @of_a_case
    def hold_up(session: Session, turn: Turn) -> Outcome:
        inside.set()
        assert in_the_way.wait(10)
        return walking.later(session, turn, 4)

    def go_over() -> None:
        """Do as a turn in another chat of clerk 1, slowly: the others ask meanwhile whose case is which."""
        with engine.begin() as connection:
            connection.execute(text("LOCK TABLE number_series IN EXCLUSIVE MODE"))
            time.sleep(0.2)
            connection.execute(update(Person).where(col(Person.id) == 1).values(application_id=2))

    first = asyncio.create_task(says(two[0], 4, hold_up))
    await asyncio.to_thread(inside.wait)
    over = asyncio.create_task(asyncio.to_thread(go_over))
    await asyncio.sleep(0.2)
    later = NOW + timedelta(minutes=1)
    texts = {1: "Leegstand in de straat", 2: HOUSE.call.checklist.by_key[place].example.in_language("nl")}
    waiting = [
        asyncio.create_task(says(two[0], clerk, speech.hear, words, row=clerk, at=later))
        for clerk, words in texts.items()
    ]
    await asyncio.sleep(0.1)
    in_the_way.set()
    await asyncio.gather(first, over, *waiting)
    kept = [said(engine, place)[2], *(words for (words,) in found(engine, select(col(EarlierAnswer.said))))]
    assert sorted(kept) == sorted(texts.values())
