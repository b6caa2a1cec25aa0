"""Proven mailboxes whose domain is not the municipality's: the province confirms or refuses each once."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.storage.database import UtcDateTime, partial_index

OPEN = "decided_at IS NULL"


class ForeignMailbox(SQLModel, table=True):
    """A mailbox that speaks for a municipality without a fitting domain, and what the province says of it."""

    __tablename__ = "foreign_mailbox"
    __table_args__ = (
        UniqueConstraint("email", "nis_code"),
        partial_index("ix_foreign_mailbox_open", "nis_code", where=OPEN),
    )

    id: int = Field(default=None, primary_key=True)
    email: str = Field(max_length=320)
    nis_code: str = Field(max_length=5)
    person_id: int = Field(foreign_key="person.id", index=True)  # who proved it first
    application_id: int = Field(foreign_key="application.id", index=True)  # on which it was found
    found_at: datetime = Field(sa_type=UtcDateTime)
    is_confirmed: bool | None = None
    reason: str = Field(default="", sa_type=Text)  # why it was refused, in the officer's words
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
