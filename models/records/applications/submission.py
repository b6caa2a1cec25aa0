"""What was sent: each submission of an application with its number, moment and checksum."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.storage.database import UtcDateTime


class Submission(SQLModel, table=True):
    """One sending of an application; the highest `version` is the one that stands."""

    __table_args__ = (UniqueConstraint("application_id", "version"),)

    id: int = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id")
    version: int
    sent_at: datetime = Field(sa_type=UtcDateTime)
    sent_by: int | None = Field(default=None, foreign_key="person.id")
    checksum: str = Field(max_length=64)
    content: str = Field(sa_type=Text)  # the canonical JSON that the checksum is of
    coach_version: str = Field(max_length=20)
    coach_outcome: str = Field(sa_type=Text)  # JSON: item key -> what the coach missed
    # since when `content` lacks what was erased: the checksum is still that of what was sent
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class NumberSeries(SQLModel, table=True):
    """The last number given out in a series such as PROF-2021-2."""

    __tablename__ = "number_series"

    prefix: str = Field(primary_key=True, max_length=40)
    last: int
