"""What one of several processes has to itself for a while: that it is there, the poll of a bot, a mailbox."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class Lease(SQLModel, table=True):
    """Who holds what; after `until_at`, by the clock of the database, anybody may take it."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True, max_length=100)
    holder: str = Field(max_length=80)
    until_at: datetime = Field(sa_type=UtcDateTime)
