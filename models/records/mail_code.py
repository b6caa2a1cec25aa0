"""Codes by e-mail: the rows behind "this mailbox is mine"."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class MailCode(SQLModel, table=True):
    """A code that was asked for; the code is derived at sending and never stored."""

    __tablename__ = "mail_code"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    email: str = Field(max_length=320, index=True)
    nonce: str = Field(max_length=64)  # the code is derived from it with the key of the installation
    asked_at: datetime = Field(sa_type=UtcDateTime, index=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    tries: int = 0
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
