"""What an officer decides about an application: prepared, taken, perhaps undone, and told ten minutes later."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class Decision(SQLModel, table=True):
    """One step of an application at the agency, from the first press of a button to the letter that tells it."""

    __table_args__ = (Index("ix_decision_settled_at_leaves_at", "settled_at", "leaves_at"),)

    id: int = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    submission_id: int = Field(foreign_key="submission.id")  # what the officer looked at
    from_stage: str = Field(max_length=24)
    to_stage: str = Field(max_length=24)
    items: str = ""  # the keys of the items that lack or are asked about, space between
    remark: str = Field(default="", sa_type=Text)  # in the officer's words
    reply_by_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # for information that is requested
    batch: str | None = Field(default=None, max_length=16, index=True)  # taken together with the others of its batch
    decided_by: int | None = Field(default=None, foreign_key="person.id", index=True)  # None: it followed by itself
    begun_at: datetime = Field(sa_type=UtcDateTime)
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    leaves_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # when it is told; until then undone easily
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # what follows from it is done
