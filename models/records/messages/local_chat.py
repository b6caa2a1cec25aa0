"""What the local Bot API must remember: its chats, messages, files and next ids, so that a chat outlives a restart."""

from sqlalchemy import BigInteger, Text
from sqlmodel import Field, SQLModel


class LocalChatRow(SQLModel, table=True):
    """A chat on this machine; `state` is JSON that only the local Bot API reads."""

    __tablename__ = "local_chat"

    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    state: str = Field(sa_type=Text)
    version: int = 0  # grows with each change, where several processes must notice what another one did


class LocalMessageRow(SQLModel, table=True):
    """A message of a chat on this machine, as it stands now."""

    __tablename__ = "local_message"

    message_id: int = Field(primary_key=True, sa_type=BigInteger)
    chat_id: int = Field(sa_type=BigInteger, index=True)
    state: str = Field(sa_type=Text)


class LocalFileRow(SQLModel, table=True):
    """A file that was sent in a chat on this machine; its bytes lie in the file folder."""

    __tablename__ = "local_file"

    file_id: str = Field(primary_key=True, max_length=80)
    name: str = Field(max_length=200)
    size: int
    stored_name: str | None = Field(default=None, max_length=80)


class LocalIds(SQLModel, table=True):
    """The next ids of each local Bot API: a row for each series."""

    __tablename__ = "local_ids"

    id: int = Field(default=1, primary_key=True)
    update_id: int = Field(sa_type=BigInteger)
    message_id: int = Field(sa_type=BigInteger)
    chat_id: int = Field(sa_type=BigInteger)
