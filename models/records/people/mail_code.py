"""Codes by e-mail: the rows behind "this mailbox is mine"."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class CodeUse(StrEnum):
    """What a code is good for; one for the one is of no use for the other."""

    MAILBOX = "mailbox"  # proves a mailbox, typed in chat or in reply to the mail
    DESK = "desk"  # lets an officer in at the desk in a browser


class MailCode(SQLModel, table=True):
    """A code that was asked for; the code is derived at sending and never stored."""

    __tablename__ = "mail_code"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    email: str = Field(max_length=320, index=True)
    use: str = Field(default=CodeUse.MAILBOX, max_length=8, sa_column_kwargs={"server_default": "mailbox"})
    nonce: str = Field(max_length=64)  # the code is derived from it with the key of the installation
    asked_at: datetime = Field(sa_type=UtcDateTime, index=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    tries: int = 0
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
