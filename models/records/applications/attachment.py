"""Files that belong to an application: the row here, the bytes in the data folder under a random name."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime


class Attachment(SQLModel, table=True):
    """One file; `item_key` is None while it is not known to which item it belongs."""

    id: int = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    item_key: str | None = Field(default=None, max_length=60)
    file_name: str = Field(max_length=200)
    media_type: str = Field(max_length=100)
    size: int  # bytes
    sha256: str = Field(max_length=64)
    stored_name: str = Field(max_length=80, index=True)  # a carried-over application shares the bytes
    album: str | None = Field(default=None, max_length=64)  # files sent as one album go to one item
    added_by: int | None = Field(default=None, foreign_key="person.id")
    added_at: datetime = Field(sa_type=UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
