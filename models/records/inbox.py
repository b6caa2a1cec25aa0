"""Updates as they came in: stored before they are confirmed, applied once, answered at least once."""

from datetime import datetime

from sqlalchemy import BigInteger, Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.storage.database import UtcDateTime


class StoredUpdate(SQLModel, table=True):
    """One update of a front, raw, with what is known about when the person sent it."""

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("front", "update_id"),)

    id: int = Field(default=None, primary_key=True)
    front: str = Field(max_length=16)
    update_id: int = Field(sa_type=BigInteger)
    raw: str = Field(sa_type=Text)
    received_at: datetime = Field(sa_type=UtcDateTime)
    # For a button press, which bears no stamp: it was pressed after the last poll that left nothing behind,
    # and before the stamp of any later update.
    sent_after: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_before: datetime | None = Field(default=None, sa_type=UtcDateTime)
    applied_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    tries: int = 0
    parked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Poll(SQLModel, table=True):
    """The last poll of a front that left nothing behind."""

    front: str = Field(primary_key=True, max_length=16)
    drained_at: datetime = Field(sa_type=UtcDateTime)
