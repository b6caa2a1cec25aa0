"""Frozen figures: what was counted at one moment, with a checksum, so that it can be shown again."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class Snapshot(SQLModel, table=True):
    """The figures of a call as they were at one moment; never changed."""

    id: int = Field(default=None, primary_key=True)
    call_name: str = Field(max_length=80, index=True)
    taken_at: datetime = Field(sa_type=UtcDateTime)
    taken_by: int | None = Field(default=None, foreign_key="person.id")  # None: by the operator
    checksum: str = Field(max_length=64)
    content: str = Field(sa_type=Text)  # canonical JSON of the figures
