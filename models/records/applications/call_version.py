"""The versions of calls that applications were made under, with their full content."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class CallVersion(SQLModel, table=True):
    """One version of a call file, kept whole for as long as an application points to it."""

    __tablename__ = "call_version"

    version: str = Field(primary_key=True, max_length=64)  # SHA-256 of content
    name: str = Field(max_length=80, index=True)
    content: str = Field(sa_type=Text)  # canonical JSON
    loaded_at: datetime = Field(sa_type=UtcDateTime)
