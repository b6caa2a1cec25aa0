"""Messages that are to leave: every message that is no direct answer is a row here first."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Text
from sqlmodel import Field, SQLModel

from models.storage.database import UtcDateTime, partial_index

# How the reason begins of a message that was handed over twice, because the first time was in doubt.
POSSIBLE_DUPLICATE = "possible duplicate"
IN_THE_TERMINAL = "local"  # the chat that is open only while somebody sits there
PAUSED = "sending paused"  # the watermark that is there while nothing may leave: after data were put back


class OutboxState(StrEnum):
    """How far a message is.

    A message is uncertain when it was handed over whole and no answer came: it may have arrived. It goes out once more,
    under the same Message-ID, and then it is sent, or failed when that is in doubt again; its reason begins with
    POSSIBLE_DUPLICATE either way, so it is never taken for lost. The same goes for one whose worker died with it.
    """

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


# Indexes over some rows only: the old ones, which are most, cost them nothing.
_OPEN = "state IN ('due', 'uncertain')"
_ENDED_BADLY = "state IN ('failed', 'expired')"


class OutboxMessage(SQLModel, table=True):
    """One message to one person by one way; the words are made at sending, from the facts of that moment."""

    __tablename__ = "outbox"
    __table_args__ = (
        partial_index("ix_outbox_open", "way", "due_at", "id", where=_OPEN),
        partial_index("ix_outbox_last_at", "last_at", where=_OPEN),
        partial_index("ix_outbox_sending", "way", "leased_until", where="state = 'sending'"),
        partial_index("ix_outbox_troubles", "settled_at", where=_ENDED_BADLY),
        partial_index("ix_outbox_instead_of_id", "instead_of_id", where="instead_of_id IS NOT NULL"),
    )

    id: int = Field(default=None, primary_key=True)
    key: str = Field(max_length=160, unique=True)  # planning twice is harmless
    kind: str = Field(max_length=32)  # the letter: code, receipt, invitation, ...
    way: str = Field(max_length=16)  # mail, or the front of a chat
    address: str = Field(max_length=320)  # a mailbox, or a chat id
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    application_id: int | None = Field(default=None, foreign_key="application.id")
    ref_id: int | None = Field(default=None, sa_type=BigInteger)  # the row the letter is about
    language: str = Field(max_length=2)
    payload: str = Field(default="{}", sa_type=Text)
    due_at: datetime = Field(sa_type=UtcDateTime)
    last_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # after this it is of no use
    state: str = Field(default=OutboxState.DUE, max_length=12)
    attempt: int = 0
    worker: str | None = Field(default=None, max_length=60)
    leased_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    message_id: str | None = Field(default=None, max_length=200)
    reason: str | None = Field(default=None, max_length=200)
    instead_of_id: int | None = None  # the message whose way failed, so that this one goes
    created_at: datetime = Field(sa_type=UtcDateTime)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
