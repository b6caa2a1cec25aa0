"""Up to which moment the reminders were planned: what fell due before it is never planned again."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class Planned(SQLModel, table=True):
    """The watermark of one planner."""

    name: str = Field(primary_key=True, max_length=40)
    until_at: datetime = Field(sa_type=UtcDateTime)
