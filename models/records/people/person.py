"""The people who talk to Kernbot, the chats they use and the mailboxes they have."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel, UniqueConstraint

from models.storage.database import UtcDateTime


class Person(SQLModel, table=True):
    """Somebody who talks to Kernbot; nothing is known of them before `agreed_at`."""

    id: int = Field(default=None, primary_key=True)
    language: str = Field(max_length=2)
    name: str | None = None
    agreed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    reminders: str = Field(default="mail", max_length=8)  # mail, chat or off
    # all, or only those of the "last" week
    reminder_moments: str = Field(default="all", max_length=8, sa_column_kwargs={"server_default": "all"})
    snoozed_until_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # no reminder before it
    asked: str = ""  # what waits for typed text, as `Speaker.asked` has it; "" means the checklist as it is
    application_id: int | None = Field(default=None, foreign_key="application.id", index=True)
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # since when the row is a pseudonym only


class Chat(SQLModel, table=True):
    """A private chat on one front (telegram, local) and who speaks there."""

    __table_args__ = (UniqueConstraint("front", "chat_id"),)

    id: int = Field(default=None, primary_key=True)
    front: str = Field(max_length=16)
    chat_id: int = Field(sa_type=BigInteger)
    person_id: int = Field(foreign_key="person.id", index=True)
    open_message_id: int | None = Field(default=None, sa_type=BigInteger)  # the message whose buttons still count
    created_at: datetime = Field(sa_type=UtcDateTime)


class Mailbox(SQLModel, table=True):
    """A mailbox that a person proved to read, by a code."""

    __table_args__ = (UniqueConstraint("person_id", "email"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    email: str = Field(max_length=320, index=True)
    proven_at: datetime = Field(sa_type=UtcDateTime)
