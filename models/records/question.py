"""Questions that people asked and nobody could answer from the list."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class Question(SQLModel, table=True):
    """A question kept with the application, and its answer when somebody gave one."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    item_key: str | None = Field(default=None, max_length=60)
    text: str = Field(sa_type=Text)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    answer: str | None = Field(default=None, sa_type=Text)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
