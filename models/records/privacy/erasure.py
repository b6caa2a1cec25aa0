"""What was erased: the list that outlives a restore, and what of each erasure is still to be done outside the rows."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class ErasedMark(SQLModel, table=True):
    """A mailbox or chat that was erased, as an HMAC under the key of this installation: nobody can read it back."""

    __tablename__ = "erased_mark"

    mark: str = Field(primary_key=True, max_length=64)
    erased_at: datetime = Field(sa_type=UtcDateTime)


class Erasure(SQLModel, table=True):
    """One erasure; `chores` is what lies outside the rows and still has to go, and "{}" once it went."""

    id: int = Field(default=None, primary_key=True)
    reason: str = Field(max_length=12)  # asked, operator, restored, retention
    erased_at: datetime = Field(sa_type=UtcDateTime)
    chores: str = Field(default="{}", sa_type=Text)  # JSON: files, mailboxes, names, chats
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
