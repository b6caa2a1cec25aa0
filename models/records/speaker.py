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
    # What waits for typed text: a side question ("question"), how an item is answered ("add:challenge",
    # "rewrite:challenge"), both with a space between, or "".
    asked: str
    application_id: int | None  # the application they work on, when they still take part in it
    place: str | None  # the key of the item that was asked last
    asked_at: datetime | None  # when it was asked
    draft_of: tuple[str, str] | None  # (call version, round id) while that application is a draft
    open_message_id: int | None  # the message whose buttons still count

    @property
    def has_aside(self) -> bool:
        """Return whether a side question waits for what is typed next."""
        return self.aside != ""

    @property
    def aside(self) -> str:
        """Return the side question that waits for what is typed next, or ""."""
        return next((word for word in self.asked.split() if ":" not in word), "")

    @property
    def asked_behind(self) -> str:
        """Return what waits once the side question is over: how an item is answered, or ""."""
        return next((word for word in self.asked.split() if ":" in word), "")

    def is_to(self, how: str, item_key: str) -> bool:
        """Return whether what is typed next is to "add" to the answer of an item, or to "rewrite" it."""
        return self.asked_behind == f"{how}:{item_key}"
