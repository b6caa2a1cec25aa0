"""The settings: the only reader of the environment, with every mistake named at once."""

import os
import re
from ipaddress import ip_network
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.commands.mistakes import WrongSettings

# python-telegram-bot reads this itself: waiting times come as timedelta, and no warning is raised for each of them.
os.environ.setdefault("PTB_TIMEDELTA", "true")

TELEGRAM = "https://api.telegram.org"
DATABASES = frozenset({"sqlite", "postgresql", "postgres", "postgresql+psycopg"})
TlsMode = Literal["none", "starttls", "tls"]


class Settings(BaseSettings):
    """What can be set, by KERNBOT_... in the environment or in `.env`."""

    model_config = SettingsConfigDict(
        env_prefix="KERNBOT_", env_file=".env", extra="ignore", frozen=True, validate_default=True
    )

    data_dir: Path = Path("var")
    database_url: SecretStr = SecretStr("")
    call: str = "profploeg"
    language: Literal["nl", "en"] = "nl"

    telegram_token: SecretStr = SecretStr("")
    telegram_api_url: str = TELEGRAM

    telegram_webhook_secret: SecretStr = SecretStr("")  # set: Telegram brings updates by itself

    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_username: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_tls: TlsMode = "starttls"
    mail_from: str = "Kernbot <kernbot@localhost>"

    mail_authserv_id: str = ""  # as which our mail server signs Authentication-Results

    imap_host: str = ""
    imap_port: int = Field(default=993, ge=1, le=65535)
    imap_username: str = ""
    imap_password: SecretStr = SecretStr("")
    imap_tls: TlsMode = "tls"
    imap_folder: str = "INBOX"

    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8000, ge=0, le=65535)  # 0: any that is free
    public_url: str = ""
    trusted_proxies: str = ""  # addresses or networks, with commas between: whose X-Forwarded-For is believed
    operator_email: str = ""

    # Each rule hangs on one field, so that all mistakes are found at once; a field sees those above it.

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not _leads_to_a_database(value.get_secret_value()):
            raise ValueError(
                "write an address such as postgresql://name:password@host/kernbot, with %40 for an @ in the password, "
                "or leave it empty for SQLite"
            )
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^\s/]\S*", value):
            raise ValueError("write an address such as https://api.telegram.org")
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _can_be_a_header(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
            raise ValueError("write 16 to 256 letters, digits, _ or -")
        return value

    @field_validator("smtp_password")
    @classmethod
    def _goes_with_the_name(cls, value: SecretStr, others: ValidationInfo) -> SecretStr:
        if others.data.get("smtp_username") and not value.get_secret_value():
            raise ValueError("is empty, but KERNBOT_SMTP_USERNAME is set")
        return value

    @field_validator("smtp_tls")
    @classmethod
    def _hides_the_password(cls, value: TlsMode, others: ValidationInfo) -> TlsMode:
        if value == "none" and others.data.get("smtp_username"):
            raise ValueError("is none, so the password would travel unprotected: use starttls or tls")
        return value

    @field_validator("imap_username")
    @classmethod
    def _is_there_with_a_host(cls, value: str, others: ValidationInfo) -> str:
        if others.data.get("imap_host") and not value:
            raise ValueError("is empty, but KERNBOT_IMAP_HOST is set")
        return value

    @field_validator("imap_password")
    @classmethod
    def _is_there_with_a_mailbox(cls, value: SecretStr, others: ValidationInfo) -> SecretStr:
        if others.data.get("imap_username") and not value.get_secret_value():
            raise ValueError("is empty, but KERNBOT_IMAP_USERNAME is set")
        return value

    @field_validator("imap_tls")
    @classmethod
    def _hides_the_mailbox_password(cls, value: TlsMode, others: ValidationInfo) -> TlsMode:
        if value == "none" and others.data.get("imap_host") not in {"", "127.0.0.1", "localhost", "::1"}:
            raise ValueError("is none, so the password would travel unprotected: use starttls or tls")
        return value

    @field_validator("mail_from")
    @classmethod
    def _is_a_mailbox(cls, value: str) -> str:
        from reminders.mail_message import NotAMailbox, mailbox

        try:
            mailbox(value)
        except NotAMailbox:
            raise ValueError("write a mailbox such as Kernbot <kernbot@example.org>") from None
        return value

    @field_validator("http_host")
    @classmethod
    def _is_a_host(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9.:-]{1,253}", value):
            raise ValueError("write an address of this machine such as 127.0.0.1, or 0.0.0.0 for all of them")
        return value

    @field_validator("public_url")
    @classmethod
    def _is_a_public_address(cls, value: str, others: ValidationInfo) -> str:
        if value and not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*/?", value):
            raise ValueError("write an address such as https://kernbot.example.org, without a question mark")
        brings = others.data.get("telegram_webhook_secret", SecretStr("")).get_secret_value()
        needs = "https://" if others.data.get("telegram_api_url") == TELEGRAM else "http"
        if brings and not value.startswith(needs):
            raise ValueError(
                f"KERNBOT_TELEGRAM_WEBHOOK_SECRET is set: write the {needs} address that Telegram can reach"
            )
        return value.rstrip("/")

    @field_validator("trusted_proxies")
    @classmethod
    def _are_addresses(cls, value: str) -> str:
        try:
            networks = [str(ip_network(one.strip())) for one in value.split(",") if one.strip()]
        except ValueError:
            raise ValueError("write addresses or networks such as 127.0.0.1, 10.0.0.0/24") from None
        if any(ip_network(one).prefixlen == 0 for one in networks):
            raise ValueError("trusts everybody, so anybody could say who they are: name the addresses of your proxy")
        return ",".join(networks)

    @field_validator("operator_email")
    @classmethod
    def _is_empty_or_a_mailbox(cls, value: str) -> str:
        return cls._is_a_mailbox(value) if value else value

    @property
    def url(self) -> str:
        """Return the address of the database: SQLite in the data folder unless one is set."""
        return self.database_url.get_secret_value() or f"sqlite:///{self.data_dir / 'kernbot.db'}"

    def make_data_dir(self) -> None:
        """Make the data folder where it is not there yet: for nobody else to read. One that is there is left as it is.

        Raises:
            OSError: it cannot be made.
        """
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)


def _leads_to_a_database(url: str) -> bool:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        kind = make_url(url).drivername
    except (ArgumentError, ValueError):  # a ValueError: its port is no number
        return False
    return kind in DATABASES


def read_settings() -> Settings:
    """Read the settings.

    Raises:
        WrongSettings: one line for each setting that cannot be used; values are not repeated, they may be secret.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = [_sentence(str(e["loc"][0]) if e["loc"] else "", e["msg"]) for e in error.errors()]
        raise WrongSettings("\n".join(lines)) from None


def _sentence(field: str, message: str) -> str:
    name = f"KERNBOT_{field.upper()}: " if field else ""
    return f"{name}{message.removeprefix('Value error, ')}"
