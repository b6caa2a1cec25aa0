"""People who showed interest in a call, from a list such as the participants of the webinar: reached by mail."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from models.storage.database import UtcDateTime


class Interest(SQLModel, table=True):
    """One line of a list: a mailbox and the municipality that it stands for."""

    __table_args__ = (UniqueConstraint("call_name", "email", "nis_code"),)

    id: int = Field(default=None, primary_key=True)
    call_name: str = Field(max_length=80)
    name: str = Field(max_length=120)
    email: str = Field(max_length=320, index=True)
    nis_code: str = Field(max_length=5, index=True)
    language: str = Field(default="nl", max_length=2)
    consent: str = Field(max_length=200)  # on what basis the person may be written to
    source: str = Field(max_length=200)  # the list it came from
    imported_at: datetime = Field(sa_type=UtcDateTime)
    stopped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # asked to be left alone
