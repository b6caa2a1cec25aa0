"""What an officer is filling in, one thing at a time: an interview, a budget, more time for a municipality."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class DeskForm(SQLModel, table=True):
    """A form in the chat of an officer; once it was confirmed its words are gone from here."""

    __tablename__ = "desk_form"

    id: int = Field(default=None, primary_key=True)
    officer_id: int = Field(foreign_key="person.id", index=True)
    what: str = Field(max_length=16)
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    round_id: str | None = Field(default=None, max_length=20)  # with `nis_code`: a form about a municipality
    nis_code: str | None = Field(default=None, max_length=5)
    filled: str = Field(default="{}", sa_type=Text)  # JSON: by field what was read
    asked: str | None = Field(default=None, max_length=16)  # the field that is asked now, None when all are filled
    begun_at: datetime = Field(sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
