"""Updates as they came in: stored before they are confirmed, applied once, answered at least once."""

from datetime import datetime

from sqlalchemy import BigInteger, Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.storage.database import UtcDateTime, partial_index


class StoredUpdate(SQLModel, table=True):
    """One update of a front, raw, with what is known about when the person sent it."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("front", "update_id"),
        partial_index("ix_inbox_open", "front", "chat_id", where="answered_at IS NULL"),
    )

    id: int = Field(default=None, primary_key=True)
    front: str = Field(max_length=16)
    update_id: int = Field(sa_type=BigInteger)
    chat_id: int | None = Field(default=None, sa_type=BigInteger)  # until it was answered
    holder: str | None = Field(default=None, max_length=80)  # the process that handles it; None: who comes first
    raw: str = Field(sa_type=Text)
    received_at: datetime = Field(sa_type=UtcDateTime)
    # For a button press, which bears no stamp: it was pressed after the last poll that left nothing behind,
    # and before the stamp of any later update.
    sent_after: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_before: datetime | None = Field(default=None, sa_type=UtcDateTime)
    applied_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tries: int = 0
    parked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Poll(SQLModel, table=True):
    """The last poll of a front that left nothing behind."""

    front: str = Field(primary_key=True, max_length=16)
    drained_at: datetime = Field(sa_type=UtcDateTime)
