"""Mailboxes that bounced and chats that were blocked: marked once, for everybody who would write there."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class Unreachable(SQLModel, table=True):
    """An address at which nothing arrives; the mark goes when its owner is heard from there again."""

    way: str = Field(primary_key=True, max_length=16)  # mail, or the front of a chat
    address: str = Field(primary_key=True, max_length=320)
    since_at: datetime = Field(sa_type=UtcDateTime)
    reason: str = Field(max_length=200)
