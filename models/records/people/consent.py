"""The consent log: what a person agreed to, when, on which version of the words, and when they took it back."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class Consent(SQLModel, table=True):
    """One consent; it stays, under a pseudonym, after its person was erased: that it was given must be provable."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    what: str = Field(max_length=16)  # privacy, or showcase
    application_id: int | None = Field(default=None, foreign_key="application.id")  # whose story is shown
    text_version: str = Field(max_length=20)  # of the words that were agreed to
    language: str = Field(max_length=2)
    channel: str = Field(max_length=16)  # telegram, local, web, mail
    given_at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
