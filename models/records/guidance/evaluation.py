"""The evaluation of a guidance, and what of it stands in the showcase."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class Evaluation(SQLModel, table=True):
    """That a guidance is evaluated, from the moment it is asked; the answers are rows of `answer`."""

    application_id: int = Field(foreign_key="application.id", primary_key=True)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    asked_again_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_by: int | None = Field(default=None, foreign_key="person.id")
    advice: str = Field(default="", sa_type=Text)  # of the agency, on the next steps
    advised_by: int | None = Field(default=None, foreign_key="person.id")
    advised_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    advice_number: int = 0  # how often it was given: the newest is the one that is mailed


class ShowcaseEntry(SQLModel, table=True):
    """The consent of a municipality to be in the showcase; the story itself is its answer to the evaluation."""

    __tablename__ = "showcase_entry"

    application_id: int = Field(foreign_key="application.id", primary_key=True)
    tags: str = Field(sa_type=Text)  # " item=option item=option ", by which it is found
    shared_by: int | None = Field(default=None, foreign_key="person.id")
    shared_at: datetime = Field(sa_type=UtcDateTime)
    taken_back_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
