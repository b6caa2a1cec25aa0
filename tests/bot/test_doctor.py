"""kernbot doctor: what it looks at, and what it says to do."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.commands.mistakes import Refused
from bot.doctor import examination
from bot.doctor.examination import examine
from bot.doctor.findings import Finding, report
from bot.opening import open_database
from bot.settings import Settings
from bot.web import neighbour
from bot.web.server import open_socket
from models.records.messages import pause_queries
from models.storage.database import open_engine
from tests.fakes.bot_api_server import FakeBotApi
from tests.fakes.conversation import Town
from tests.fakes.empty_database import ON_POSTGRES, set_for
from tests.fakes.site import serving
from tests.fakes.smtp_server import FakeSmtpServer

Make = Callable[..., Settings]
IN_ROUND_2 = datetime(2021, 10, 20, 8, tzinfo=UTC)
AFTER_THE_LAST = datetime(2022, 1, 1, 8, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Make:
    """Makes settings with a data folder of their own."""

    def make(**values: object) -> Settings:
        own = {"data_dir": tmp_path / "data", "call": "profploeg-2021", "http_port": 0}
        return Settings(
            _env_file=None, **{"database_url": set_for(tmp_path / "data", has_tables=False), **own, **values}
        )

    return make


async def found(settings: Settings, what: str, now: datetime = IN_ROUND_2) -> Finding:
    """Return what the doctor finds about one thing."""
    [finding] = [one for one in await examine(settings, lambda: now) if one.what == what]
    return finding


async def test_on_a_fresh_machine_all_is_fine(settings: Make) -> None:
    findings = await examine(settings(), lambda: IN_ROUND_2)
    assert [one.what for one in findings] == [
        "data folder", "disk", "time zones", "database", "call", "writing", "backup", "clock", "sending", "mail",
        "mail in", "reply address", "Telegram", "web", "visitors",
    ]  # fmt: skip
    ill = [one.what for one in findings if not one.is_fine]
    assert ill == (["clock"] if ON_POSTGRES else [])  # a server knows that it is not 2021


async def test_a_folder_that_everybody_can_read_is_told(settings: Make) -> None:
    house = settings()
    house.data_dir.mkdir(mode=0o755)
    house.data_dir.chmod(0o755)
    folder = await found(house, "data folder")
    assert not folder.is_fine
    assert folder.advice.startswith(f"run: chmod o-rwx {house.data_dir}")
    house.data_dir.chmod(0o750)
    assert (await found(house, "data folder")).is_fine


async def test_what_was_found_is_printed_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    good = Finding(what="mail", is_fine=True, detail="answers", advice="never shown")
    bad = Finding(what="database", is_fine=False, detail="is old", advice="run: kernbot db upgrade")
    report([good, bad])
    assert capsys.readouterr().out == "ok  mail: answers\nNOT database: is old\n    -> run: kernbot db upgrade\n"


async def test_a_folder_that_cannot_be_made_is_told(settings: Make, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    finding = await found(settings(), "data folder")
    assert not finding.is_fine
    assert "KERNBOT_DATA_DIR" in finding.advice


async def test_a_full_disk_is_told_as_one(settings: Make, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / ".doctor").symlink_to("/dev/full")
    finding = await found(settings(), "data folder")
    assert (finding.detail.endswith("No space left on device"), finding.advice) == (True, examination.ROOM)


async def test_a_folder_that_the_doctor_makes_is_for_nobody_else_to_read(settings: Make) -> None:
    await found(settings(), "data folder")
    assert settings().data_dir.stat().st_mode & 0o077 == 0


async def test_a_disk_that_is_nearly_full_is_told(settings: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination, "LEAST_FREE_BYTES", 10**18)
    assert not (await found(settings(), "disk")).is_fine


@pytest.mark.parametrize(("revision", "remedy"), [("0001", "kernbot db upgrade"), ("9999", "install that one again")])
async def test_tables_of_another_version_are_told_with_what_mends_them(
    settings: Make, revision: str, remedy: str
) -> None:
    assert (await found(settings(), "database")).is_fine
    engine = open_engine(settings().url)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{revision}'"))
    engine.dispose()
    finding = await found(settings(), "database")
    assert not finding.is_fine
    assert f"revision {revision}" in finding.detail
    assert remedy in finding.advice


async def test_a_database_that_cannot_be_opened_is_told_without_its_password(settings: Make) -> None:
    away = settings(database_url="postgresql://kernbot:hunter2@127.0.0.1:1/kernbot")
    findings = await examine(away, lambda: IN_ROUND_2)
    [finding] = [one for one in findings if one.what == "database"]
    assert not finding.is_fine
    assert "KERNBOT_DATABASE_URL" in finding.advice
    assert "hunter2" not in str(findings)


async def test_a_call_that_is_not_there_is_told_with_those_that_are(settings: Make) -> None:
    finding = await found(settings(call="proefploeg"), "call")
    assert not finding.is_fine
    assert "profploeg, profploeg-2021" in finding.detail
    assert "kernbot call load FILE" in finding.advice


async def test_a_call_whose_rounds_are_over_is_told(settings: Make) -> None:
    finding = await found(settings(), "call", AFTER_THE_LAST)
    assert not finding.is_fine
    assert "kernbot call load" in finding.advice


async def test_the_open_round_is_named(settings: Make) -> None:
    assert "2021-2 is open until 2021-11-12" in (await found(settings(), "call")).detail


async def test_a_mail_server_that_answers_is_fine(settings: Make) -> None:
    async with FakeSmtpServer() as server:
        finding = await found(settings(smtp_host="localhost", smtp_port=server.port, smtp_tls="none"), "mail")
        assert finding.is_fine
        assert server.mails == []


async def test_a_mail_server_that_offers_no_encryption_where_it_is_asked_is_told(settings: Make) -> None:
    async with FakeSmtpServer() as server:
        finding = await found(settings(smtp_host="localhost", smtp_port=server.port), "mail")
        assert not finding.is_fine
        assert "KERNBOT_SMTP_" in finding.advice


async def test_a_mail_server_that_is_not_there_is_told(settings: Make) -> None:
    finding = await found(settings(smtp_host="localhost", smtp_port=1), "mail")
    assert not finding.is_fine
    assert "localhost:1" in finding.detail


async def test_a_bot_that_answers_is_named_with_what_telegram_promises(settings: Make) -> None:
    async with FakeBotApi() as server:
        finding = await found(settings(telegram_token=server.token, telegram_api_url=server.url), "Telegram")
    assert finding.is_fine
    assert "the bot is @" in finding.detail
    assert "24 hours" in finding.detail


async def test_a_wrong_token_is_told_without_the_token(settings: Make) -> None:
    async with FakeBotApi() as server:
        wrong = settings(telegram_token="110201543:hunter2", telegram_api_url=server.url)
        finding = await found(wrong, "Telegram")
    assert not finding.is_fine
    assert "KERNBOT_TELEGRAM_TOKEN" in finding.advice
    assert "hunter2" not in str(finding)


async def test_a_telegram_that_cannot_be_reached_is_told(settings: Make) -> None:
    finding = await found(settings(telegram_token="1:a", telegram_api_url="http://127.0.0.1:1"), "Telegram")
    assert not finding.is_fine
    assert "KERNBOT_TELEGRAM_API_URL" in finding.advice


async def test_a_port_that_is_free_is_told(settings: Make) -> None:
    with open_socket("127.0.0.1", 0) as bound:
        port = bound.getsockname()[1]
    finding = await found(settings(http_port=port), "web")
    assert finding.is_fine
    assert finding.detail == f"127.0.0.1 port {port} is free: kernbot run will answer there"


async def test_a_port_of_another_program_is_told(settings: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbour, "PATIENCE_S", 0.2)
    with open_socket("127.0.0.1", 0) as bound:
        bound.listen()
        finding = await found(settings(http_port=bound.getsockname()[1]), "web")
    assert not finding.is_fine
    assert "taken by another program" in finding.detail
    assert "KERNBOT_HTTP_PORT" in finding.advice


async def test_a_kernbot_that_runs_says_how_it_is(settings: Make, town: Town) -> None:
    async with serving(town.house) as site:
        well = await found(settings(http_port=site.port), "web")
        assert (well.is_fine, "Kernbot runs and is well" in well.detail) == (True, True)
        town.clock.pass_(minutes=3)
        red = await found(settings(http_port=site.port), "web")
    assert not red.is_fine
    assert "nobody has looked for 3 minutes" in red.detail


async def test_a_kernbot_that_is_paused_is_no_matter_of_its_log(settings: Make, town: Town) -> None:
    await town.house.services.store.run(pause_queries.pause, town.clock(), backup_at=town.clock())
    async with serving(town.house) as site:
        paused = await found(settings(http_port=site.port), "web")
    assert not paused.is_fine
    assert paused.advice == "see what is said of sending"


@pytest.mark.parametrize("host", ["no-such-host.invalid", "192.0.2.1"])
async def test_an_address_that_is_not_of_this_machine_is_told(settings: Make, host: str) -> None:
    finding = await found(settings(http_host=host, http_port=8000), "web")
    assert not finding.is_fine
    assert "KERNBOT_HTTP_HOST" in finding.detail
    assert "KERNBOT_HTTP_HOST" in finding.advice


@pytest.mark.sqlite_alone("a server is no file that could be damaged so")
async def test_a_file_that_is_no_database_is_to_be_put_back(settings: Make) -> None:
    house = settings()
    house.data_dir.mkdir()
    (house.data_dir / "kernbot.db").write_bytes(b"no database" * 100)
    database = await found(house, "database")
    assert not database.is_fine
    assert "kernbot restore FILE" in database.advice
    with pytest.raises(Refused, match="try kernbot doctor"):
        open_database(house)


async def test_a_server_that_is_away_is_a_matter_of_its_address(settings: Make) -> None:
    database = await found(settings(database_url="postgresql://nobody@127.0.0.1:1/kernbot"), "database")
    assert not database.is_fine
    assert database.advice.startswith("check KERNBOT_DATABASE_URL")


async def test_a_user_without_the_right_to_make_tables_is_told_how_to_get_one(
    settings: Make, bare_postgres_url: str
) -> None:
    database = await found(settings(database_url=with_a_poor_user(bare_postgres_url)), "database")
    assert not database.is_fine
    assert "CREATE DATABASE name OWNER user" in database.advice


def test_such_a_user_is_refused_in_a_sentence(settings: Make, bare_postgres_url: str) -> None:
    with pytest.raises(Refused, match=r"InsufficientPrivilege.*try kernbot doctor"):
        open_database(settings(database_url=with_a_poor_user(bare_postgres_url)))


def with_a_poor_user(url: str) -> str:
    """Return the address for somebody who may come in and make nothing."""
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS poor"))
        connection.execute(text("CREATE ROLE poor LOGIN"))
        connection.execute(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
    engine.dispose()
    return url.replace("postgres@", "poor@")
