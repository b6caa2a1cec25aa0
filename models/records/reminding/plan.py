"""The way to the college: how it meets, for each application, and who has it in their calendar."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class CollegePlan(SQLModel, table=True):
    """How the college of an application meets; the days follow from it and from the deadline of the moment."""

    __tablename__ = "college_plan"

    application_id: int = Field(foreign_key="application.id", primary_key=True)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    weekday: int | None = None  # 0 is Monday; None once answered: nobody knows
    agenda_days: int | None = None  # so many days before the meeting its agenda closes


class PlanCalendar(SQLModel, table=True):
    """A person who asked for the plan in their calendar, and what was sent there last."""

    __tablename__ = "plan_calendar"

    application_id: int = Field(foreign_key="application.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    sequence: int = 0  # grows with each sending: a calendar takes the highest
    days: str = Field(default="", max_length=80)  # the days of the steps, as they were sent
    sent_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # taken out again, or of the past
