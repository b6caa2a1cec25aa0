"""Who speaks, as a frozen value."""

from dataclasses import dataclass
from datetime import datetime

from models.calls.round import Round


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
    draft_in: Round | None  # the round of that application, with its deadline as it is now, while it is a draft
    begun_at: datetime | None  # when that application began
    carries_on: bool  # it holds the answers of one that ended
    open_message_id: int | None  # the message whose buttons still count
    role: str | None = None  # "province" or "agency" while the person is an officer
    province: str | None = None  # of a province officer

    @property
    def was_moved(self) -> bool:
        """Return whether the draft was carried over without them, and they were not told of it yet."""
        return self.carries_on and self.draft_in is not None and self.asked_at is None

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
