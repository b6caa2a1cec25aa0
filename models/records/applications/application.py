"""An application of a municipality in a round, who works on it and what they answered."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.calls.stages import Stage
from models.storage.database import UtcDateTime, partial_index

UNDONE = "undone"  # a decision that was taken back; the event's detail is the stage that was left
# What the figures count: the name of a stage for each step, and what undoes one.
STEPS_COUNTED = (Stage.ADMISSIBLE, Stage.SELECTED, Stage.WITHDRAWN, UNDONE)
_COUNTED = "what IN ('admissible', 'selected', 'withdrawn', 'undone')"  # the same; a test of the figures compares them


def _sent_index(name: str, *columns: str) -> Index:
    """Return an index of what was sent, of a round by the columns, in the order in which it was sent first."""
    order = ("call_name", "round_id", *columns, "first_sent_at", "id")
    return partial_index(name, *order, where="first_sent_at IS NOT NULL")


class Application(SQLModel, table=True):
    """A municipality's application in one round of a call, pinned to the version of the call it was made under."""

    # The sweep that ends rounds looks here every half minute, among all that ever ended.
    __table_args__ = (
        Index("ix_application_stage_call_name_round_id_closed_at", "stage", "call_name", "round_id", "closed_at"),
        Index("ix_application_call_name_nis_code", "call_name", "nis_code"),
        _sent_index("ix_application_sent"),
        _sent_index("ix_application_sent_stage", "stage"),
        _sent_index("ix_application_sent_province", "province"),
        _sent_index("ix_application_sent_province_stage", "province", "stage"),
    )

    id: int = Field(default=None, primary_key=True)
    call_name: str = Field(max_length=80)
    call_version: str = Field(foreign_key="call_version.version", max_length=64)
    round_id: str = Field(max_length=20)
    nis_code: str | None = Field(default=None, max_length=5)  # None until the municipality is confirmed
    province: str | None = Field(default=None, max_length=40)  # of that municipality, for the lists of the desks
    stage: str = Field(default=Stage.DRAFT, max_length=24)
    number: str | None = Field(default=None, unique=True, max_length=40)
    # "call/round/municipality" once a fitting mailbox is proven, and only while live: this makes
    # "one live application for one municipality in one round" a rule of the database.
    live_key: str | None = Field(default=None, unique=True, max_length=120)
    carried_from_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    first_sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # when what the end of its round brings was done; None again once the deadline is later after all
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # What the agency asks (again): the keys of those items, space between; they come first.
    asked_first: str | None = None
    reply_by_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # while information is requested
    shown_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # since when the province may read the draft
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # since when its words and files are gone


class Participant(SQLModel, table=True):
    """A person who works on an application, and where they are in its checklist."""

    __table_args__ = (UniqueConstraint("application_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str = Field(max_length=12)  # contact or colleague
    place: str | None = None  # the key of the item that was asked last
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    joined_at: datetime = Field(sa_type=UtcDateTime)
    left_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class KeptAnswer(SQLModel, table=True):
    """The answer to one item as it stands; a skipped item is a row with nothing said."""

    __tablename__ = "answer"

    application_id: int = Field(foreign_key="application.id", primary_key=True)
    item_key: str = Field(primary_key=True, max_length=60)
    value: str = Field(default="null", sa_type=Text)  # JSON of models.answer.Value
    said: str = Field(default="", sa_type=Text)
    problem: str | None = Field(default=None, max_length=40)
    unclear: str = ""  # what the coach misses, space between
    stale: bool = False
    skipped: bool = False
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime = Field(sa_type=UtcDateTime)
    message: str | None = Field(default=None, max_length=80, index=True)  # "front:chat:message", for edits


class EarlierAnswer(SQLModel, table=True):
    """An answer that was replaced: nothing typed is ever lost."""

    __tablename__ = "earlier_answer"

    id: int = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    item_key: str = Field(max_length=60)
    value: str = Field(sa_type=Text)
    said: str = Field(sa_type=Text)
    offered: bool = False  # shown at the item to choose from: a colleague's, or one from a merged draft
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime = Field(sa_type=UtcDateTime)
    message: str | None = Field(default=None, max_length=80)  # that gave it: it may be the beginning of what stands


class Event(SQLModel, table=True):
    """What happened to an application; append-only, with keys and hashes but no free text."""

    # Only of the few that are counted: each answer is an event, too, and would pay for the index.
    __table_args__ = (partial_index("ix_event_counted", "application_id", "what", where=_COUNTED),)

    id: int = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    channel: str = Field(max_length=16)  # telegram, local, mail, system
    what: str = Field(max_length=40)
    item_key: str | None = Field(default=None, max_length=60)
    detail: str = Field(default="", max_length=200)
