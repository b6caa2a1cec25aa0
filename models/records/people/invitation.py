"""Invitations to a colleague, and requests of a colleague to join."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from models.storage.database import UtcDateTime


class Invitation(SQLModel, table=True):
    """An invitation to work on an application, by e-mail or by link; single use."""

    id: int = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    invited_by: int = Field(foreign_key="person.id")
    email: str | None = Field(default=None, max_length=320)  # None: whoever has the link, after proving a mailbox
    nonce: str = Field(max_length=64)  # the token is derived from it with the key of the installation
    token_hash: str = Field(max_length=64, unique=True)
    hand_over: bool = False
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    opened_by: int | None = Field(default=None, foreign_key="person.id", index=True)  # who must still prove a mailbox
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    accepted_by: int | None = Field(default=None, foreign_key="person.id")


class JoinRequest(SQLModel, table=True):
    """A proven colleague of the municipality asks to work on its application."""

    __tablename__ = "join_request"
    __table_args__ = (UniqueConstraint("application_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    granted: bool | None = None
