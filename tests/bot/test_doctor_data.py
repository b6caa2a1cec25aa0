"""What the doctor says of the data: writing, the last backup, the clock, and sending that is paused."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pydantic import SecretStr
from sqlmodel import Session
from telegram import WebhookInfo

from bot.backup.taking import take
from bot.clock import utc_now
from bot.doctor import data, examination
from bot.doctor.findings import Finding
from bot.settings import Settings
from models.records.messages import pause_queries
from models.storage.database import open_engine
from tests.fakes.conversation import StandingClock
from tests.fakes.empty_database import with_database
from tests.fakes.post_room import open_post_room

NOW = datetime(2021, 10, 20, 8, tzinfo=UTC)
WITHOUT_A_SERVER = pytest.mark.sqlite_alone("the clock is compared with that of the database where it is a server")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return with_database(Settings(_env_file=None, data_dir=tmp_path, call="profploeg-2021"))


def found(settings: Settings, what: str, now: datetime = NOW) -> Finding:
    [finding] = [one for one in data.examine(settings, lambda: now) if one.what == what]
    return finding


def test_a_database_that_takes_a_row_is_fine_and_keeps_none(settings: Settings) -> None:
    assert found(settings, "writing").is_fine
    assert take(settings, settings.data_dir / "b.zip", NOW).rows["planned"] == 0


def test_a_database_that_takes_no_row_is_told(postgres_url: str, tmp_path: Path) -> None:
    read_only = f"{postgres_url}?options=-c%20default_transaction_read_only%3Don"
    finding = found(Settings(_env_file=None, data_dir=tmp_path, database_url=read_only), "writing")
    assert not finding.is_fine
    assert "disk full" in finding.advice


def test_without_data_no_backup_is_missed_and_with_data_one_is(settings: Settings, clock: StandingClock) -> None:
    assert found(settings, "backup").is_fine
    with open_post_room(settings.data_dir, clock):
        finding = found(settings, "backup")
    assert (finding.is_fine, finding.detail) == (False, "none was made yet")
    assert "kernbot backup FILE" in finding.advice


@pytest.mark.parametrize(("age", "is_fine"), [(timedelta(hours=36), True), (timedelta(hours=36, seconds=1), False)])
def test_a_backup_of_yesterday_is_fine_and_an_older_one_is_told(
    settings: Settings, age: timedelta, is_fine: bool
) -> None:
    take(settings, settings.data_dir / "b.zip", NOW - age)
    finding = found(settings, "backup")
    assert (finding.is_fine, finding.detail) == (is_fine, "the last good one is 36 hours old")


def test_sending_that_is_paused_is_told_with_the_command_that_ends_it(settings: Settings) -> None:
    assert found(settings, "sending").is_fine
    engine = open_engine(settings.url)
    with Session(engine) as session:
        pause_queries.pause(session, NOW, backup_at=NOW)
        session.commit()
    engine.dispose()
    finding = found(settings, "sending")
    assert not finding.is_fine
    assert "kernbot resume --dry-run" in finding.advice


@WITHOUT_A_SERVER
def test_where_nobody_can_be_asked_the_clock_is_not_compared(settings: Settings) -> None:
    assert found(settings, "clock").detail.startswith("not compared: the database is a file")


@pytest.mark.parametrize(("off_s", "is_fine"), [(0, True), (60, False)])
def test_the_clock_is_compared_with_that_of_the_database_server(
    postgres_url: str, tmp_path: Path, off_s: int, is_fine: bool
) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, database_url=postgres_url)
    finding = found(settings, "clock", utc_now() + timedelta(seconds=off_s))
    assert (finding.is_fine, "the database server" in finding.detail) == (is_fine, True)


@pytest.fixture
def web_server() -> Iterator[str]:
    """The address of a server that says what time it is, as every web server does."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@WITHOUT_A_SERVER
@pytest.mark.parametrize(("off_s", "is_fine"), [(0, True), (60, False)])
def test_with_a_database_in_a_file_the_clock_is_compared_with_that_of_telegram(
    settings: Settings, web_server: str, off_s: int, is_fine: bool
) -> None:
    asked = settings.model_copy(update={"telegram_token": SecretStr("1:a"), "telegram_api_url": web_server})
    finding = found(asked, "clock", utc_now() + timedelta(seconds=off_s))
    assert (finding.is_fine, "that of Telegram" in finding.detail) == (is_fine, True)


@WITHOUT_A_SERVER
def test_a_telegram_that_does_not_answer_says_no_time(settings: Settings) -> None:
    asked = settings.model_copy(update={"telegram_token": SecretStr("1:a"), "telegram_api_url": "http://127.0.0.1:1"})
    assert found(asked, "clock").detail == "not compared: Telegram does not answer"


@pytest.mark.parametrize(("trouble", "is_fine"), [(None, True), ("Connection refused", False)])
def test_a_webhook_is_told_by_its_host_with_what_goes_wrong_there(
    settings: Settings, trouble: str | None, is_fine: bool
) -> None:
    hook = WebhookInfo("https://kernbot.example/secret-path", False, 3, last_error_message=trouble)
    finding = examination._webhook(hook, settings)
    assert (finding.is_fine, "kernbot.example; 3 wait" in finding.detail) == (is_fine, True)
    assert "secret-path" not in str(finding)


def test_a_webhook_that_is_about_to_come_or_to_go_is_told(settings: Settings) -> None:
    asked = settings.model_copy(update={"telegram_webhook_secret": SecretStr("a-secret-of-sixteen")})
    none, some = WebhookInfo("", False, 0), WebhookInfo("https://kernbot.example/path", False, 0)
    assert examination._webhook(none, settings).detail == "none: kernbot run asks for what people said"
    assert examination._webhook(none, asked).detail.startswith("none yet: kernbot run tells Telegram")
    assert "the next start of kernbot run ends that" in examination._webhook(some, settings).detail
    assert "next start" not in examination._webhook(some, asked).detail
