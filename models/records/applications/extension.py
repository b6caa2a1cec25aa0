"""A round that closes later for one municipality, with the reason and who decided it."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class Extension(SQLModel, table=True):
    """The deadline of one municipality in one round; a later one replaces it, and the history tells of both."""

    call_name: str = Field(primary_key=True, max_length=80)
    round_id: str = Field(primary_key=True, max_length=20)
    nis_code: str = Field(primary_key=True, max_length=5)
    closes_at: datetime = Field(sa_type=UtcDateTime)
    reason: str = Field(max_length=500)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime = Field(sa_type=UtcDateTime)
    sequence: int = 0  # how often it was moved before: calendars take the highest
