"""The officers of provinces and of the agency: invited by the operator, known by the mailbox that accepted."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime, partial_index

STANDING = "accepted_at IS NOT NULL AND revoked_at IS NULL"  # one role at a time for each person


class Officer(SQLModel, table=True):
    """An invitation to be an officer, and who accepted it; revoked ones stay, for the history."""

    __table_args__ = (partial_index("uq_officer_standing", "person_id", where=STANDING, unique=True),)

    id: int = Field(default=None, primary_key=True)
    role: str = Field(max_length=12)  # province or agency
    province: str | None = Field(default=None, max_length=40)  # None for the agency
    email: str = Field(max_length=320, index=True)
    nonce: str = Field(max_length=64)  # the token is derived from it with the key of the installation
    token_hash: str = Field(max_length=64, unique=True)
    invited_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)  # who opened or accepted it
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
