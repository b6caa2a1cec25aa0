"""What a province does about a municipality that fell out or does not apply, and what came of it."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.storage.database import UtcDateTime

DECLINES = "declines"  # the outcome of a municipality that does not take part: nobody reminds it
OUTCOMES = ("answered", "next_round", DECLINES)  # a button bears the place, so it only grows at the end


class FollowUp(SQLModel, table=True):
    """How a municipality is followed in a round: one for all officers of its province, so that two do not call it."""

    __tablename__ = "follow_up"
    __table_args__ = (UniqueConstraint("call_name", "round_id", "nis_code"),)

    id: int = Field(default=None, primary_key=True)
    call_name: str = Field(max_length=80)
    round_id: str = Field(max_length=20)
    nis_code: str = Field(max_length=5)
    claimed_by: int | None = Field(default=None, foreign_key="person.id")
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    snoozed_until_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: str | None = Field(default=None, max_length=12)  # one of OUTCOMES; None while it is open


class FollowUpStep(SQLModel, table=True):
    """What was done about a municipality, by whom and when; append-only, without free text."""

    __tablename__ = "follow_up_step"

    id: int = Field(default=None, primary_key=True)
    follow_up_id: int = Field(foreign_key="follow_up.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    what: str = Field(max_length=20)
    detail: str = Field(default="", max_length=80)


class CallNote(SQLModel, table=True):
    """What an officer wrote down after calling a municipality: free text, erased as a row."""

    __tablename__ = "call_note"

    id: int = Field(default=None, primary_key=True)
    follow_up_id: int = Field(foreign_key="follow_up.id", index=True)
    text: str = Field(sa_type=Text)
    written_by: int | None = Field(default=None, foreign_key="person.id", index=True)
    written_at: datetime = Field(sa_type=UtcDateTime)


class Nudge(SQLModel, table=True):
    """A letter of an officer to a municipality: prepared while `sent_at` is empty."""

    id: int = Field(default=None, primary_key=True)
    follow_up_id: int = Field(foreign_key="follow_up.id", index=True)
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)  # whose people it is to
    language: str = Field(max_length=2)
    text: str = Field(sa_type=Text)
    written_by: int | None = Field(default=None, foreign_key="person.id", index=True)
    begun_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answer_told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # that the municipality did something
