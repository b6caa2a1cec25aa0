"""The settings: the only reader of the environment, with every mistake named at once."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.mistakes import WrongSettings

# python-telegram-bot reads this itself: waiting times come as timedelta, and no warning is raised for each of them.
os.environ.setdefault("PTB_TIMEDELTA", "true")

TlsMode = Literal["none", "starttls", "tls"]


class Settings(BaseSettings):
    """What can be set, by KERNBOT_... in the environment or in `.env`."""

    model_config = SettingsConfigDict(env_prefix="KERNBOT_", env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = Path("var")
    database_url: SecretStr = SecretStr("")
    call: str = "profploeg"
    language: Literal["nl", "en"] = "nl"

    telegram_token: SecretStr = SecretStr("")
    telegram_api_url: str = Field(default="https://api.telegram.org", pattern=r"^https?://\S+$")

    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_username: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_tls: TlsMode = "starttls"
    mail_from: str = "Kernbot <kernbot@localhost>"

    @model_validator(mode="after")
    def _password_goes_with_name(self) -> "Settings":
        if self.smtp_username and not self.smtp_password.get_secret_value():
            raise ValueError("KERNBOT_SMTP_USERNAME is set but KERNBOT_SMTP_PASSWORD is not")
        if self.smtp_username and self.smtp_tls == "none":
            raise ValueError("KERNBOT_SMTP_TLS is none, so the password would travel unprotected: use starttls or tls")
        return self

    @property
    def url(self) -> str:
        """Return the address of the database: SQLite in the data folder unless one is set."""
        return self.database_url.get_secret_value() or f"sqlite:///{self.data_dir / 'kernbot.db'}"


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
