"""Who speaks, as a frozen value."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """The person who speaks, as the database knows them at the start of the turn."""

    person_id: int
    language: str
    name: str | None
    agreed: bool
    asked: str  # a side question that waits for an answer, or ""
    application_id: int | None  # the application they work on, when they still take part in it
    place: str | None  # the key of the item that was asked last
    asked_at: datetime | None  # when it was asked
    draft_of: tuple[str, str] | None  # (call version, round id) while that application is a draft
    open_message_id: int | None  # the message whose buttons still count
