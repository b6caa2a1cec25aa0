"""kill -9 at any moment: nothing lost, nothing applied twice, every turn answered, one receipt for each town."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.fakes.bot_api_driver import BotApiDriver, bot_api_process
from tests.fakes.empty_database import set_for
from tests.faults import findings, kill
from tests.faults.bot_process import BotProcess
from tests.faults.person import Person, asks, offers

KILLS, SEED = 4, 20211112


def test_clerks_reach_their_receipts_while_the_program_is_killed_again_and_again(tmp_path: Path) -> None:
    trial = kill.run(tmp_path, kills=KILLS, seed=SEED, towns=kill.TOWNS[:2], url=set_for(tmp_path / "var"))
    assert (trial.kills, trial.holds()) == (KILLS, True), trial.line()


@pytest.fixture
def people() -> Iterator[BotApiDriver]:
    with bot_api_process() as people:
        yield people


@pytest.fixture
def bot(tmp_path: Path, people: BotApiDriver) -> Iterator[BotProcess]:
    bot = BotProcess(tmp_path / "var", people.url, database_url=set_for(tmp_path / "var"))
    bot.start()
    yield bot
    bot.kill()


@pytest.fixture
def person(people: BotApiDriver, bot: BotProcess) -> Person:
    """Somebody who is asked for the name of the contact person."""
    person = Person(people, "An", acted=lambda: None)
    person.says("/start", offers("Akkoord"))
    person.presses("Akkoord", asks("1"))
    person.says("Lier", offers("Ja"))
    person.presses("Ja", asks("2"))
    return person


def until(holds: Callable[[], bool], bot: BotProcess) -> None:
    while not holds():
        assert bot.is_running(), bot.log.read_text()
        time.sleep(0.02)


def in_inbox(bot: BotProcess, update_id: int) -> tuple[bool, bool] | None:
    """Return whether an update was applied and answered; None: it is not stored."""
    with findings.database(bot.database_url) as found:
        query = "SELECT applied_at IS NOT NULL, answered_at IS NOT NULL FROM inbox WHERE update_id = :id"
        row = found.execute(text(query), {"id": update_id}).one_or_none()
    return (bool(row[0]), bool(row[1])) if row else None


def answers_kept(bot: BotProcess) -> list[str]:
    with findings.database(bot.database_url) as found:
        query = "SELECT item_key FROM event WHERE what = 'answered' ORDER BY id"
        return list(found.execute(text(query)).scalars())


def goes_on(person: Person, bot: BotProcess) -> int:
    """Start anew, see the answer to the name, answer the next question; return how often question 3 was asked."""
    person.people.no_faults()
    bot.start()
    until(lambda: person.page().asks("3"), bot)
    person.says("Deskundige lokale economie", asks("4"))
    assert answers_kept(bot) == ["contact_name", "contact_function"]
    assert person.people.pending() == 0
    return sum(page.asks("3") for page in person.pages())


def test_killed_before_the_update_was_stored(person: Person, bot: BotProcess, people: BotApiDriver) -> None:
    people.fault("getUpdates", "hang", seconds=60, after=True)  # it is handed out, and the answer never arrives
    Person(people, "Bram", acted=lambda: None).says("/start", offers("Akkoord"))  # ends the poll of before
    update_id = people.say(person.chat, "An Peeters")
    time.sleep(0.3)
    bot.kill()
    assert (in_inbox(bot, update_id), people.pending()) == (None, 1)
    assert goes_on(person, bot) == 1


def test_killed_between_the_store_and_the_offset(person: Person, bot: BotProcess, people: BotApiDriver) -> None:
    people.fault("getUpdates", "hang", seconds=60)  # the poll after the next, which would confirm
    update_id = people.say(person.chat, "An Peeters")
    until(lambda: in_inbox(bot, update_id) == (True, True), bot)
    bot.kill()
    assert people.pending() == 1
    assert goes_on(person, bot) == 1


def test_killed_between_the_commit_and_the_answer(person: Person, bot: BotProcess, people: BotApiDriver) -> None:
    people.fault("sendMessage", "hang", seconds=60)
    update_id = people.say(person.chat, "An Peeters")
    until(lambda: in_inbox(bot, update_id) == (True, False), bot)
    bot.kill()
    assert goes_on(person, bot) == 1


def test_killed_between_the_answer_and_its_mark(person: Person, bot: BotProcess, people: BotApiDriver) -> None:
    people.fault("sendMessage", "hang", seconds=60, after=True)
    update_id = people.say(person.chat, "An Peeters")
    until(lambda: person.page().asks("3"), bot)
    bot.kill()
    assert in_inbox(bot, update_id) == (True, False)
    assert goes_on(person, bot) == 2  # at least once: the person reads the same question again
