"""What follows when a municipality is selected: the intake interview, the budget, the experts, the phases."""

from datetime import date, datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class Intake(SQLModel, table=True):
    """An intake interview as it is planned; one that was cancelled stays, and the next is a row of its own."""

    id: int = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    sequence: int = 0  # grows whenever it is moved or cancelled: a calendar takes the highest
    starts_at: datetime = Field(sa_type=UtcDateTime)
    place: str = Field(sa_type=Text)
    note: str = Field(default="", sa_type=Text)
    planned_by: int | None = Field(default=None, foreign_key="person.id")  # who is invited for the agency
    planned_at: datetime = Field(sa_type=UtcDateTime)
    held_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str = Field(default="", sa_type=Text)  # why it was cancelled


class Guidance(SQLModel, table=True):
    """The budget of a guidance, fixed after the intake interview."""

    application_id: int = Field(foreign_key="application.id", primary_key=True)
    budget_cents: int
    fixed_by: int | None = Field(default=None, foreign_key="person.id")
    fixed_at: datetime = Field(sa_type=UtcDateTime)


class Expert(SQLModel, table=True):
    """An expert of a guidance, for one field of expertise."""

    id: int = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    field: str = Field(sa_type=Text)  # the key of an option of the call, or words where it names none
    name: str = Field(sa_type=Text)
    organisation: str = Field(sa_type=Text)
    added_at: datetime = Field(sa_type=UtcDateTime)


class Phase(SQLModel, table=True):
    """A phase of a guidance, both days included."""

    id: int = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    title: str = Field(sa_type=Text)
    from_on: date
    until_on: date = Field(index=True)
    added_at: datetime = Field(sa_type=UtcDateTime)
