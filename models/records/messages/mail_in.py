"""Mails that came in: stored before they are marked as read where they came from, applied once."""

from datetime import datetime

from sqlalchemy import LargeBinary, Text
from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime, partial_index


class MailIn(SQLModel, table=True):
    """One mail as it came in; its bytes stay until it was applied, or until it is proven who wrote it."""

    __tablename__ = "mail_in"
    # Most rows were applied: finding those that were not costs nothing.
    __table_args__ = (partial_index("ix_mail_in_open", "id", where="applied_at IS NULL AND parked_at IS NULL"),)

    id: int = Field(default=None, primary_key=True)
    content_key: str = Field(max_length=64, unique=True)  # the same mail by two ways is one
    raw: bytes = Field(sa_type=LargeBinary)
    received_at: datetime = Field(sa_type=UtcDateTime)  # when the receiving server took it
    stored_at: datetime = Field(sa_type=UtcDateTime)
    applied_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tries: int = 0
    parked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # What the reading found; the words themselves become answers or are kept beside the case.
    sender: str | None = Field(default=None, max_length=320, index=True)
    message_id: str | None = Field(default=None, max_length=320)
    subject: str | None = Field(default=None, max_length=200)
    state: str | None = Field(default=None, max_length=16)  # what came of it, as models/correspondence names it
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    application_id: int | None = Field(default=None, foreign_key="application.id")
    is_proven: bool = False  # a code proved that its mailbox is the writer's, after it had waited for that
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # an automatic answer left for it


class LooseText(SQLModel, table=True):
    """Words of a mail that could not be put where they belong: kept beside the case, or for an officer beside none."""

    __tablename__ = "loose_text"

    id: int = Field(default=None, primary_key=True)
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    mail_id: int | None = Field(default=None, foreign_key="mail_in.id")
    attachment_id: int | None = Field(default=None, foreign_key="attachment.id")  # a file without an item, or None
    text: str = Field(default="", sa_type=Text)
    likely: str = Field(default="", max_length=130)  # the keys of the two items that it most likely belongs to
    created_at: datetime = Field(sa_type=UtcDateTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
