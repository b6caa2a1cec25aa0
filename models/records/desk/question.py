"""Questions that people asked and nobody could answer from the list."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime, partial_index

OPEN = "answered_at IS NULL"


class Question(SQLModel, table=True):
    """A question kept with the application, and its answer when somebody gave one."""

    __table_args__ = (partial_index("ix_question_open", "asked_at", where=OPEN),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    item_key: str | None = Field(default=None, max_length=60)
    text: str = Field(sa_type=Text)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    answer: str | None = Field(default=None, sa_type=Text)  # an officer's words, or "faq:" and which one of the list
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by: int | None = Field(default=None, foreign_key="person.id")  # the officer; None when the list had it
