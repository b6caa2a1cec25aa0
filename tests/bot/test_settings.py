"""Settings: what is read, and that every mistake is named at once without repeating a value."""

import re
from pathlib import Path

import pytest

from bot.commands.mistakes import WrongSettings
from bot.settings import Settings, read_settings

SECRETS = {
    "KERNBOT_DATABASE_URL": "postgresql://kernbot:hunter2-db@db/kernbot",
    "KERNBOT_TELEGRAM_TOKEN": "110201543:hunter2-token",
    "KERNBOT_SMTP_PASSWORD": "hunter2-mail",
}


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only what a test sets is set, and no `.env` is near."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"KERNBOT_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def mistakes(monkeypatch: pytest.MonkeyPatch, **values: str) -> list[str]:
    for name, value in values.items():
        monkeypatch.setenv(f"KERNBOT_{name.upper()}", value)
    with pytest.raises(WrongSettings) as caught:
        read_settings()
    return str(caught.value).splitlines()


def test_nothing_has_to_be_set() -> None:
    settings = read_settings()
    assert settings.call == "profploeg"
    assert settings.url == "sqlite:///var/kernbot.db"
    assert not settings.smtp_host


def test_the_database_lies_in_the_data_folder_unless_an_address_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERNBOT_DATA_DIR", "elders")
    assert read_settings().url == "sqlite:///elders/kernbot.db"
    monkeypatch.setenv("KERNBOT_DATABASE_URL", "postgresql://db/kernbot")
    assert read_settings().url == "postgresql://db/kernbot"


def test_a_dot_env_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("KERNBOT_CALL=profploeg-2021\nKERNBOT_LANGUAGE=en\nOTHER_TOOL=1\n", "utf-8")
    monkeypatch.setenv("KERNBOT_LANGUAGE", "nl")
    settings = read_settings()
    assert (settings.call, settings.language) == ("profploeg-2021", "nl")


def test_all_mistakes_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found = mistakes(
        monkeypatch,
        language="fr",
        telegram_api_url="telegram",
        smtp_port="0",
        smtp_username="kernbot",
        smtp_tls="none",
        mail_from="Kernbot",
    )
    assert [line.split(":")[0] for line in found] == [
        "KERNBOT_LANGUAGE",
        "KERNBOT_TELEGRAM_API_URL",
        "KERNBOT_SMTP_PORT",
        "KERNBOT_SMTP_PASSWORD",
        "KERNBOT_SMTP_TLS",
        "KERNBOT_MAIL_FROM",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("smtp_port", "65536"),
        ("smtp_port", "poort"),
        ("smtp_port", ""),
        ("smtp_tls", "ssl"),
        ("telegram_api_url", "ftp://api.telegram.org"),
        ("telegram_api_url", "https://"),
        ("mail_from", "Kernbot <kernbot@x.be>\nBcc: iedereen@x.be"),
        ("mail_from", ""),
        ("http_host", ""),
        ("http_host", "http://127.0.0.1"),
        ("http_port", "65536"),
        ("http_port", "-1"),
        ("public_url", "kernbot.example.org"),
        ("public_url", "https://kernbot.example.org/?x=1"),
        ("public_url", 'https://x.be/"onload='),
        ("public_url", "javascript:alert(1)"),
        ("operator_email", "beheer"),
        ("database_url", "postgres:/kernbot"),
        ("database_url", "mysql://db/kernbot"),
        ("database_url", "postgresql://kernbot:two:p@ss@db:here/kernbot"),
        ("operator_email", "beheer@x.be\nBcc: iedereen@x.be"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    [line] = mistakes(monkeypatch, **{name: value})
    assert re.fullmatch(rf"KERNBOT_{name.upper()}: .{{10,}}", line)


@pytest.mark.parametrize("port", ["1", "65535"])
def test_the_first_and_the_last_port_can_be_used(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("KERNBOT_SMTP_PORT", port)
    assert read_settings().smtp_port == int(port)


def test_a_public_address_is_kept_without_the_slash_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERNBOT_PUBLIC_URL", "https://kernbot.example.org/profploeg/")
    assert read_settings().public_url == "https://kernbot.example.org/profploeg"


def test_a_mistake_repeats_no_value_because_it_may_be_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {name.removeprefix("KERNBOT_").lower(): value for name, value in SECRETS.items()}
    lines = mistakes(monkeypatch, **values, smtp_tls="hunter2-tls", mail_from="hunter2-from", smtp_port="hunter2-port")
    assert len(lines) == 3
    assert "hunter2" not in "".join(lines)


def test_settings_that_are_printed_hide_what_is_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert "hunter2" not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    assert settings.telegram_token.get_secret_value() == SECRETS["KERNBOT_TELEGRAM_TOKEN"]


def test_a_webhook_wants_a_long_secret_and_an_address_that_telegram_can_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    found = mistakes(monkeypatch, telegram_webhook_secret="hunter2")
    assert found == ["KERNBOT_TELEGRAM_WEBHOOK_SECRET: write 16 to 256 letters, digits, _ or -"]
    found = mistakes(monkeypatch, telegram_webhook_secret="hunter2-hunter2-hunter2")
    assert found == [
        "KERNBOT_PUBLIC_URL: KERNBOT_TELEGRAM_WEBHOOK_SECRET is set: write the https:// address that Telegram can reach"
    ]
    monkeypatch.setenv("KERNBOT_PUBLIC_URL", "https://kernbot.example.org")
    assert read_settings().telegram_webhook_secret.get_secret_value() == "hunter2-hunter2-hunter2"
