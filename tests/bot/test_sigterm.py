"""kernbot run is told to stop: it ends within ten seconds whatever hangs, and nothing of what waited is lost."""

import os
import pty
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.fakes.bot_api_driver import BotApiDriver, bot_api_process
from tests.fakes.empty_database import set_for
from tests.fakes.held_database import held
from tests.faults import findings
from tests.faults.bot_process import BotProcess

WAITING = 300
NO_API = "http://127.0.0.1:9"  # nobody listens there


@pytest.fixture
def people() -> Iterator[BotApiDriver]:
    with bot_api_process() as people:
        yield people


@pytest.fixture
def make_bot(tmp_path: Path) -> Iterator[Callable[..., BotProcess]]:
    made, url = [], set_for(tmp_path / "var")

    def make(api_url: str | None, **more: object) -> BotProcess:
        made.append(BotProcess(tmp_path / "var", api_url, database_url=url, **more))
        return made[-1]

    yield make
    for bot in made:
        bot.kill()


def until(holds: Callable[[], object], bot: BotProcess) -> None:
    """Wait until that holds, as long as the program runs."""
    while not holds():
        assert bot.is_running(), bot.log.read_text()
        time.sleep(0.05)


def started(bot: BotProcess, times: int = 1) -> None:
    until(lambda: bot.says("started") == times, bot)


def answered(bot: BotProcess) -> int:
    with findings.database(bot.database_url) as found:
        return found.execute(text("SELECT count(answered_at) FROM inbox")).scalar_one()


def test_without_a_token_a_person_at_the_terminal_is_let_go_when_it_is_told_to_stop(make_bot) -> None:
    bot, (ours, theirs) = make_bot(None), pty.openpty()
    bot.start(stdin=theirs)
    until(lambda: answered(bot) == 1, bot)
    os.write(ours, b"/help\n")
    until(lambda: answered(bot) == 2, bot)  # and now it waits for the next line
    assert bot.stop() == 0
    os.close(ours)
    os.close(theirs)


def test_it_stops_while_hundreds_of_updates_wait_and_answers_them_after_the_next_start(make_bot, people) -> None:
    chats = [people.open_chat(f"Clerk {number}") for number in range(10)]
    for number in range(WAITING):
        people.say(chats[number % len(chats)], "/help")
    bot = make_bot(people.url)
    bot.start()
    until(lambda: people.pending() < WAITING, bot)
    assert bot.stop() == 0
    answered = sum(len(people.messages(chat)) for chat in chats) - WAITING
    assert answered < WAITING
    bot.start()
    until(lambda: sum(len(people.messages(chat)) for chat in chats) >= 2 * WAITING, bot)
    assert bot.stop() == 0


def test_it_stops_while_an_answer_hangs_and_gives_it_after_the_next_start(make_bot, people) -> None:
    bot, chat = make_bot(people.url), people.open_chat("An")
    people.fault("sendMessage", "hang", seconds=60)
    bot.start()
    people.say(chat, "/start")
    until(lambda: people.pending() == 0, bot)
    assert bot.stop() == 0
    bot.start()
    [_, answer] = people.messages(chat, wait_s=20)
    assert "profploeg" in answer["text_html"]
    assert bot.stop() == 0


def test_it_stops_while_the_server_hangs_at_every_call(make_bot, people) -> None:
    bot = make_bot(people.url)
    bot.start()
    started(bot)
    people.fault("*", "hang", times=50, seconds=60)
    people.say(people.open_chat("An"), "/start")
    time.sleep(0.5)
    assert bot.stop() == 0


def test_it_stops_while_it_waits_for_a_server_that_is_not_there(make_bot) -> None:
    bot = make_bot(NO_API)
    bot.start()
    until(lambda: bot.says("bot API not reached"), bot)
    assert bot.stop() == 0


def test_it_stops_while_another_process_holds_the_database(make_bot, people) -> None:
    bot, chat = make_bot(people.url), people.open_chat("An")
    bot.start()
    started(bot)
    with held(bot.database_url):
        people.say(chat, "/start")
        time.sleep(0.5)
        assert bot.stop() == 0
    assert people.pending() == 1
    bot.start()
    [_, answer] = people.messages(chat, wait_s=20)
    assert "profploeg" in answer["text_html"]
